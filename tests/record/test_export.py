"""What an export holds, in which form, and what it leaves out."""

import json

import pytest

from talks.models import FollowUp, Meeting, Source
from talks.record.exporter import Export, meeting_object
from tests import factories as make

from .lines import (
    ANEWS,
    CITED,
    RUSSIA,
    SHERMAN,
    US,
    exported,
    exported_meeting,
    import_lines,
    meeting,
    refusal,
    spoken,
    statement,
)

pytestmark = pytest.mark.django_db


def ids(lines):
    return [line["id"] for line in lines if "id" in line]


def nouns(lines):
    return [(noun, data["id"]) for line in lines if len(line) == 1 for noun, data in line.items()]


def test_empty_record_has_no_lines():
    assert list(Export(Meeting.objects.published()).lines()) == []


def test_meetings_stand_by_id_in_plain_order():
    import_lines(*(meeting(slug) for slug in ["b", "a-b", "ab", "a1", "a", "1", "-"]))
    assert ids(exported()) == ["-", "1", "a", "a-b", "a1", "ab", "b"]


def test_drafts_are_left_out_or_marked():
    import_lines(meeting("a"), meeting("b", draft=True))
    assert ids(exported()) == ["a"]
    assert [line.get("draft") for line in exported(drafts=True)] == [None, True]


def test_nouns_of_drafts_are_left_out():
    import_lines(meeting("a"), meeting("b", draft=True, auspices=[RUSSIA]), {"official": SHERMAN})
    assert nouns(exported()) == []
    assert "russia" not in json.dumps(exported())
    assert nouns(exported(drafts=True)) == [("official", "wendy-sherman")]


def test_nouns_come_first_each_by_id():
    said = statement(speaker="b", to=["russia", "france"])
    import_lines(
        {"official": {"id": "b", "name": "B"}},
        {
            "party": {
                "id": "france",
                "name": "France",
                "predecessor": {"id": "gaul", "name": "Gaul"},
            }
        },
        {"party": RUSSIA},
        spoken(said, process={"id": "x", "name": "X", "parent": {"id": "y", "name": "Y"}}),
    )
    assert nouns(exported()) == [
        ("process", "y"),
        ("party", "france"),
        ("party", "gaul"),
        ("party", "russia"),
        ("official", "b"),
    ]
    assert ids(exported()[-1:]) == ["geneva"]


def test_noun_that_a_meeting_carries_has_no_line():
    import_lines(meeting("a", auspices=[RUSSIA]), spoken(statement(to=["russia"])))
    assert nouns(exported()) == []


def test_source_of_a_post_is_carried_once():
    post = {"party": US["id"], "title": "Deputy", "citations": [{"source": ANEWS}]}
    seat = {"official": SHERMAN | {"appointments": [post]}}
    import_lines(meeting(delegations=[{"party": US, "delegates": [seat]}]))
    alone, line = exported()
    assert alone == {"source": ANEWS | {"kind": "other"}}
    assert "sources" not in line


def test_noun_stands_in_full_once_a_line():
    seats = [{"official": SHERMAN}]
    line = meeting(
        auspices=[US],
        delegations=[
            {"party": US["id"], "delegates": seats},
            {"party": RUSSIA, "delegates": seats},
        ],
    )
    import_lines(line)
    one, other = exported()[0]["delegations"]
    assert one["party"] == "united-states"
    assert one["delegates"][0]["official"] == SHERMAN
    assert other["delegates"][0]["official"] == "wendy-sherman"


def test_noun_stands_in_full_in_each_line_that_names_it():
    for slug in ["m1", "m2"]:
        seats = [{"official": SHERMAN}]
        import_lines(meeting(id=slug, delegations=[{"party": US, "delegates": seats}]))
    one, other = (line["delegations"] for line in exported())
    assert one == other
    assert one[0]["delegates"][0]["official"] == SHERMAN


def test_null_and_empty_are_left_out_except_the_locator():
    link = {"id": "f1", "kind": "decision", "meeting": "b"}
    unnamed = {"delegates": [{"official": SHERMAN}, {"title": "Aide"}]}
    import_lines(
        meeting("b", starts=None),
        spoken(
            statement(citations=[{"source": "anews"}]),
            delegations=[{"party": US} | unnamed],
            follow_ups=[link],
        ),
    )
    line = exported_meeting()
    assert line["follow_ups"] == [link]
    assert line["statements"][0]["citations"] == [{"source": "anews", "locator": ""}]
    assert line["delegations"][0]["delegates"] == [
        {"official": SHERMAN, "role": "member"},
        {"title": "Aide", "role": "member"},
    ]
    empty = [
        value for key, value in every_pair(line) if value in (None, "", [], {}) and key != "locator"
    ]
    assert empty == []
    assert exported_meeting("b")["starts"] is None


def every_pair(value):
    if isinstance(value, dict):
        for key, below in value.items():
            yield key, below
            yield from every_pair(below)
    elif isinstance(value, list):
        for row in value:
            yield from every_pair(row)


