"""Lines with keys missing, unknown or of the wrong kind: each with its path and its sentence."""

from .lines import ANEWS, RUSSIA, SHERMAN, US, meeting, spoken, statement

MISSING = "is missing"
NULL = "may not be null"
NO_ID = "is not an id (letters a-z, digits and hyphens)"
NO_DATE = "is not a date (YYYY, YYYY-MM or YYYY-MM-DD, X for unknown)"
NO_DAY = "is no day of the calendar"
NO_KEY = "is not a key of the record file"
NOT_HERE = "is not a key of this object"
NO_URL = "is not an http or https address"
TWICE = "stands twice"
TWO_HEADS = "A delegation has two heads only on different days."


def place(**keys):
    return {"place": {"city": "Geneva"} | keys}


def party(**keys):
    return {"party": US | keys}


def official(**keys):
    return {"official": SHERMAN | keys}


def source(**keys):
    return {"source": ANEWS | keys}


def post(**keys):
    return official(appointments=[{"party": US, "title": "Deputy Secretary"} | keys])


def seated(*delegates, **keys):
    """A meeting with one delegation of the given delegates."""
    return meeting(delegations=[{"party": US, "delegates": list(delegates)} | keys])


def follow_up(**keys):
    return meeting(follow_ups=[{"id": "f1", "kind": "follow_up"} | keys])


def one(**keys):
    """A meeting with one statement."""
    return spoken(statement(**keys))


def without(data, key):
    return {k: v for k, v in data.items() if k != key}


ISSUE = {"issue": {"id": "nato", "name": "NATO"}}
SEAT = {"official": SHERMAN}

REQUIRED = [
    *((meeting(**{key: ...}), key, MISSING) for key in ("id", "title", "status", "starts")),
    *((meeting(**{key: None}), key, NULL) for key in ("id", "title", "status")),
    ({}, "id", MISSING),
    (spoken(without(statement(), "id")), "statements[0].id", MISSING),
    (spoken(without(statement(), "text")), "statements[0].text", MISSING),
    (spoken(without(statement(), "party")), "statements[0].party", MISSING),
    (spoken(statement(), statement("s2", text=None)), "statements[1].text", NULL),
    (one(id=None), "statements[0].id", NULL),
    (one(party=None), "statements[0].party", MISSING),
    (one(party=None, speaker=None, speaker_title=" "), "statements[0].party", MISSING),
    (meeting(follow_ups=[{"kind": "follow_up"}]), "follow_ups[0].id", MISSING),
    (meeting(follow_ups=[{"id": "f1"}]), "follow_ups[0].kind", MISSING),
    (follow_up(kind=None), "follow_ups[0].kind", NULL),
    (meeting(citations=[{"locator": "p. 1"}]), "citations[0].source", MISSING),
    (meeting(citations=[{"source": None}]), "citations[0].source", NULL),
    (one(citations=[{}]), "statements[0].citations[0].source", MISSING),
    (follow_up(citations=[{"says": "x"}]), "follow_ups[0].citations[0].source", MISSING),
    (post(citations=[{}]), "official.appointments[0].citations[0].source", MISSING),
    (meeting(delegations=[{"role": "host"}]), "delegations[0].party", MISSING),
    (meeting(delegations=[{"party": None}]), "delegations[0].party", NULL),
    (seated({}), "delegations[0].delegates[0].official", MISSING),
    (seated({"official": None}), "delegations[0].delegates[0].official", MISSING),
    (seated({"official": None, "title": "  "}), "delegations[0].delegates[0].official", MISSING),
    (seated({"role": "head", "title": None}), "delegations[0].delegates[0].official", MISSING),
    ({"official": {"id": "x"}}, "official.name", MISSING),
    ({"official": {"name": "X"}}, "official.id", MISSING),
    ({"party": {"id": "x"}}, "party.name", MISSING),
    ({"party": {"name": "X"}}, "party.id", MISSING),
    ({"process": {"id": "x"}}, "process.name", MISSING),
    ({"issue": {"id": "x", "name": None}}, "issue.name", NULL),
    ({"source": {"id": "x"}}, "source.title", MISSING),
    ({"source": {"title": "X"}}, "source.id", MISSING),
    ({"place": {"id": "x"}}, "place.city", MISSING),
    (meeting(places=[{"country": "CH"}]), "places[0].city", MISSING),
    (meeting(process={"id": "x"}), "process.name", MISSING),
    (seated({"official": {"id": "x"}}), "delegations[0].delegates[0].official.name", MISSING),
    (meeting(delegations=[{"party": {"id": "x"}}]), "delegations[0].party.name", MISSING),
    (post(title=None), "official.appointments[0].title", NULL),
    (official(appointments=[{"title": "X"}]), "official.appointments[0].party", MISSING),
    (one(issues=[{"stance": "supports"}]), "statements[0].issues[0].id", MISSING),
    (party(other_names=[{"from": "1991"}]), "party.other_names[0].name", MISSING),
]

