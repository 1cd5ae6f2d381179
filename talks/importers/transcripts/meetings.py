"""The meeting that a transcript is of, where it is on record already."""

from talks.models import Meeting, Source

from .talk import About


def about_meeting(slug, asked, source):
    """`asked` are the keys of a new meeting; of one on record its own count.

    A source that is on record is named by its id alone.
    """
    row = Meeting.objects.filter(slug=slug).only("title", "status", "starts").first()
    own = {"title": row.title, "status": row.status, "starts": row.starts} if row else asked
    given = source.get("id")
    if given and (known := Source.objects.filter(slug=given).only("title", "kind").first()):
        source = {"id": given, "title": known.title, "kind": known.kind}
    return About({"id": slug} | own, source)
