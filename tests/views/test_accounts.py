"""What was said at a meeting: side by side by issue, or in the order said; cited; in parts."""

import re

import pytest

from talks.views.accounts import Pointer
from tests.factories import (
    cite,
    make_appointment,
    make_delegate,
    make_delegation,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_source,
    make_statement,
)
from tests.html import complaints_about

pytestmark = pytest.mark.django_db


def shown(client, meeting, **query):
    response = client.get(meeting.get_absolute_url(), query)
    assert complaints_about(response.content.decode()) == []
    return response


def table_of(response):
    """The rows of the table: issue, then what is in each cell, by ids and "→" for pointers."""
    return [
        (group.issue and group.issue.name, [cells_of(line) for line in group.lines])
        for group in response.context["groups"]
    ]


def cells_of(line):
    return [" ".join(map(entry_id, cell.entries)) + "+" * (cell.span - 1) for cell in line]


def entry_id(entry):
    if isinstance(entry, Pointer):
        return f"→{entry.said.row.slug}"
    return entry.row.slug if entry.anchor else f"={entry.row.slug}"


@pytest.fixture
def sides():
    return [make_party("Ardenia"), make_party("Borduria")]


@pytest.fixture
def issues():
    return [make_issue("Arms", question="Should arms be limited?"), make_issue("Borders")]


# Side by side


def test_each_side_has_a_column_and_each_issue_a_row(client, sides, issues):
    ardenia, borduria = sides
    arms, borders = issues
    meeting = make_meeting(parties=[borduria, ardenia], issues=[borders, arms])
    make_statement(meeting, slug="a1", party=ardenia, issues=[(arms, "supports")])
    make_statement(meeting, slug="b1", party=borduria, issues=[(arms, "opposes")])
    make_statement(meeting, slug="b2", party=borduria, issues=[borders])
    make_statement(meeting, slug="a2", party=ardenia)
    response = shown(client, meeting)
    assert [column.party for column in response.context["columns"]] == [borduria, ardenia]
    assert table_of(response) == [
        ("Borders", [["b2", ""]]),
        ("Arms", [["b1", "a1"]]),
        (None, [["", "a2"]]),
    ]
    page = response.content.decode()
    assert "On other matters" in page
    assert page.count("nothing on record") == 2
    assert re.findall(r'<th scope="col">(?:<bdi>)?([^<]+)', page) == [
        "Issue",
        "Borduria",
        "Ardenia",
    ]


def test_stance_answers_the_question_of_its_issue(client, sides, issues):
    arms, borders = issues
    meeting = make_meeting()
    for n, stance in enumerate(["supports", "opposes", "conditional", "neutral", ""]):
        make_statement(meeting, party=sides[n % 2], issues=[(arms, stance), (borders, stance)])
    page = shown(client, meeting).content.decode()
    tags = re.findall(r'<span class="tag (\w+)">([^<]+)</span>', page)
    assert tags == [
        ("supports", "answers yes"),
        ("conditional", "answers on conditions"),
        ("opposes", "answers no"),
        ("neutral", "takes no side"),
        ("supports", "supports it"),
        ("conditional", "supports it on conditions"),
        ("opposes", "opposes it"),
        ("neutral", "takes no side"),
    ]


def test_statement_on_several_issues_stands_under_the_first_and_is_pointed_to(
    client, sides, issues
):
    arms, borders = issues
    meeting = make_meeting(issues=[arms, borders])
    text = "Whoever counts tanks must count the borders too, and twice."
    make_statement(
        meeting, text, slug="a1", party=sides[0], issues=[(borders, "supports"), (arms, "opposes")]
    )
    make_statement(meeting, slug="a2", party=sides[0], issues=[arms])
    response = shown(client, meeting)
    assert table_of(response) == [("Arms", [["a2 →a1"]]), ("Borders", [["a1"]])]
    page = response.content.decode()
    assert page.count('id="s-a1"') == 1
    assert '<a href="#s-a1"><bdi>Whoever counts tanks must count the borders too, …</bdi>' in page
    assert f'also on <a href="#i-{arms.slug}"><bdi>Arms</bdi></a> (answers no)' in page


