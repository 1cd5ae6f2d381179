"""The sentence that says what a filtered list shows."""

import pytest
from django.http import QueryDict

from talks import filters
from talks.filters.words import Name, Sentence
from talks.models import Meeting
from tests.factories import (
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_place,
    make_process,
)

MEETINGS = {
    "": "Meetings",
    "party=russia": "Meetings with Russia",
    "party=united-states": "Meetings with the United States",
    "party=russia&party=united-states": "Meetings between Russia and the United States",
    "party=russia&party=united-states&party=ukraine": "Meetings between Russia, the United States "
    "and Ukraine",
    "official=wendy-sherman": "Meetings attended by Wendy Sherman",
    "official=wendy-sherman&official=sergei-ryabkov": "Meetings attended by Wendy Sherman and "
    "Sergei Ryabkov",
    "place=geneva": "Meetings in Geneva",
    "place=geneva&place=vienna": "Meetings in Geneva and Vienna",
    "country=CH": "Meetings in Switzerland",
    "country=US": "Meetings in the United States of America",
    "place=geneva&country=CH": "Meetings in Geneva, Switzerland",
    "place=geneva&country=AT": "Meetings in Geneva and in Austria",
    "issue=nato-enlargement": "Meetings on NATO enlargement",
    "process=talks-2022": "Meetings in the process “Talks, 2022”",
    "status=cancelled": "Cancelled meetings",
    "format=trilateral": "Trilateral meetings",
    "format=consultation": "Consultations",
    "status=planned&format=consultation": "Planned consultations",
    "level=deputy": "Meetings at deputy level",
    "level=mixed": "Meetings at several levels",
    "has_outcome=true": "Meetings with an outcome on record",
    "has_outcome=no": "Meetings without an outcome on record",
    "year=1985": "Meetings in 1985",
    "after=1985": "Meetings since 1985",
    "after=1985-03": "Meetings since March 1985",
    "after=1985-03-02": "Meetings since 2 March 1985",
    "after=1985~": "Meetings since about 1985",
    "after=198X": "Meetings since the 1980s",
    "after=1985/1987": "Meetings since 1 January 1985",
    "before=1991-12-25": "Meetings until 25 December 1991",
    "before=1985/1987": "Meetings until 31 December 1987",
    "after=1985&before=1991": "Meetings from 1985 to 1991",
    "after=1985&before=1985": "Meetings in 1985",
    "after=1985-03&before=1985-03": "Meetings in March 1985",
    "after=2022-01-10&before=2022-01-10": "Meetings on 10 January 2022",
    "after=198X&before=198X": "Meetings in the 1980s",
    "year=1985&after=1985-03": "Meetings in 1985 since March 1985",
    "q=open+door": "Meetings that hold “open door”",
    "q=%22open+door%22": "Meetings that hold “open door”",
    "q=%22open+door%22+-ajar": 'Meetings that hold “"open door" -ajar”',
    "ordering=starts": "Meetings, oldest first",
    "ordering=-added": "Meetings, latest on record first",
    "ordering=-starts": "Meetings",
    "party=russia&party=united-states&place=geneva&after=1985": "Meetings between Russia and the "
    "United States in Geneva since 1985",
    "status=held&format=bilateral&level=summit&country=CH&issue=nato-enlargement&after=1985"
    "&before=1991&ordering=starts": "Held bilateral meetings at summit level in Switzerland, on "
    "NATO enlargement, from 1985 to 1991, oldest first",
    "party=nobody&status=shouted&year=x&after=x&country=ZZ": "Meetings",
}
STATEMENTS = {
    "": "Statements",
    "party=russia": "Statements by Russia",
    "party=russia&party=ukraine": "Statements by Russia and Ukraine together",
    "official=wendy-sherman": "Statements by Wendy Sherman",
    "official=wendy-sherman&party=united-states": "Statements by Wendy Sherman for the United "
    "States",
    "official=wendy-sherman&official=sergei-ryabkov": "Statements by Wendy Sherman and Sergei "
    "Ryabkov together",
    "official=wendy-sherman&issue=nato-enlargement&q=open+door": "Statements by Wendy Sherman on "
    "NATO enlargement that hold “open door”",
    "act=rejection&party=russia": "Rejections by Russia",
    "act=position": "Statements of position",
    "act=no_comment": "Refusals to comment",
    "wording=verbatim": "Statements word for word",
    "wording=anonymous": "Statements from an anonymous account",
    "setting=press_conference": "Statements made at a press conference",
    "year=2022": "Statements in 2022",
    "after=2022&ordering=starts": "Statements since 2022, oldest first",
}
OTHERS = [
    (filters.OfficialFilter, "", "Officials"),
    (filters.OfficialFilter, "q=ryab&party=russia", "Officials of Russia named “ryab”"),
    (filters.OfficialFilter, "party=russia&party=ukraine", "Officials of both Russia and Ukraine"),
    (filters.PartyFilter, "q=new", "Parties named “new”"),
    (filters.PartyFilter, "kind=body", "Bodies"),
    (filters.PartyFilter, "kind=armed_group&q=front", "Armed groups named “front”"),
    (filters.IssueFilter, "q=arms", "Issues that hold “arms”"),
    (filters.ProcessFilter, "q=arms", "Processes named “arms”"),
    (filters.PlaceFilter, "country=NL&q=hague", "Places in the Netherlands named “hague”"),
    (filters.FollowUpFilter, "", "Follow-ups"),
    (filters.FollowUpFilter, "state=pending", "Follow-ups still pending"),
    (
        filters.FollowUpFilter,
        "state=no_outcome&party=united-states",
        "Follow-ups promised by the United States past due without an outcome on record",
    ),
]


