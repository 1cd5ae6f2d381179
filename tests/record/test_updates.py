"""What a second import changes: what it says, and nothing else."""

import pytest

from talks.models import Delegation, FollowUp, Meeting, Statement
from talks.record.shapes import MEETING, NOUNS

from .every_key import EVERY_KEY, NAMED
from .lines import (
    ANEWS,
    CITED,
    RUSSIA,
    SHERMAN,
    US,
    counts,
    everything,
    exported,
    exported_meeting,
    import_lines,
    meeting,
    refusal,
    spoken,
    statement,
)

pytestmark = pytest.mark.django_db
REQUIRED = {"id", "title", "status", "starts"}


def bare(**keys):
    """A line with the required keys alone."""
    return {key: EVERY_KEY[key] for key in REQUIRED} | keys


def outcomes(report):
    return {what for (_, what), n in report.tally.counts.items() if n}


@pytest.fixture
def full():
    import_lines(*NAMED, meeting("summit"), meeting("later"), EVERY_KEY)
    return exported_meeting(EVERY_KEY["id"])


def test_every_key_of_the_contract_is_tried():
    assert set(EVERY_KEY) == {key for key in MEETING.item.model_fields} - {"draft"}


def test_second_import_changes_nothing(full):
    before = everything()
    assert outcomes(import_lines(EVERY_KEY)) == {"unchanged"}
    assert everything() == before


def test_absent_keys_leave_the_record(full):
    before = everything()
    assert outcomes(import_lines(bare())) == {"unchanged"}
    assert everything() == before


@pytest.mark.parametrize(
    "key", sorted(EVERY_KEY.keys() - REQUIRED - {"old_ids", "delegations", "sources", "timezone"})
)
def test_null_clears(full, key):
    import_lines(bare(**{key: None}))
    after = exported_meeting(EVERY_KEY["id"])
    assert key not in after
    sources = after.pop("sources", []), full.pop("sources")
    assert {k: v for k, v in full.items() if k != key} == after
    assert len(sources[0]) <= len(sources[1])


def test_null_clears_a_zone_with_its_time(full):
    assert refusal(bare(timezone=None)) == ["line 1: time: needs a time zone"]
    import_lines(bare(timezone=None, time=None))
    assert {"time", "timezone"}.isdisjoint(exported_meeting(EVERY_KEY["id"]))


def test_null_clears_inside_nouns_and_statements():
    party = US | {"other_names": ["USA"], "native_name": "US", "wikidata": "Q30"}
    said = statement(act="denial", original={"language": "fr", "text": "Non.", "translator": "X"})
    import_lines({"party": party}, spoken(said))
    import_lines(
        {"party": dict.fromkeys(party, None) | {"id": US["id"], "name": US["name"]}},
        spoken(statement(act=None, original={"text": None}), delegations=...),
    )
    (line,) = exported()
    assert line["delegations"][0]["party"] == {
        "id": "united-states",
        "name": "United States",
        "kind": "other",
    }
    assert line["statements"][0]["original"] == {"language": "fr", "translator": "X"}
    import_lines(spoken(statement(original=None), delegations=...))
    assert "original" not in exported()[0]["statements"][0]


def test_null_brings_back_what_is_meant_without_it():
    seat = {"official": SHERMAN, "role": "head", "title": "Envoy"}
    import_lines(meeting(delegations=[{"party": US, "role": "host", "delegates": [seat]}]))
    seat = {"official": "wendy-sherman", "role": None, "title": None}
    import_lines(meeting(delegations=[{"party": US, "role": None, "delegates": [seat]}]))
    (delegation,) = exported()[0]["delegations"]
    assert delegation["role"] == "participant"
    assert delegation["delegates"][0].keys() == {"official", "role"}
    assert delegation["delegates"][0]["role"] == "member"


def test_lists_of_values_are_replaced():
    import_lines(
        meeting(places=[{"city": "Geneva"}, {"city": "Vienna"}], auspices=[US, RUSSIA]),
        {"official": SHERMAN | {"other_names": ["W.", "Wendy"]}},
    )
    import_lines(
        meeting(places=["vienna", {"city": "Bern"}], auspices=["russia"]),
        {"official": SHERMAN | {"other_names": ["Wendy R."]}},
        meeting("b", delegations=[{"party": US, "delegates": [{"official": "wendy-sherman"}]}]),
    )
    line = exported_meeting()
    assert [place["id"] for place in line["places"]] == ["vienna", "bern"]
    assert [party["id"] for party in line["auspices"]] == ["russia"]
    seat = exported_meeting("b")["delegations"][0]["delegates"][0]
    assert seat["official"]["other_names"] == ["Wendy R."]


def test_order_is_the_files():
    import_lines(meeting(delegations=[{"party": US}, {"party": RUSSIA}]))
    report = import_lines(meeting(delegations=[{"party": "russia"}, {"party": "united-states"}]))
    assert "created" not in outcomes(report)
    assert [d["party"]["id"] for d in exported_meeting()["delegations"]] == [
        "russia",
        "united-states",
    ]


KEPT = {
    "statements": (spoken(statement("s1"), statement("s2")), Statement, "s1"),
    "delegations": (
        meeting(delegations=[{"party": US}, {"party": RUSSIA}]),
        Delegation,
        "United States",
    ),
    "follow_ups": (
        meeting(follow_ups=[{"id": x, "kind": "decision", "text": x} for x in ("f1", "f2")]),
        FollowUp,
        "f1",
    ),
}


@pytest.mark.parametrize("key", KEPT)
def test_rows_a_line_lacks_are_kept_and_told(key):
    line, model, name = KEPT[key]
    import_lines(line)
    report = import_lines(line | {key: line[key][1:]})
    assert model.objects.count() == 2
    (where, names), *_ = report.kept
    assert (where.path, where.line) == (key, 1)
    assert name in names[0]
    assert [n for (_, what), n in report.tally.counts.items() if what == "kept"] == [1]