def test_joint_statement_stands_once_across_the_columns_of_its_makers(client, sides, issues):
    ardenia, borduria = sides
    arms, borders = issues
    meeting = make_meeting(parties=sides)
    make_statement(meeting, slug="j1", party=ardenia, jointly_with=[borduria], issues=[arms])
    make_statement(meeting, slug="b1", party=borduria, issues=[arms])
    make_statement(meeting, slug="j2", party=borduria, jointly_with=[ardenia], issues=[borders])
    response = shown(client, meeting)
    assert table_of(response) == [("Arms", [["", "b1"], ["j1+"]]), ("Borders", [["j2+"]])]
    page = response.content.decode()
    assert '<td colspan="2" data-party="Ardenia and Borduria">' in page
    assert page.count('id="s-j1"') == 1
    # What a side said jointly is on record, though it said nothing by itself.
    assert "nothing on record" not in page


def test_joint_statement_of_parties_apart_is_repeated_without_its_id(client, sides, issues):
    ardenia, borduria = sides
    syldavia = make_party("Syldavia")
    meeting = make_meeting(parties=[ardenia, borduria, syldavia])
    arms = [issues[0]]
    make_statement(meeting, slug="b1", party=borduria, issues=arms)
    make_statement(meeting, slug="j1", party=ardenia, jointly_with=[syldavia], issues=arms)
    response = shown(client, meeting)
    assert table_of(response) == [("Arms", [["j1", "b1", "=j1"]])]
    page = response.content.decode()
    assert page.count('id="s-j1"') == 1
    assert 'id="s-"' not in page


def test_statement_for_no_party_has_a_column_of_its_own(client, sides, issues):
    meeting = make_meeting(parties=sides)
    make_statement(meeting, slug="a1", party=sides[0], issues=issues)
    make_statement(meeting, slug="n1", speaker_title="a diplomat", issues=issues[:1])
    names = [column.name for column in shown(client, meeting).context["columns"]]
    assert names == ["Ardenia", "No party on record"]


def test_issues_without_a_row_stay_in_the_head(client, sides, issues):
    arms, borders = issues
    meeting = make_meeting(issues=issues)
    make_statement(meeting, party=sides[0], issues=[arms])
    response = shown(client, meeting)
    assert [issue.slug for issue in response.context["issues"]] == [borders.slug]
    assert "Also on the table" in response.content.decode()


# In the order said


def test_statements_without_issues_read_in_the_order_said(client, sides):
    ardenia, borduria = sides
    envoy = make_official("The Envoy")
    meeting = make_meeting(parties=sides)
    for slug, party, speaker, act in [
        ("s1", ardenia, envoy, "position"),
        ("s2", ardenia, envoy, "position"),
        ("s3", borduria, None, "question"),
        ("s4", ardenia, envoy, "offer"),
        ("s5", ardenia, envoy, "warning"),
    ]:
        make_statement(meeting, slug=slug, party=party, speaker=speaker, act=act)
    response = shown(client, meeting)
    runs = [([one.row.slug for one in run.said], run.how) for run in response.context["runs"]]
    assert runs == [(["s1", "s2"], "stated a position"), (["s3"], ""), (["s4", "s5"], "")]
    page = response.content.decode()
    assert [slug for slug in re.findall(r'id="s-(\w+)"', page)] == ["s1", "s2", "s3", "s4", "s5"]
    # Said once in the margin for both, and under each where two were not said alike.
    assert '<p class="how">stated a position</p>' in page
    for words in ("Asked", "Offered", "Warned"):
        assert f'<p class="how">{words}</p>' in page


def test_more_parties_than_columns_read_in_the_order_said(client, issues):
    meeting = make_meeting()
    for n in range(4):
        make_statement(meeting, party=make_party(f"Party {n}"), issues=issues)
    assert len(shown(client, meeting).context["columns"]) == 4
    make_statement(meeting, party=make_party(), issues=[(issues[0], "opposes")])
    response = shown(client, meeting)
    assert len(response.context["runs"]) == 5
    assert '<span class="tag opposes">answers no</span>' in response.content.decode()


def test_few_statements_on_issues_make_no_table(client, sides, issues):
    meeting = make_meeting()
    make_statement(meeting, party=sides[0], issues=issues)
    make_statement(meeting, party=sides[1])
    assert "groups" in shown(client, meeting).context
    make_statement(meeting, party=sides[1])
    assert "runs" in shown(client, meeting).context


# Who, how, when


