"""When rows came before the public, and under which id: asked of their history."""

from django.db.models import OuterRef, Subquery


def first_public_slug(meeting="pk"):
    """The id that a meeting had when it was published: the same for ever, whatever it is now.

    `meeting` is what the outer query calls its key.
    """
    from .meetings import Meeting

    versions = Meeting.pgh_event_model.objects.filter(pgh_obj_id=OuterRef(meeting), is_draft=False)
    return Subquery(versions.order_by("pgh_id").values("slug")[:1])
