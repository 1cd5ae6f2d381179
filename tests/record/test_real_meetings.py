"""Rich meetings come in and go out without loss, key by key."""

import pytest

from talks.models import Delegate, Meeting, Statement
from talks.record import schema

from .every_key import EVERY_KEY, NAMED
from .lines import exported, import_lines, meeting
from .meetings import INDIRECT, POTSDAM, SUMMIT

pytestmark = pytest.mark.django_db
OTHERS = [meeting("summit"), meeting("later")]


def meetings(lines):
    return {line["id"]: line for line in lines if "id" in line}


def in_full(lines):
    """Every noun given in full anywhere, by id; sources and all."""
    found = {}

    def look(value, noun=None):
        if isinstance(value, list):
            for row in value:
                look(row, noun)
        elif isinstance(value, dict):
            if noun and {"name", "title", "city"} & value.keys() and "id" in value:
                found[noun, value["id"]] = value
            for key, below in value.items():
                look(below, NOUN_OF.get(key, key))

    look(lines)
    return found


NOUN_OF = {"places": "place", "auspices": "party", "issues": "issue", "sources": "source"}


def by_id(value):
    """A value with every noun by its id alone, to compare what is said of it elsewhere."""
    if isinstance(value, list):
        return [by_id(row) for row in value]
    if not isinstance(value, dict):
        return value
    result = {}
    for key, below in value.items():
        is_noun = key in {"party", "official", "process", *NOUN_OF} and key != "sources"
        rows = below if isinstance(below, list) else [below]
        if is_noun and not any(isinstance(row, dict) and "stance" in row for row in rows):
            short = [row["id"] if isinstance(row, dict) else row for row in rows]
            result[key] = short if isinstance(below, list) else short[0]
        elif key != "sources":
            result[key] = by_id(below)
    return result


@pytest.mark.parametrize(
    "lines",
    [[*NAMED, *OTHERS, EVERY_KEY], SUMMIT, INDIRECT],
    ids=["every key", "summit", "indirect"],
)
def test_meetings_go_out_as_they_came_in(lines):
    report = import_lines(*lines)
    assert report.drafts == []
    out = exported()
    for slug, line in meetings(lines).items():
        if line not in OTHERS:
            assert by_id(meetings(out)[slug]) == by_id(line)
    given, found = in_full(lines), in_full(out)
    for (noun, slug), data in given.items():
        if (noun, slug) != ("party", "united-states"):
            assert by_id(found[noun, slug]) == by_id(
                {"kind": "other"} | data if noun in ("party", "source") else data
            )


def test_every_key_goes_out_exactly():
    import_lines(*NAMED, *OTHERS, EVERY_KEY)
    line = meetings(exported())["geneva-talks"]
    expected = EVERY_KEY
    assert list(line) == list(expected)
    for key, value in expected.items():
        if key not in ("sources", "auspices", "delegations"):
            assert line[key] == value, key
    assert line["sources"] == expected["sources"]


def test_every_key_of_the_schema_goes_out():
    """Collects the keys of all objects of the export, by the item that they belong to."""
    import_lines(*NAMED, *OTHERS, EVERY_KEY)
    line = meetings(exported())["geneva-talks"]
    seat = line["delegations"][0]["delegates"][0]
    items = {
        schema.Place: line["places"][0],
        schema.Process: line["process"],
        schema.Issue: line["issues"][0],
        schema.Delegation: line["delegations"][0],
        schema.Party: line["delegations"][0]["party"],
        schema.Delegate: seat,
        schema.Official: seat["official"],
        schema.Appointment: seat["official"]["appointments"][0],
        schema.Statement: line["statements"][0],
        schema.Original: line["statements"][0]["original"],
        schema.StatementIssue: line["statements"][0]["issues"][0],
        schema.Citation: line["citations"][0],
        schema.FollowUp: line["follow_ups"][0],
        schema.Source: line["sources"][1],
        schema.OtherName: line["delegations"][0]["party"]["other_names"][1],
    }
    for item, data in items.items():
        assert list(data) == [info.alias or name for name, info in item.model_fields.items()], item
    missing = {name for name in schema.Meeting.model_fields if name not in line}
    assert missing == {"draft"}


def test_potsdam_is_on_record():
    import_lines(*SUMMIT)
    row = Meeting.objects.get(slug=POTSDAM["id"])
    assert (row.format, row.venue, row.parts.count()) == ("trilateral", "Cecilienhof", 3)
    british = Delegate.objects.filter(delegation__meeting=row, delegation__party__iso="GB")
    assert [str(d) for d in british.filter(role="head")] == ["Winston Churchill", "Clement Attlee"]
    assert british.filter(official=None, title="an adviser").count() == 2
    assert Delegate.objects.get(on_behalf_of__slug="lublin").title == "A minister"
    joint = Statement.objects.get(meeting=row, slug="s3")
    assert [p.slug for p in joint.jointly_with] == ["united-kingdom", "russia"]
    assert [s.speaker.slug for s in joint.speakers.all()] == ["clement-attlee", "joseph-stalin"]
    assert joint.citations.count() == 2
    chain = Meeting.objects.get(slug="1945-07-17-potsdam-session-1")
    assert chain.follow_ups.get().to_meeting.follow_ups.get().to_meeting.title.endswith("session 3")
