"""Lines about meetings that are on record already get from there what a table may leave out."""

from talks.models import Meeting, OldId

REQUIRED = ("title", "status", "starts")
UNKNOWN = (
    '"{}" is not a known meeting: a new one needs a row of meetings, with id, title, status and '
    "starts"
)
AT_ONCE = 500


def completed(lines, lock):
    """The lines with title, status and start of their meetings, and a reason where one is unknown.

    With `lock` nobody changes meanwhile what a line repeats. Two queries for 500 lines.
    """
    for start in range(0, len(lines), AT_ONCE):
        batch = lines[start : start + AT_ONCE]
        known = stored({line.data["id"] for line in batch if is_short(line)}, lock)
        for line in batch:
            line.reason = ""
            if is_short(line):
                complete(line, known.get(line.data["id"]))
            yield line


def is_short(line):
    return "id" in line.data and any(key not in line.data for key in REQUIRED)


def stored(slugs, lock):
    """Meetings by the ids that lead to them, old ones included."""
    slugs = {slug for slug in slugs if isinstance(slug, str)}
    old = OldId.objects.filter(noun="meeting", slug__in=slugs, target__isnull=False)
    old = dict(old.values_list("slug", "target"))
    meetings = Meeting.objects.filter(slug__in=slugs) | Meeting.objects.filter(pk__in=old.values())
    meetings = meetings.only("slug", *REQUIRED).order_by("pk")
    meetings = meetings.select_for_update(no_key=True) if lock else meetings
    rows = {meeting.pk: meeting for meeting in meetings}
    by_slug = {meeting.slug: meeting for meeting in rows.values()}
    return {slug: rows[pk] for slug, pk in old.items() if pk in rows} | by_slug


def complete(line, meeting):
    if meeting:
        for key in REQUIRED:
            line.data.setdefault(key, getattr(meeting, key) or None)
    elif "" not in line.rows:
        # Whoever wrote a row of meetings is told which column it lacks.
        line.reason, line.data = UNKNOWN.format(line.data["id"]), {}
