"""Counts by party, issue, year and so on, beside a list."""

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from talks.facets import MEETING_FACETS, STATEMENT_FACETS, facets_of
from talks.filters import MeetingFilter, StatementFilter
from talks.models import Meeting, Statement
from tests.factories import (
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_place,
    make_process,
    make_statement,
)

pytestmark = pytest.mark.django_db


def statement_facets(query="", **options):
    rows = Statement.objects.published().order_by("pk")
    return facets_of(QueryDict(query), rows, STATEMENT_FACETS, **options)


def meeting_facets(query="", **options):
    rows = Meeting.objects.published().order_by("pk")
    return facets_of(QueryDict(query), rows, MEETING_FACETS, **options)


def counted(facets):
    """The numbers by label, of every dimension that has any."""
    return {facet.name: {v.label: v.count for v in facet.values} for facet in facets.all}


def test_statements_count_by_what_they_can_be_filtered_by():
    one, other = make_party("One"), make_party("Other")
    speaker, joint = make_official("Speaker"), make_official("Joint")
    issue = make_issue("Arms")
    meeting = make_meeting(starts="2021-12")
    make_statement(
        meeting,
        party=one,
        jointly_with=[other],
        speaker=speaker,
        joint_speakers=[joint],
        issues=[issue],
        act="offer",
        wording="verbatim",
        setting="briefing",
        said_on="2022-01-11",
    )
    make_statement(meeting, party=one, act="demand")
    make_statement(meeting, party=other, jointly_with=[other], said_on="../2020")
    assert counted(statement_facets()) == {
        "party": {"One": 2, "Other": 2},
        "official": {"Speaker": 1, "Joint": 1},
        "issue": {"Arms": 1},
        "year": {"2020": 1, "2021": 1, "2022": 1},
        "act": {"offer": 1, "demand": 1},
        "wording": {"word for word": 1},
        "setting": {"at a briefing": 1},
    }


def test_meetings_count_by_what_they_can_be_filtered_by():
    one, other, issue = make_party("One"), make_party("Other"), make_issue("Arms")
    geneva, bern = make_place("Geneva", country="CH"), make_place("Bern", country="CH")
    meeting = make_meeting(
        parties=[one, other],
        places=[geneva, bern],
        issues=[issue],
        process=make_process("Talks"),
        format="bilateral",
        level="deputy",
        starts="2022-01-10",
    )
    make_statement(meeting, issues=[issue])
    spoken = make_meeting(parties=[one], places=[geneva], starts="2021", status="planned")
    make_statement(spoken, issues=[issue])
    assert counted(meeting_facets()) == {
        "party": {"One": 2, "Other": 1},
        "issue": {"Arms": 2},
        "place": {"Geneva, Switzerland": 2, "Bern, Switzerland": 1},
        "country": {"Switzerland": 2},
        "process": {"Talks": 1},
        "year": {"2021": 1, "2022": 1},
        "format": {"bilateral": 1},
        "level": {"deputy": 1},
        "status": {"held": 1, "planned": 1},
    }


def test_each_count_is_what_its_link_leads_to():
    one, other, issue = make_party(), make_party(), make_issue()
    official, place, process = make_official(), make_place(), make_process()
    for n in range(4):
        meeting = make_meeting(
            parties=[one, other][: 1 + n % 2],
            places=[place][: n % 3],
            process=process if n else None,
            format="bilateral" if n < 2 else "",
            level="summit" if n > 2 else "",
            status="planned" if n == 1 else "held",
            starts=f"20{20 + n}",
        )
        make_statement(
            meeting,
            party=one,
            jointly_with=[other][: n % 2],
            speaker=official if n > 2 else None,
            joint_speakers=[official][: n % 2],
            issues=[issue][: n % 3],
            act="offer" if n else "",
            wording="verbatim" if n < 3 else "translated",
            setting="session" if n == 3 else "",
            said_on="2019" if n == 2 else "",
        )
    statements, meetings = Statement.objects.published(), Meeting.objects.published()
    for facets, filter_of, rows in [
        (statement_facets(), StatementFilter, statements),
        (meeting_facets(), MeetingFilter, meetings),
    ]:
        for facet in facets.all:
            assert facet.name in filter_of.base_filters
            for value in facet.values:
                filters = filter_of(QueryDict(value.query), rows)
                assert (filters.notes, filters.qs.count()) == ([], value.count), value