@pytest.mark.parametrize(
    "issues_of", [lambda issues: issues, lambda issues: []], ids=["table", "order"]
)
def test_who_spoke_and_how_is_said_in_words(issues_of, client, sides, issues):
    meeting = make_meeting(starts="2022-01-10")
    make_statement(
        meeting,
        party=sides[0],
        speaker=make_official("Ann Envoy"),
        speaker_title="Envoy",
        to=[sides[1]],
        on_behalf_of=[make_party("Allies")],
        said_on="2022-01-11",
        act="rejection",
        wording="verbatim",
        setting="press_conference",
        issues=issues_of(issues),
    )
    page = " ".join(shown(client, meeting).content.decode().split())
    words = re.sub("<[^>]+>", "", page).lower()
    assert "rejected, in a verbatim quotation, at a press conference" in words
    assert "to borduria" in words
    assert "on 11 january 2022" in words
    assert "on behalf of allies" in words
    assert "ann envoy" in words


def test_post_is_as_given_else_of_the_day_else_as_at_the_table(client, sides):
    meeting = make_meeting(starts="2022-01-10")
    delegation = make_delegation(meeting, sides[0])
    posts = {}
    for name in ["given", "held", "seated", "unknown"]:
        official = make_official(name)
        if name in ("given", "held"):
            make_appointment(official, sides[0], "Post of the day", starts="2020")
        if name != "unknown":
            make_delegate(delegation, official, title="Seat")
        title = "As given" if name == "given" else ""
        make_statement(meeting, party=sides[0], speaker=official, speaker_title=title)
    elsewhere = make_official("elsewhere")
    make_delegate(make_delegation(make_meeting(), sides[0]), elsewhere, title="Another seat")
    make_statement(meeting, party=sides[0], speaker=elsewhere)
    for run in shown(client, meeting).context["runs"]:
        posts[run.first.speaker.name] = run.first.post
    assert posts == {
        "given": "As given",
        "held": "Post of the day",
        "seated": "Seat",
        "unknown": "",
        "elsewhere": "",
    }


def test_silence_is_shown_as_silence(client, sides):
    meeting = make_meeting()
    make_statement(meeting, "He declined to say.", party=sides[0], act="no_comment")
    page = shown(client, meeting).content.decode()
    assert '<p class="prose silence" dir="auto">He declined to say.</p>' in page


def test_words_in_their_own_marks_get_no_second_pair(client, sides):
    meeting = make_meeting()
    make_statement(meeting, "“No,” he said.", party=sides[0], wording="verbatim")
    make_statement(meeting, "Never.", party=sides[0], wording="verbatim")
    page = shown(client, meeting).content.decode()
    assert page.count('<blockquote class="prose marked"') == 1
    assert page.count('<blockquote class="prose"') == 1


def test_quotation_names_the_language_it_is_translated_from(client, sides):
    meeting = make_meeting()
    make_statement(meeting, party=sides[0], wording="translated", original_language="ar")
    assert "In a quotation translated from Arabic" in shown(client, meeting).content.decode()


# Sources, citing, permalinks


def test_source_is_named_where_it_first_comes(client, sides):
    paper, radio = make_source(publisher="The Paper"), make_source(publisher="The Radio")
    meeting = make_meeting()
    said = make_statement(meeting, party=sides[0], source=paper)
    cite(said, paper, "paragraph 2", order=1)
    cite(said, radio, "minute 3", order=2)
    make_statement(meeting, party=sides[0], source=paper)
    page = shown(client, meeting).content.decode()
    refs = re.findall(r'<a href="/sources/[^"]+"><bdi>([^<]+)</bdi></a>', page)
    assert refs == [
        "The Paper, paragraph 1",
        "paragraph 2",
        "The Radio, minute 3",
        "The Paper, paragraph 1",
    ]


