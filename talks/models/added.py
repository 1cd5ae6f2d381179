"""When rows came before the public, and under which id: asked of their history."""

from functools import cache

from django.db.models import DateTimeField, F, OuterRef, Subquery
from django.db.models.expressions import RawSQL


def first_public_slug(meeting="pk"):
    """The id that a meeting had when it was published: the same for ever, whatever it is now.

    `meeting` is what the outer query calls its key.
    """
    from .meetings import Meeting

    versions = Meeting.pgh_event_model.objects.filter(pgh_obj_id=OuterRef(meeting), is_draft=False)
    return Subquery(versions.order_by("pgh_id").values("slug")[:1])


def latest_added(rows):
    """Rows below published meetings by the moment at which they became public, the last first.

    `added_at` is that moment. What came together stands as it does on its meeting's page.
    """
    order = [F("meeting__starts_earliest").desc(nulls_last=True), "meeting__slug", "order", "pk"]
    moment = RawSQL(added_sql(rows.model), [], output_field=DateTimeField())  # noqa: S611
    return rows.annotate(added_at=moment).order_by("-added_at", *order)


@cache
def added_sql(model):
    """Most rows came before their meeting was published, and stayed there: a short question.

    Of the others each version is held against the times in which its meeting was public: one that
    came while it was a draft again is seen from then on, and one that moved since its first place.
    """
    row, event = model._meta.db_table, model.pgh_event_model._meta.db_table
    mine = f"FROM {event} WHERE pgh_obj_id = {row}.id"
    published = f"(SELECT first_published_at FROM talks_meeting WHERE id = {row}.meeting_id)"  # noqa: S608 - our own names, here and below
    came_first = f"min(pgh_created_at) <= {published}"
    stayed = f"SELECT {came_first} AND bool_and(meeting_id = {row}.meeting_id) {mine}"  # noqa: S608
    return f"CASE WHEN ({stayed}) THEN {published} ELSE ({first_seen_sql(mine)}) END"


def first_seen_sql(mine):
    """`mine` says which events; each version lasts until the next, as do those of its meeting."""
    until = "lead(pgh_created_at) OVER (ORDER BY pgh_id)"
    return f"""
        SELECT min(GREATEST(version.since, seen.since))
        FROM (
            SELECT meeting_id, pgh_label, pgh_created_at AS since, {until} AS until {mine}
        ) AS version
        CROSS JOIN LATERAL (
            SELECT is_draft OR pgh_label = 'delete' AS is_hidden,
                pgh_created_at AS since, {until} AS until
            FROM talks_meetingevent WHERE pgh_obj_id = version.meeting_id
        ) AS seen
        WHERE version.pgh_label <> 'delete' AND NOT seen.is_hidden
        AND (seen.until IS NULL OR seen.until > GREATEST(version.since, seen.since))
        AND (version.until IS NULL OR version.until > GREATEST(version.since, seen.since))
    """  # noqa: S608