def test_lists_stand_in_record_order():
    places = [{"id": x, "city": x} for x in "cab"]
    import_lines(
        spoken(
            *map(statement, ["z", "a", "m"]),
            places=places,
            delegations=[{"party": RUSSIA}, {"party": US}],
        )
    )
    line = exported_meeting()
    assert [p["id"] for p in line["places"]] == ["c", "a", "b"]
    assert [s["id"] for s in line["statements"]] == ["z", "a", "m"]
    assert [d["party"]["id"] for d in line["delegations"]] == ["russia", "united-states"]


def test_lines_end_in_newlines_and_keep_their_script():
    import_lines(meeting(title="Женева\u2028 \u202e"))
    (text,) = Export(Meeting.objects.all()).lines()
    assert text.endswith("\n") and text.count("\n") == 1
    assert "Женева\u2028 \u202e" in text


# Filtered exports.


def chain():
    import_lines(
        meeting("a", part_of="c"),
        meeting("b", follow_ups=[{"id": "f1", "kind": "decision", "meeting": "c"}]),
        meeting(
            "c",
            follow_ups=[
                {"id": "f1", "kind": "follow_up", "text": "Again.", "meeting": "b", "state": "met"},
                {"id": "f2", "kind": "parallel", "meeting": "a"},
            ],
        ),
    )


def only(*slugs):
    export = Export(Meeting.objects.filter(slug__in=slugs))
    return export, [json.loads(line) for line in export.lines()]


def test_links_beyond_a_filtered_export_are_left_out_and_counted():
    chain()
    export, (a, b) = only("a", "b")
    assert export.left_out == 2
    assert "part_of" not in a and "follow_ups" not in b


def test_whole_export_leaves_out_nothing():
    chain()
    export, lines = only("a", "b", "c")
    assert export.left_out == 0
    assert lines[0]["part_of"] == "c"


def test_filtered_export_comes_in_again():
    chain()
    export, (line,) = only("c")
    assert line["follow_ups"] == [{"id": "f1", "kind": "follow_up", "text": "Again."}]
    assert export.left_out == 2
    Meeting.objects.update(part_of=None)
    for row in Meeting.objects.all():
        row.follow_ups.all().delete()
    Meeting.objects.all().delete()
    import_lines(line)
    assert [line["id"] for line in exported()] == ["c"]


def test_promise_met_by_a_meeting_that_was_not_held_after_all():
    """The export leaves out the state that an import would refuse, and so comes in again."""
    promise = {"id": "f1", "kind": "follow_up", "text": "Again.", "meeting": "b", "state": "met"}
    import_lines(meeting("a", follow_ups=[promise]), meeting("b"))
    import_lines(meeting("b", status="postponed"))
    lines = exported()
    (line,) = (line for line in lines if line["id"] == "a")
    assert "state" not in line["follow_ups"][0]
    for again in (lines, [meeting("a", follow_ups=[promise])]):
        report = import_lines(*again)
        assert not any(what == "updated" for _, what in report.tally.counts)
    line["follow_ups"][0]["state"] = "met"
    FollowUp.objects.update(state="pending")
    assert "a follow-up is met by" in refusal(*lines)[0]
    FollowUp.objects.all().delete()
    Meeting.objects.all().delete()
    del line["follow_ups"][0]["state"]
    import_lines(*lines)
    assert FollowUp.objects.get().state == "pending"


def test_links_to_drafts_are_left_out():
    import_lines(meeting("a", part_of="b"), meeting("b", draft=True))
    export = Export(Meeting.objects.published())
    (line,) = map(json.loads, export.lines())
    assert "part_of" not in line and export.left_out == 1
    assert '"b"' not in json.dumps(line)


def test_object_of_one_meeting_leaves_out_drafts():
    import_lines(meeting("a", part_of="b"), meeting("b", draft=True), meeting("c", part_of="a"))
    assert "part_of" not in meeting_object(Meeting.objects.get(slug="a"))
    assert meeting_object(Meeting.objects.get(slug="c"))["part_of"] == "a"


def test_what_nobody_names_goes_out_with_drafts_only():
    make.make_source(slug="unused")
    import_lines(spoken(statement(citations=CITED)))
    assert nouns(exported()) == []
    assert nouns(exported(drafts=True)) == [("source", "unused")]
    assert Source.objects.count() == 2


@pytest.mark.parametrize("count", [1, 5])
def test_queries_do_not_grow_with_the_record(django_assert_max_num_queries, count):
    for n in range(count):
        import_lines(spoken(statement(), id=f"m{n}"))
    with django_assert_max_num_queries(90):
        assert len(exported()) == count


def test_what_a_draft_was_to_be_called_stays_with_the_draft():
    """An id that was public once, or that came with a file, stands in the file."""
    talks = make.make_meeting("Talks", slug="early-talks", draft=True)
    make.make_old_id(talks, "from-a-file")
    for slug, draft in [("talks-of-may", True), ("talks-of-june", False), ("talks", False)]:
        talks.slug, talks.is_draft = slug, draft
        talks.save()
    (line,) = [line for line in Export(Meeting.objects.published()).objects() if "id" in line]
    assert line["old_ids"] == ["from-a-file", "talks-of-june"]