KEYS = [
    (meeting(titel="x"), "titel", f'{NO_KEY} (perhaps "title" is meant)'),
    (meeting(speaker="x"), "speaker", NOT_HERE),
    (meeting(Title="x"), "Title", NO_KEY),
    (meeting(**{"": 1}), "", NO_KEY),
    (meeting(**{"id ": "x"}), "id ", NO_KEY),
    (meeting(from_="2022"), "from_", NO_KEY),
    (meeting(is_draft=True), "is_draft", NO_KEY),
    (meeting(slug="x") | {"slug": "x"}, "slug", NO_KEY),
    (meeting(pk=1), "pk", NO_KEY),
    (meeting(delegations=[{"party": US, "rank": 1}]), "delegations[0].rank", NO_KEY),
    (meeting(delegations=[{"party": US | {"x": 1}}]), "delegations[0].party.x", NO_KEY),
    (seated(SEAT | {"x": 1}), "delegations[0].delegates[0].x", NO_KEY),
    (
        seated({"official": SHERMAN | {"age": 72}}),
        "delegations[0].delegates[0].official.age",
        NO_KEY,
    ),
    (one(tone="sharp"), "statements[0].tone", NO_KEY),
    (one(original={"lang": "en"}), "statements[0].original.lang", NO_KEY),
    (one(issues=[{"id": "x", "name": "X"}]), "statements[0].issues[0].name", NOT_HERE),
    (one(citations=[{"source": ANEWS, "page": 1}]), "statements[0].citations[0].page", NO_KEY),
    (follow_up(promised_to=[]), "follow_ups[0].promised_to", NO_KEY),
    (meeting(sources=[ANEWS | {"x": 1}]), "sources[0].x", NO_KEY),
    (meeting(places=[{"city": "Geneva", "lat": 1}]), "places[0].lat", NO_KEY),
    (meeting(issues=[ISSUE["issue"] | {"answer": 1}]), "issues[0].answer", NO_KEY),
    (post(until="2022"), "official.appointments[0].until", NO_KEY),
    (party(other_names=[{"name": "USA", "until": "1991"}]), "party.other_names[0].until", NO_KEY),
    (party(predecessor=RUSSIA | {"x": 1}), "party.predecessor.x", NO_KEY),
    ({"process": {"id": "x", "name": "X", "question": "?"}}, "process.question", NOT_HERE),
    ({"meeting": meeting()}, "meeting", NOT_HERE),
    ({"delegation": {"party": US}}, "delegation", NO_KEY),
    ({"party": US, "official": SHERMAN}, "", "a line is one meeting, or one noun alone"),
    ({"party": US, "id": "x"}, "party", NOT_HERE),
    (meeting(party=US), "party", NOT_HERE),
]

