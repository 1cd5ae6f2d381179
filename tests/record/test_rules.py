"""Rules that hold between lines, and between the lines and the record."""

import pytest

from talks.models import Meeting, Party, PartyName
from tests import factories as make

from .lines import (
    ANEWS,
    RUSSIA,
    US,
    counts,
    exported_meeting,
    import_files,
    import_lines,
    meeting,
    refusal,
    refusal_of_files,
    spoken,
    statement,
)

pytestmark = pytest.mark.django_db
CIRCLE = '"{}" would come back to itself'


def follows(slug, to, **keys):
    return meeting(slug, follow_ups=[{"id": "f1", "kind": "follow_up", "meeting": to}], **keys)


# Circles.


def test_meetings_in_a_circle_are_refused():
    (said,) = refusal(
        meeting("a", part_of="b"), meeting("b", part_of="c"), meeting("c", part_of="a")
    )
    assert said == "line 1: part_of: " + CIRCLE.format("a")


def test_circle_through_the_record_is_refused():
    import_lines(meeting("top"), meeting("middle", part_of="top"), meeting("low", part_of="middle"))
    assert refusal(meeting("top", part_of="low")) == ["line 1: part_of: " + CIRCLE.format("top")]


def test_circle_through_an_old_id_is_refused():
    top = make.make_meeting(slug="top")
    make.make_meeting(slug="low", part_of=top)
    make.make_old_id(top, "summit")
    (said,) = refusal(meeting("summit", part_of="low"))
    assert said == "line 1: part_of: " + CIRCLE.format("top")


def test_circle_through_a_rename_is_refused():
    import_lines(meeting("c"), meeting("a", part_of="c"))
    assert refusal(meeting("b", old_ids=["a"]), meeting("c", part_of="b")) == [
        "line 2: part_of: " + CIRCLE.format("c")
    ]


def test_circle_that_the_file_opens_is_none():
    import_lines(meeting("a"), meeting("b", part_of="a"))
    import_lines(meeting("a", part_of="b"), meeting("b", part_of=None))
    assert exported_meeting("a")["part_of"] == "b"


def test_long_chain_is_no_circle():
    chain = [meeting(f"m{n}", part_of=f"m{n + 1}") for n in range(60)]
    import_lines(*chain, meeting("m60"))
    assert Meeting.objects.filter(part_of=None).count() == 1
    assert refusal(meeting("m60", part_of="m0"))


@pytest.mark.parametrize("noun, link", [("process", "parent"), ("issue", "parent")])
def test_nouns_in_a_circle_are_refused(noun, link):
    a, b = ({noun: {"id": x, "name": x, link: y}} for x, y in ["ab", "ba"])
    assert refusal(a, b) == [f"line 1: {noun}.{link}: " + CIRCLE.format("a")]


def test_predecessors_in_a_circle_are_refused():
    import_lines({"party": RUSSIA}, {"party": US | {"predecessor": "russia"}})
    (said,) = refusal(meeting(delegations=[{"party": RUSSIA | {"predecessor": "united-states"}}]))
    assert said == "line 1: delegations[0].party.predecessor: " + CIRCLE.format("russia")


def test_meetings_may_follow_each_other_in_a_circle():
    import_lines(follows("a", "b"), follows("b", "c"), follows("c", "a"))
    assert exported_meeting("c")["follow_ups"][0]["meeting"] == "a"


def test_meeting_does_not_follow_itself_under_an_old_id_of_the_record():
    make.make_old_id(make.make_meeting(slug="a"), "older")
    (said,) = refusal(follows("a", "older"))
    assert said == "line 1: follow_ups[0].meeting: a meeting does not follow itself"


# References.


def test_meetings_may_come_later_in_the_file():
    import_lines(follows("a", "c", part_of="b"), meeting("b"), meeting("c"))
    assert exported_meeting("a")["part_of"] == "b"


def test_nouns_may_come_later_in_the_file():
    line = meeting(delegations=[{"party": "russia"}], issues=["nato"], process="talks")
    import_lines(
        line,
        {"party": RUSSIA},
        {"issue": {"id": "nato", "name": "NATO"}},
        meeting("b", process={"id": "talks", "name": "Talks"}),
    )
    assert exported_meeting()["issues"] == [{"id": "nato", "name": "NATO"}]


def test_every_place_of_an_unknown_id_is_named():
    line = spoken(statement(party="mars"), statement("s2", to=["mars"]))
    assert refusal(line) == [
        'line 1: statements[0].party: "mars" is not a known party',
        'line 1: statements[1].to[0]: "mars" is not a known party',
    ]