def test_no_draft_counts():
    shown = make_meeting(parties=[make_party("Shown")])
    make_statement(shown, party=make_party("Said"), issues=[make_issue("Open")])
    draft = make_meeting(draft=True, parties=[make_party("Hidden")], issues=[make_issue("Secret")])
    make_statement(draft, party=make_party("Unsaid"), issues=[make_issue("Closed")])
    assert counted(statement_facets())["party"] == {"Said": 1}
    assert counted(statement_facets())["issue"] == {"Open": 1}
    assert counted(meeting_facets())["party"] == {"Shown": 1}
    assert counted(meeting_facets())["issue"] == {"Open": 1}


@pytest.mark.parametrize("n", [1, 3])
def test_one_query(n, django_assert_num_queries):
    for _ in range(n):
        make_statement(issues=[make_issue()], jointly_with=[make_party()])
    with django_assert_num_queries(1):
        assert statement_facets().total == n
    with django_assert_num_queries(1):
        assert meeting_facets().total == n


def test_a_link_sets_a_filter_or_takes_it_off():
    one, other = make_party("One", slug="one"), make_party("Other", slug="other")
    make_statement(party=one, act="offer", jointly_with=[other])
    facets = statement_facets("q=talks&party=one&page=3&act=offer&setting=")
    links = {v.label: (v.query, v.is_chosen) for facet in facets.all for v in facet.values}
    assert links["One"] == ("q=talks&act=offer&setting=", True)
    assert links["Other"] == ("q=talks&party=one&act=offer&setting=&party=other", False)
    assert links["offer"] == ("q=talks&party=one&setting=", True)
    assert list(links)[:2] == ["One", "Other"]


def test_a_value_of_one_choice_takes_the_place_of_the_other():
    make_statement(act="offer")
    facets = statement_facets("act=demand")
    (act,) = [facet for facet in facets.all if facet.name == "act"]
    assert act.values[0].query == "act=offer"


def test_what_no_text_can_hold_is_chosen_in_vain():
    make_statement(make_meeting(starts="2021"), act="offer")
    facets = statement_facets("party=%00&act=a%00&year=%00")
    assert not any(value.is_chosen for facet in facets.all for value in facet.values)


def test_a_long_list_is_counted_in_its_first_rows():
    for n in range(4):
        make_statement(make_meeting(starts=f"20{20 + n}"))
    facets = statement_facets(cap=3)
    assert (facets.total, facets.is_capped, facets.total_in_words) == (3, True, "more than 3")
    assert facets.counts("year") == {"2020": 1, "2021": 1, "2022": 1}
    assert "Counted among the first 3." in render(facets)
    exact = statement_facets(cap=4)
    assert (exact.total, exact.is_capped, exact.total_in_words) == (4, False, "4")
    assert "Counted among" not in render(exact)


@pytest.mark.parametrize(
    ("said_on", "year"), [("", 2021), ("../2022-01-10", 2021), ("../2020", 2020), ("2022", 2022)]
)
def test_a_statement_without_a_first_day_counts_in_its_meetings_year(said_on, year):
    statement = make_statement(make_meeting(starts="2021-12-31"), said_on=said_on)
    assert statement_facets().counts("year") == {str(year): 1}
    assert list(Statement.objects.in_year(year)) == [statement]
    others = {2020, 2021, 2022} - {year}
    assert not any(Statement.objects.in_year(other).exists() for other in others)


def test_the_most_frequent_values_come_first_and_the_rest_are_told():
    often = make_party("Often")
    for _ in range(12):
        make_statement(jointly_with=[often])
    facet = statement_facets().shown[0]
    assert (facet.values[0].label, facet.values[0].count) == ("Often", 12)
    assert (len(facet.values), facet.more) == (10, 3)


def test_a_chosen_value_is_shown_however_rare():
    rare = make_party("Rare", slug="z-rare")
    for _ in range(12):
        make_statement(jointly_with=[make_party(), rare])
    assert statement_facets("party=z-rare").shown[0].values[0].label == "Rare"


def test_what_cannot_narrow_is_not_shown():
    make_statement(act="offer")
    make_statement(act="offer")
    assert [facet.name for facet in statement_facets().shown] == ["party"]
    assert [facet.name for facet in statement_facets("act=offer").shown] == ["party", "act"]


def test_nothing_found_has_no_facets():
    assert statement_facets().all == []
    empty = facets_of(QueryDict("party=x"), Statement.objects.none(), STATEMENT_FACETS)
    assert (empty.total, empty.shown) == (0, [])
    assert render(empty).strip() == ""


def test_names_are_text():
    for _ in range(2):
        make_statement(party=make_party("<b>Bold</b>"))
    html = render(statement_facets())
    assert "<bdi>&lt;b&gt;Bold&lt;/b&gt;</bdi>" in html
    assert "<b>" not in html


def render(facets):
    return render_to_string("components/_facets.html", {"facets": facets})