@pytest.mark.parametrize("key", KEPT)
def test_replace_removes_them(key):
    line, model, _ = KEPT[key]
    import_lines(line)
    report = import_lines(line | {key: line[key][1:]}, replace=True)
    assert model.objects.count() == 1
    assert report.kept == []
    assert [n for (_, what), n in report.tally.counts.items() if what == "removed" and n] == [1]


@pytest.mark.parametrize("key", KEPT)
def test_replace_leaves_lists_that_the_line_does_not_name(key):
    line, model, _ = KEPT[key]
    import_lines(line)
    import_lines({k: v for k, v in line.items() if k != key}, replace=True)
    assert model.objects.count() == 2


def test_posts_a_line_lacks_are_kept():
    posts = [{"party": US, "title": title} for title in ("Envoy", "Deputy")]
    import_lines({"official": SHERMAN | {"appointments": posts}})
    report = import_lines({"official": SHERMAN | {"appointments": posts[:1]}})
    assert [names for _, names in report.kept] == [["Deputy"]]
    import_lines({"official": SHERMAN | {"appointments": posts[:1]}}, replace=True)
    assert len(exported(drafts=True)[1]["official"]["appointments"]) == 1


def test_kept_statements_stay_beside_their_neighbours():
    import_lines(spoken(*map(statement, ["a", "b", "c"])))
    import_lines(spoken(*map(statement, ["a", "x", "c"])))
    rows = Statement.objects.order_by("order").values_list("slug", flat=True)
    assert sorted(rows) == ["a", "b", "c", "x"]
    assert list(rows)[0] == "a" and list(rows).index("x") < list(rows).index("c")


def test_absent_role_does_not_make_a_second_head():
    seats = [{"official": SHERMAN, "role": "head"}, {"official": {"id": "b", "name": "B"}}]
    import_lines(meeting(delegations=[{"party": US, "delegates": seats}]))
    seats = [{"official": "wendy-sherman"}, {"official": "b", "role": "head"}]
    assert refusal(meeting(delegations=[{"party": US, "delegates": seats}])) == [
        "line 1: delegations[0].delegates: A delegation has two heads only on different days."
    ]


def test_heads_change_places():
    def led_by(*roles):
        seats = [
            {"official": {"id": x, "name": x}, "role": r} for x, r in zip("ab", roles, strict=True)
        ]
        return meeting(delegations=[{"party": US, "delegates": seats}])

    import_lines(led_by("head", "member"))
    for roles in (["member", "head"], ["head", "member"]):
        import_lines(led_by(*roles))
        seats = exported_meeting()["delegations"][0]["delegates"]
        assert [seat["role"] for seat in seats] == roles


def test_heads_change_their_days():
    def led(one, other):
        days = (
            ({"from": one} if one else {"from": None}),
            ({"from": other} if other else {"from": None}),
        )
        seats = [
            {"official": {"id": x, "name": x}, "role": "head"} | d
            for x, d in zip("ab", days, strict=True)
        ]
        return meeting(delegations=[{"party": US, "delegates": seats}])

    import_lines(led("2022-01-10", "2022-01-12"))
    import_lines(led("2022-01-12", "2022-01-10"))
    assert exported_meeting()["delegations"][0]["delegates"][0]["from"] == "2022-01-12"


def test_absent_end_does_not_come_before_a_new_start():
    def seated(**days):
        return meeting(delegations=[{"party": US, "delegates": [{"official": SHERMAN} | days]}])

    import_lines(seated(**{"from": "2022-01-10", "to": "2022-01-11"}))
    assert refusal(seated(**{"from": "2022-01-12"})) == [
        'line 1: delegations[0].delegates[0].to: "2022-01-11" is before "2022-01-12"'
    ]


def test_editors_link_becomes_a_promise():
    def linked(**keys):
        return meeting(follow_ups=[{"id": "f1", "kind": "follow_up", "meeting": "b"} | keys])

    import_lines(meeting("b"), linked())
    assert FollowUp.objects.get().state == ""
    import_lines(linked(promised_by=["united-states"]))
    assert FollowUp.objects.get().state == "pending"


def test_counts_tell_rows_apart():
    import_lines(spoken(statement("a"), statement("b")))
    report = import_lines(spoken(statement("a"), statement("b", text="Other."), statement("c")))
    assert counts(report, "statements") == {"unchanged": 1, "updated": 1, "created": 1}
    assert counts(report, "sources") == {"unchanged": 1}
    assert counts(report, "meetings") == {"unchanged": 1}


def test_change_below_a_row_counts_as_its_own():
    import_lines(spoken(statement()))
    report = import_lines(spoken(statement(citations=[*CITED, {"source": ANEWS["id"]}])))
    assert counts(report, "statements") == {"updated": 1}


def test_history_has_one_event_a_change():
    import_lines(spoken(statement()))
    import_lines(spoken(statement(text="Other.")))
    import_lines(spoken(statement(text="Other.")))
    events = Statement.objects.get().events.order_by("pgh_id")
    assert list(events.values_list("pgh_label", flat=True)) == ["insert", "update"]
    assert events[1].pgh_context.metadata["import"][0].endswith("1.jsonl")
    assert Meeting.objects.get().events.count() == 1


def test_every_noun_is_imported_and_updated():
    for noun, shape in NOUNS.items():
        name = "city" if noun == "place" else "title" if noun == "source" else "name"
        import_lines({noun: {"id": "x", name: "One"}})
        report = import_lines({noun: {"id": "x", name: "Two"}})
        assert counts(report, shape.label) == {"updated": 1}
        assert exported(drafts=True)