def test_removed_id_is_not_known():
    make.make_old_id(None, "gone", noun="party")
    assert refusal(meeting(delegations=[{"party": "gone"}])) == [
        'line 1: delegations[0].party: "gone" is not a known party'
    ]


def test_ids_of_the_record_are_known():
    make.make_party("France", slug="france")
    import_lines(meeting(delegations=[{"party": "france"}]))
    assert exported_meeting()["delegations"][0]["party"]["name"] == "France"


# Contradictions.


@pytest.mark.parametrize(
    "one, other, path",
    [
        ({"party": US}, {"party": US | {"name": "USA"}}, "party.name"),
        ({"party": US}, {"party": US | {"iso": None}}, "party.iso"),
        (
            {"party": US},
            meeting(delegations=[{"party": US | {"iso": "FR"}}]),
            "delegations[0].party.iso",
        ),
        (meeting("a"), {"party": US | {"kind": "other"}}, "party.kind"),
        (meeting("a", sources=[ANEWS]), {"source": ANEWS | {"title": "x"}}, "source.title"),
        (meeting("a"), meeting("a", title="Other"), "id"),
        (meeting("a"), meeting("a", starts="2022-01"), "id"),
        (meeting("a", draft=True), meeting("a", draft=False), "id"),
        (
            {"party": US | {"members": [RUSSIA, "united-nations"]}},
            {"party": US | {"members": ["russia"]}},
            "party.members",
        ),
    ],
)
def test_contradictions_are_refused(one, other, path):
    un = {"party": {"id": "united-nations", "name": "United Nations"}}
    (said,) = refusal(un, one, b"\n", other)
    assert said.startswith(f"line 4: {path}: ") and said.endswith("in line 2")


def test_contradiction_in_one_line_is_refused():
    line = meeting(delegations=[{"party": US}], auspices=[US | {"name": "USA"}])
    assert refusal(line) == [
        'line 1: delegations[0].party.name: "united-states" has another name in the same line'
    ]


def test_contradiction_between_files_names_both():
    (said,) = refusal_of_files([[{"party": US}], [{"party": US | {"name": "USA"}}]])
    assert said.startswith('line 1: party.name: "united-states" has another name in line 1 of ')


@pytest.mark.parametrize(
    "one, other",
    [
        (meeting(), meeting()),
        (meeting(), dict(reversed(meeting().items()))),
        (
            meeting(),
            meeting(ends=None, summary="", places=[], delegations=[{"party": US, "delegates": []}]),
        ),
        (meeting(), {"party": US}),
        ({"party": US}, {"party": {"id": US["id"], "name": US["name"]}}),
        ({"party": US}, {"party": US | {"members": [], "predecessor": None, "native_name": ""}}),
        (
            {"party": US | {"other_names": ["USA"]}},
            {"party": US | {"other_names": [{"name": "USA", "from": None}]}},
        ),
        (
            {"place": {"id": "x", "city": "X", "latitude": 46}},
            {"place": {"id": "x", "city": "X", "latitude": 46.0}},
        ),
        (
            {"party": RUSSIA | {"members": [US]}},
            {"party": RUSSIA | {"members": ["united-states"]}},
        ),
        (meeting(auspices=[RUSSIA]), meeting(auspices=["russia"])),
    ],
)
def test_equal_contents_are_accepted(one, other):
    import_lines(one, other)
    assert {"updated"}.isdisjoint(
        what for (_, what), n in import_lines(one, other).tally.counts.items() if n
    )


def test_identical_line_twice_is_one_meeting():
    report = import_lines(meeting(), meeting())
    assert counts(report) == {"created": 1, "unchanged": 1}
    assert Meeting.objects.count() == 1


# The same row under two ids.


def test_party_twice_under_an_old_id_is_refused():
    usa = make.make_party("United States", slug="united-states")
    make.make_old_id(usa, "usa")
    assert refusal(meeting(delegations=[{"party": "united-states"}, {"party": "usa"}])) == [
        "line 1: delegations[1]: is in this list already, under another id"
    ]


def test_official_twice_under_an_old_id_of_the_file_is_refused():
    someone = {"id": "new", "name": "Someone", "old_ids": ["old"]}
    seats = [{"official": someone}, {"official": "old"}]
    assert refusal(meeting(delegations=[{"party": US, "delegates": seats}])) == [
        "line 1: delegations[0].delegates[1]: is in this list already, under another id"
    ]


def test_place_twice_by_its_city_is_refused():
    assert refusal(meeting(places=[{"city": "Geneva"}, {"city": "GENEVA"}])) == [
        "line 1: places[1]: is in this list already, under another id"
    ]


