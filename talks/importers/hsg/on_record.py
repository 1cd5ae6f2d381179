"""What the record has already of these trips and visits, and what an import leaves as it is there.

A meeting that staff, or the sample record, keep under an id of its own is theirs: its words and
seats stay. A Secretary's trip to the same meeting is added to it: its citation, and the Secretary
where the delegation lacks one.
"""

from talks.importers.parsed import Parsed
from talks.models import Meeting, Official, OldId
from talks.record.exporter import Objects

from .parties import UNITED_STATES

OURS = "hsg-"
# What is said of a person besides the posts.
PERSONAL = ["name", "sort_name", "other_names"]
SECRETARY = "Secretary of State"
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
    rows = Rows((data for data in parsed.objects if data.get("id") in known), known)
    for index, data in enumerate(parsed.objects):
        if data.get("id") not in known:
            kept.add(data, *parsed.places.get(index, ()))
        elif addition := rows.addition(data):
            kept.add(addition, *parsed.places.get(index, ()))
    kept.guesses = [guess for guess in parsed.guesses if guess.meeting not in known]
    kept.leave_out(LEFT, rows.number)
    return kept


def with_officials_on_record(parsed):
    """The same, with each official whom the record has under the name that he or she has there."""
    given = {data["official"]["id"]: data for data in parsed.objects if "official" in data}
    keys = Official.objects.filter(slug__in=given).order_by().values_list("pk", flat=True)
    for known in Objects().objects("official", list(keys)):
        given[known["id"]]["official"] = as_on_record(given[known["id"]]["official"], known)
    return parsed


def as_on_record(official, known):
    """An official with new posts; what the record says already of the person stays."""
    told = {key: known.get(key) or official.get(key) for key in PERSONAL}
    cited = {key_of(post): post.get("citations", []) for post in known.get("appointments", [])}
    posts = [
        {**post, "citations": [*before, *(c for c in post["citations"] if cites(c) not in seen)]}
        for post in official["appointments"]
        for before in [cited.get(key_of(post), [])]
        for seen in [{cites(citation) for citation in before}]
    ]
    told = {key: value for key, value in told.items() if value}
    return {"id": official["id"], **told, "appointments": posts}


def key_of(post):
    return tuple(post.get(key) or "" for key in ("title", "body", "from"))


def cites(citation):
    return slug_in(citation, "source"), citation.get("locator", "")


class Rows:
    """The meetings on record that some objects are about, as objects. The queries do not grow."""

    def __init__(self, objects, known):
        objects = list(objects)
        self.known, self.number = known, len(objects)
        slugs = {known[data["id"]] for data in objects if joined(data)}
        keys = Meeting.objects.filter(slug__in=slugs).order_by().values_list("pk", flat=True)
        self.meetings = {data["id"]: data for data in Objects().objects("meeting", list(keys))}

    def addition(self, data):
        """What trips of Secretaries add to a meeting; None where there is none."""
        cited = joined(data)
        if not cited:
            return None
        meeting = self.meetings[self.known[data["id"]]]
        added = {
            "id": meeting["id"],
            "title": meeting["title"],
            "status": meeting["status"],
            "starts": meeting.get("starts"),
            "delegations": with_secretaries(data["delegations"][0], meeting),
            "sources": data["sources"],
            "citations": [*meeting.get("citations", []), *lacking(meeting, cited)],
        }
        return {key: value for key, value in added.items() if value or key == "starts"}


def joined(data):
    """The citations of trips of Secretaries to a meeting: those after its own."""
    return data["citations"][1:]


def lacking(data, citations):
    """The citations that an object on record does not have."""
    return [citation for citation in citations if citation not in data.get("citations", [])]


def with_secretaries(ours, meeting):
    """The delegation as it is on record, with Secretaries whom it lacks; empty if it has all."""
    for delegation in meeting.get("delegations", []):
        if slug_in(delegation, "party") == UNITED_STATES:
            here = {slug_in(delegate, "official") for delegate in delegation.get("delegates", [])}
            more = [
                {**delegate, "role": "member"}
                for delegate in ours["delegates"]
                if delegate.get("title") == SECRETARY and slug_in(delegate, "official") not in here
            ]
            seats = [*delegation.get("delegates", []), *more]
            return [{**delegation, "delegates": seats}] if more else []
    return []


def slug_in(data, key):
    value = data.get(key)
    return value["id"] if isinstance(value, dict) else value