def test_statement_has_its_permalink_and_a_citation_to_copy(client, sides, time_machine):
    time_machine.move_to("2026-11-23 12:00")
    meeting = make_meeting("Talks", slug="talks", starts="2022-01-10")
    source = make_source("Door stays open", publisher="The Paper", published="2022-01-11")
    make_statement(
        meeting,
        "The door stays open",
        slug="s1",
        party=sides[0],
        speaker=make_official("Ann Envoy"),
        speaker_title="Envoy",
        act="rejection",
        wording="verbatim",
        said_on="2022-01-10",
        source=source,
    )
    page = shown(client, meeting).content.decode()
    assert '<a href="/meetings/talks/statements/s1/">link' in page
    assert (
        "Ann Envoy, Envoy (Ardenia): “The door stays open”. Rejected, in a verbatim quotation. "
        "“Talks”, 10 January 2022. The Paper, “Door stays open”, 11 January 2022, paragraph 1. "
        "Parley, http://testserver/meetings/talks/statements/s1/?as_of=2026-11-23 "
        "(accessed 23 November 2026)."
    ) in page


def test_citation_of_a_long_statement_is_short(client, sides):
    meeting = make_meeting()
    make_statement(meeting, "word " * 10_000, party=sides[0])
    page = shown(client, meeting).content.decode()
    assert page.count("word ") < 10_200


def test_what_a_source_says_otherwise_stands_at_its_citation(client, sides):
    meeting = make_meeting()
    said = make_statement(meeting, party=sides[0], cited=False)
    cite(said, make_source(), about="said_on", says="a day later")
    assert "has “<bdi>a day later</bdi>”" in shown(client, meeting).content.decode()


# Parts


@pytest.fixture
def long_meeting(sides):
    """Of 120 statements the second side makes the last twenty."""
    meeting = make_meeting(slug="long", parties=sides)
    for n in range(120):
        make_statement(meeting, slug=f"s{n}", order=n, party=sides[n >= 100], cited=False)
    return meeting


def test_parts_are_named_by_their_range(client, long_meeting):
    response = shown(client, long_meeting, page="2")
    page = response.content.decode()
    assert "Statements 51–100 of 120" in page
    assert "statements 51–100 · Parley</title>" in page
    portions = response.context["portions"]
    assert [(row.first, row.last) for row in portions.row] == [(1, 50), (51, 100), (101, 120)]
    assert 'href="?page=1#statements" rel="prev">1–50</a>' in page
    assert 'href="?page=3#statements" rel="next">101–120</a>' in page


def test_part_that_is_not_there_is_said(client, long_meeting):
    response = shown(client, long_meeting, page="9")
    assert response.context["portions"].shown.number == 3
    assert "There is no page" in response.content.decode()


def test_seats_lead_to_where_each_side_is_first_heard(client, long_meeting, sides):
    seats = shown(client, long_meeting, page="2").context["seats"]
    assert [(seat.href, seat.number) for seat in seats] == [
        ("/meetings/long/statements/s0/", 100),
        ("/meetings/long/statements/s100/", 20),
    ]
    landed = client.get(seats[1].href, follow=True)
    assert landed.redirect_chain == [("/meetings/long/?page=3#s-s100", 302)]
    assert 'id="s-s100"' in landed.content.decode()
    short = make_meeting(parties=sides)
    make_statement(short, slug="b1", party=sides[1])
    make_statement(short, slug="b2", party=sides[1])
    assert [seat.href for seat in shown(client, short).context["seats"]] == ["", "#s-b1"]


def test_meeting_in_parts_queries(client, long_meeting, django_assert_num_queries):
    with django_assert_num_queries(13):
        client.get(long_meeting.get_absolute_url())


def test_one_part_claims_nothing_of_the_others(client, long_meeting):
    joining = make_party()
    make_delegation(long_meeting, joining)
    make_statement(long_meeting, order=200, party=make_party(), jointly_with=[joining])
    coverage = shown(client, long_meeting).context["coverage"]
    assert coverage.sides == "statements of their own from 2 of 3 parties"
    assert not coverage.names_unheard
    assert not coverage.misses_read_out


@pytest.mark.parametrize(("letters", "size"), [(1_600, 50), (1_700, 25), (4_000, 15), (9_000, 10)])
def test_parts_of_long_speeches_are_smaller(letters, size, client, sides):
    meeting = make_meeting()
    for n in range(60):
        make_statement(meeting, "x" * letters, slug=f"s{n}", order=n, party=sides[0], cited=False)
    assert len(client.get(meeting.get_absolute_url()).context["statements"]) == size
    for place in (size, size + 1):
        permalink = f"{meeting.get_absolute_url()}statements/s{place - 1}/"
        assert f'id="s-s{place - 1}"' in client.get(permalink, follow=True).content.decode()
