"""What the record has already of these trips and visits, and what an import leaves as it is there.

A meeting that staff, or the sample record, keep under an id of its own is theirs: its words and
seats stay. A Secretary's trip to the same meeting is added to it: its number, its citation, and
the Secretary where the delegation lacks one.
"""

from talks.importers.parsed import Parsed
from talks.models import Delegate, Meeting, OldId

from .parties import UNITED_STATES

OURS = "hsg-"
LEFT = "trips and visits that the record has under an id of its own, left as they are there"


def on_record():
    """To which meeting's id each id of a trip or visit leads. Three queries."""
    own = Meeting.objects.filter(slug__startswith=OURS).order_by().values_list("slug", flat=True)
    return {slug: slug for slug in own} | recognised()


def recognised():
    """The same, of meetings that the record has under another id. Two queries."""
    old = OldId.objects.filter(noun="meeting", slug__startswith=OURS, target__isnull=False)
    targets = dict(old.values_list("slug", "target"))
    meetings = Meeting.objects.filter(pk__in=targets.values()).order_by()
    now = dict(meetings.values_list("pk", "slug"))
    return {slug: now[pk] for slug, pk in targets.items() if pk in now}


def without_recognised(parsed):
    """The same, with meetings that the record has under an id of its own left as they are."""
    known = recognised()
    kept = Parsed(problems=parsed.problems, left_out=dict(parsed.left_out))
    rows = Rows(data for data in parsed.objects if data.get("id") in known)
    for index, data in enumerate(parsed.objects):
        if data.get("id") not in known:
            kept.add(data, *parsed.places.get(index, ()))
        elif addition := rows.addition(data, known):
            kept.add(addition, *parsed.places.get(index, ()))
    kept.guesses = [guess for guess in parsed.guesses if guess.meeting not in known]
    kept.leave_out(LEFT, rows.number)
    return kept


class Rows:
    """The meetings on record that some objects are about. Three queries, for any number."""

    def __init__(self, objects):
        objects = list(objects)
        self.number = len(objects)
        known = recognised()
        slugs = {known[data["id"]] for data in objects}
        meetings = Meeting.objects.filter(slug__in=slugs).order_by()
        self.meetings = {meeting.slug: meeting for meeting in meetings}
        seats = Delegate.objects.filter(
            delegation__meeting__slug__in=slugs, delegation__party__slug=UNITED_STATES
        ).order_by()
        self.seats = set(seats.values_list("delegation__meeting__slug", "official__slug"))

    def addition(self, data, known):
        """What trips of Secretaries add to a meeting; None where there is none."""
        joined = data.get("old_ids")
        if not joined:
            return None
        meeting = self.meetings[known[data["id"]]]
        numbers = [f"trip {slug.removeprefix(f'{OURS}trip-')}" for slug in joined]
        added = {
            "id": meeting.slug,
            "old_ids": joined,
            "title": meeting.title,
            "status": meeting.status,
            "starts": meeting.starts or None,
            "delegations": self.secretaries(data, meeting),
            "sources": data["sources"],
            "citations": [c for c in data["citations"] if c["locator"] in numbers],
        }
        return {key: value for key, value in added.items() if value or key == "starts"}

    def secretaries(self, data, meeting):
        ours = data["delegations"][0]
        seats = [
            {**delegate, "role": "member"}
            for delegate in ours["delegates"]
            if delegate.get("title") == "Secretary of State"
            and (meeting.slug, slug_in(delegate)) not in self.seats
        ]
        return [{"party": ours["party"], "delegates": seats}] if seats else []


def slug_in(delegate):
    official = delegate["official"]
    return official["id"] if isinstance(official, dict) else official