def test_two_lines_for_one_row_are_refused():
    make.make_old_id(make.make_meeting(slug="new"), "old")
    assert refusal(meeting("new"), meeting("old")) == [
        'line 2: "old" is the same meeting on record as "new" in line 1'
    ]


# Publishing.

BROKEN = {
    "no date": ({"starts": None}, "There is no date."),
    "no delegation": ({"delegations": []}, "No delegation is on record."),
    "none named": ({"delegations": ...}, "No delegation is on record."),
    "backwards": ({"ends": "2022-01-09"}, "The meeting ends before it starts."),
    "uncited": ({"statements": [statement(citations=[])]}, "Statement s1 has no citation."),
}


@pytest.mark.parametrize("keys, reason", BROKEN.values(), ids=BROKEN)
def test_new_meeting_that_breaks_a_rule_is_held_as_draft(keys, reason):
    report = import_lines(meeting(**keys), meeting("sound"), {"party": US})
    assert report.drafts == [("geneva", [reason])]
    assert counts(report) == {"created": 2, "held as draft": 1}
    assert Meeting.objects.get(slug="geneva").is_draft
    assert Meeting.objects.get(slug="sound").is_published


@pytest.mark.parametrize("keys, reason", BROKEN.values(), ids=BROKEN)
def test_change_that_breaks_a_published_meeting_is_refused(keys, reason):
    import_lines(spoken(statement()))
    if keys == {"delegations": ...}:
        keys = {"delegations": None}
    replace = keys.get("delegations") == []
    (said,) = refusal(meeting(**keys), replace=replace)
    assert said.endswith(f"{reason} The meeting is published.")
    assert said.startswith("line 1: ")


@pytest.mark.parametrize("keys, reason", BROKEN.values(), ids=BROKEN)
def test_draft_may_break_the_rules(keys, reason):
    report = import_lines(meeting(draft=True, **keys), {"party": US})
    assert report.drafts == [] and counts(report) == {"created": 1}
    assert counts(import_lines(meeting(**keys), {"party": US})) == {"unchanged": 1}
    assert Meeting.objects.get().is_draft


def test_ends_is_backwards_only_when_all_of_it_is():
    report = import_lines(
        meeting("a", starts="2022-01", ends="2022-01-02"),
        meeting("b", starts="2022-01-10~", ends="2022"),
        meeting("c", starts="../2022", ends="1945"),
        meeting("d", starts="2022-02", ends="2022-01"),
    )
    assert [slug for slug, _ in report.drafts] == ["d"]


@pytest.mark.parametrize("stored", [True, False])
@pytest.mark.parametrize("said", [True, False, None])
def test_import_never_changes_the_state_of_a_meeting(stored, said):
    import_lines(meeting(draft=stored))
    import_lines(meeting(draft=said, title="Other title"))
    row = Meeting.objects.get()
    assert (row.is_draft, row.title) == (stored, "Other title")


def test_promise_is_met_only_with_proof():
    held, planned = meeting("held"), meeting("planned", status="planned")
    for keys, is_proof in [
        ({}, False),
        ({"meeting": "planned"}, False),
        ({"meeting": "held"}, True),
        ({"outcome": "They met."}, True),
        ({"citations": [{"source": "anews"}]}, True),
    ]:
        promise = {"id": "f1", "kind": "follow_up", "text": "Again.", "state": "met"} | keys
        lines = held, planned, spoken(follow_ups=[promise])
        if is_proof:
            import_lines(*lines)
            Meeting.objects.get(slug="geneva").follow_ups.all().delete()
        else:
            (said,) = refusal(*lines)
            assert said.startswith("line 3: follow_ups[0].state: a follow-up is met by")


def test_several_problems_are_said_in_order_of_the_lines():
    bad = [meeting(f"m{n}", status="over") for n in range(250)]
    said = refusal(*bad)
    assert len(said) == 200
    assert [int(one.split(":")[0].removeprefix("line ")) for one in said] == list(range(1, 201))


@pytest.mark.parametrize("lines", [1, 3])
def test_what_only_the_database_refuses_is_said_in_words(monkeypatch, lines):
    """A safety net: the importer checks all of this itself, so one check is taken away."""
    monkeypatch.setattr("talks.record.writer.Writer.check_time", lambda *arguments: None)
    (said,) = refusal(*(meeting(f"m{n}", time="09:30") for n in range(lines)))
    where = "" if lines == 1 else "from here to line 3: "
    assert said == f"line 1: {where}A time needs a start on one day, and a time zone."


def test_names_of_the_first_file_serve_the_second():
    import_files(
        [[meeting("a", part_of="b")], [{"party": RUSSIA}], [meeting("b", auspices=["russia"])]]
    )
    assert Party.objects.count() == 2 and PartyName.objects.count() == 0