@pytest.fixture
def names(db):
    us = make_party("United States", slug="united-states")
    russia = make_party("Russia", slug="russia")
    ukraine = make_party("Ukraine", slug="ukraine")
    meeting = make_meeting(
        parties=[us, russia, ukraine],
        places=[make_place("Geneva", slug="geneva"), make_place("Vienna", slug="vienna")],
        issues=[make_issue("NATO enlargement", slug="nato-enlargement")],
        process=make_process("Talks, 2022", slug="talks-2022"),
    )
    sherman = make_official("Wendy Sherman", slug="wendy-sherman")
    ryabkov = make_official("Sergei Ryabkov", slug="sergei-ryabkov")
    for delegation, official in zip(meeting.delegations.all(), [sherman, ryabkov], strict=False):
        delegation.delegates.create(official=official)


def sentence(filters_of, query):
    return str(filters_of(QueryDict(query), Meeting.objects.none()).sentence)


def test_meetings_in_a_sentence(names):
    said = {query: sentence(filters.MeetingFilter, query) for query in MEETINGS}
    assert said == MEETINGS


def test_statements_in_a_sentence(names):
    said = {query: sentence(filters.StatementFilter, query) for query in STATEMENTS}
    assert said == STATEMENTS


@pytest.mark.parametrize(("filters_of", "query", "words"), OTHERS)
def test_other_lists_in_a_sentence(names, filters_of, query, words):
    assert sentence(filters_of, query) == words


def test_every_choice_has_words(names):
    for filters_of in [
        filters.MeetingFilter,
        filters.StatementFilter,
        filters.PartyFilter,
        filters.FollowUpFilter,
    ]:
        plain = sentence(filters_of, "")
        for name, one in filters_of.base_filters.items():
            values = list(getattr(one, "choices", {}))
            if name == "ordering":
                values = values[1:]
            said = [sentence(filters_of, f"{name}={value}") for value in values]
            assert len({plain, *said}) == len(values) + 1, name


@pytest.mark.parametrize(
    ("name", "article"),
    [
        ("United States", "the "),
        ("United Nations Security Council", "the "),
        ("Democratic Republic of the Congo", "the "),
        ("German Democratic Republic", "the "),
        ("League of Arab States", "the "),
        ("Organization for Security and Cooperation in Europe", "the "),
        ("Netherlands Antilles", "the "),
        ("Holy See", "the "),
        ("Solomon Islands", "the "),
        ("Bahamas", "the "),
        ("The Elders", ""),
        ("Russia", ""),
        ("Guinea-Bissau", ""),
        ("Sao Tome and Principe", ""),
        ("Saint Vincent and the Grenadines", ""),
        ("Allies of the United States", "the "),
        ("Côte d’Ivoire", ""),
    ],
)
def test_names_have_their_article(names, name, article):
    make_meeting(parties=[make_party(name, slug="asked")])
    assert sentence(filters.MeetingFilter, "party=asked") == f"Meetings with {article}{name}"


def test_names_are_told_from_words(names):
    query = QueryDict("party=united-states&q=a")
    parts = filters.MeetingFilter(query, Meeting.objects.none()).sentence.parts
    (name,) = [part for part in parts if isinstance(part, Name)]
    assert (name.row.slug, name.article, name.text) == ("united-states", "the ", "United States")
    assert parts[0] == "Meetings"


def test_commas_come_with_the_fourth_phrase():
    assert str(Sentence("rows", [["a"], [], ["b"], ["c"]])) == "Rows a b c"
    assert str(Sentence("rows", [["a"], ["b"], ["c"], ["d"]], "e")) == "Rows a b, c, d, e"