TYPES = [
    (meeting(id=5), "id", "is not text"),
    (meeting(title=["x"]), "title", "is not text"),
    (meeting(title={}), "title", "is not text"),
    (meeting(title=True), "title", "is not text"),
    (meeting(status=1), "status", "is not text"),
    (meeting(format=["bilateral"]), "format", "is not text"),
    (meeting(starts=2022), "starts", "is not text"),
    (meeting(starts=["2022"]), "starts", "is not text"),
    (meeting(summary=0), "summary", "is not text"),
    (meeting(old_dates="2022"), "old_dates", "is not a list"),
    (meeting(old_dates=[2022]), "old_dates[0]", "is not text"),
    (meeting(old_dates=[None]), "old_dates[0]", NULL),
    (meeting(old_ids="x"), "old_ids", "is not a list"),
    (meeting(old_ids=[1]), "old_ids[0]", "is not text"),
    (meeting(draft="true"), "draft", "is not true or false"),
    (meeting(draft=0), "draft", "is not true or false"),
    (meeting(draft=[]), "draft", "is not true or false"),
    (meeting(duration_minutes="480"), "duration_minutes", "is not a whole number"),
    (meeting(duration_minutes=True), "duration_minutes", "is not a whole number"),
    (meeting(duration_minutes=7.5), "duration_minutes", "is not a whole number"),
    (meeting(duration_minutes=[480]), "duration_minutes", "is not a whole number"),
    (meeting(places={"city": "Geneva"}), "places", "is not a list"),
    (meeting(places="geneva"), "places", "is not a list"),
    (meeting(places=[5]), "places[0]", "is neither text nor an object"),
    (meeting(places=[["geneva"]]), "places[0]", "is neither text nor an object"),
    (meeting(places=[None]), "places[0]", NULL),
    (meeting(issues=["x", None]), "issues[1]", NULL),
    (meeting(process=["x"]), "process", "is neither text nor an object"),
    (meeting(part_of={"id": "x"}), "part_of", "is not text"),
    (meeting(delegations={}), "delegations", "is not a list"),
    (meeting(delegations=["russia"]), "delegations[0]", "is not an object"),
    (meeting(delegations=[None]), "delegations[0]", NULL),
    (meeting(delegations=[[]]), "delegations[0]", "is not an object"),
    (seated("wendy-sherman"), "delegations[0].delegates[0]", "is not an object"),
    (seated(SEAT | {"note": 1}), "delegations[0].delegates[0].note", "is not text"),
    (meeting(statements="none"), "statements", "is not a list"),
    (meeting(statements=[None]), "statements[0]", NULL),
    (one(text=5), "statements[0].text", "is not text"),
    (one(text=["x"]), "statements[0].text", "is not text"),
    (one(to="russia"), "statements[0].to", "is not a list"),
    (one(original="Нет."), "statements[0].original", "is not an object"),
    (one(original={"language": 5}), "statements[0].original.language", "is not text"),
    (one(issues=["nato"]), "statements[0].issues[0]", "is not an object"),
    (one(citations=["anews"]), "statements[0].citations[0]", "is not an object"),
    (one(citations={"source": "anews"}), "statements[0].citations", "is not a list"),
    (
        one(citations=[{"source": ANEWS, "locator": 5}]),
        "statements[0].citations[0].locator",
        "text",
    ),
    (follow_up(promised_by="russia"), "follow_ups[0].promised_by", "is not a list"),
    (follow_up(meeting={"id": "x"}), "follow_ups[0].meeting", "is not text"),
    ({"official": None}, "official", NULL),
    ({"official": "wendy-sherman"}, "official", "is not an object"),
    ({"party": [US]}, "party", "is not an object"),
    ({"place": 5}, "place", "is not an object"),
    (official(other_names="W. Sherman"), "official.other_names", "is not a list"),
    (official(other_names=[{"name": "W."}]), "official.other_names[0]", "is not text"),
    (party(other_names=[5]), "party.other_names[0]", "is neither text nor an object"),
    (party(members=[True]), "party.members[0]", "is neither text nor an object"),
    (place(latitude="46.2"), "place.latitude", "is not a number"),
    (place(latitude=True), "place.latitude", "is not a number"),
    (place(longitude=[6]), "place.longitude", "is not a number"),
    (place(latitude=10**400), "place.latitude", "is not a number"),
    (b'{"place": {"city": "X", "latitude": 1e999}}', "place.latitude", "is not a finite number"),
]

CHOICES = [
    (meeting(status="over"), "status", '"over" is not one of tentative, planned, held, postponed'),
    (meeting(status="Held"), "status", '"Held" is not one of'),
    (meeting(status=""), "status", '"" is not one of'),
    (meeting(status="held "), "status", '"held " is not one of'),
    (meeting(format="quadrilateral"), "format", "is not one of bilateral, trilateral"),
    (meeting(level="low"), "level", "is not one of summit, ministerial"),
    (meeting(mode="in person"), "mode", "is not one of in_person, video or telephone"),
    (meeting(delegations=[{"party": US, "role": "guest"}]), "delegations[0].role", "guarantor"),
    (seated(SEAT | {"role": "host"}), "delegations[0].delegates[0].role", "is not one of head"),
    (one(setting="corridor"), "statements[0].setting", "is not one of session"),
    (one(act="shout"), "statements[0].act", '"shout" is not one of position, demand'),
    (one(wording="literal"), "statements[0].wording", "is not one of verbatim, translated"),
    (
        one(issues=[{"id": "nato", "stance": "for"}]),
        "statements[0].issues[0].stance",
        "is not one of supports, opposes, conditional or neutral",
    ),
    (follow_up(kind="sequel"), "follow_ups[0].kind", "is not one of follow_up, consultation"),
    (follow_up(state="late"), "follow_ups[0].state", "is not one of pending, met"),
    (party(kind="country"), "party.kind", "is not one of state, organisation"),
    (source(kind="blog"), "source.kind", "is not one of news, official_release"),
    (meeting(status="<script>alert(1)</script>"), "status", "is not one of"),
    (meeting(status="x" * 10_000), "status", "is not one of"),
]

IDS = [
    *(
        (meeting(id=bad), "id", NO_ID)
        for bad in ("", "A", "a b", "a_b", "é", "a/b", "a\n", "١", "😀")
    ),
    (meeting(id="\na"), "id", NO_ID),
    (meeting(id="A-B"), "id", f'"A-B" {NO_ID}'),
    (meeting(old_ids=["Geneva"]), "old_ids[0]", NO_ID),
    (meeting(old_ids=["geneva"]), "old_ids", '"geneva" is the id itself'),
    (one(id="S1"), "statements[0].id", NO_ID),
    (one(id="s.1"), "statements[0].id", NO_ID),
    (meeting(follow_ups=[{"id": "f 1", "kind": "decision"}]), "follow_ups[0].id", NO_ID),
    (follow_up(meeting="Geneva II"), "follow_ups[0].meeting", NO_ID),
    (meeting(part_of="#1"), "part_of", NO_ID),
    (meeting(process="Normandy"), "process", NO_ID),
    (one(party="United States"), "statements[0].party", NO_ID),
    (one(to=["russia", "NATO"]), "statements[0].to[1]", NO_ID),
    (one(issues=[{"id": "NATO"}]), "statements[0].issues[0].id", NO_ID),
    (seated({"official": "Wendy Sherman"}), "delegations[0].delegates[0].official", NO_ID),
    (party(id="US"), "party.id", NO_ID),
    (place(id="Genève"), "place.id", NO_ID),
    (official(id="wendy.sherman"), "official.id", NO_ID),
    ({"issue": {"id": "x\n", "name": "X"}}, "issue.id", NO_ID),
    (meeting(sources=[{"id": "ANews", "title": "X"}]), "sources[0].id", NO_ID),
    (one(citations=[{"source": "A News"}]), "statements[0].citations[0].source", NO_ID),
]
