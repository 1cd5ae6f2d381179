"""What the query string asks of a list, and what happens when it asks for nonsense."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from talks.filters import MeetingFilter
from talks.models import Meeting
from tests.factories import (
    make_delegation,
    make_issue,
    make_meeting,
    make_official,
    make_old_id,
    make_party,
    make_party_name,
    make_place,
    make_process,
    make_statement,
)

pytestmark = pytest.mark.django_db

LISTS = [
    "meeting_list",
    "statement_list",
    "official_list",
    "party_list",
    "issue_list",
    "process_list",
    "place_list",
    "follow_up_list",
]
HOSTILE = [
    "ordering=foo",
    "after=2022-13-45",
    "after=0000-01-01&before=9999-99-99",
    "after=../2022&before=2022/..",
    "after=%00",
    "page=abc",
    "page=-1",
    "page=0",
    "page=1e9",
    "page=99999999999999999999999999",
    "page=%D9%A1",
    "page=" + "9" * 5000,
    "page=%00",
    "q=%00",
    "q=%FF%FE",
    "q=" + "x" * 5000,
    "q=%22unbalanced",
    "q=-",
    "q=%27%29%3B+DROP+TABLE+talks_meeting%3B--",
    "q=%E2%80%AE%F0%9F%92%A9%ED%A0%80",
    "q=the",
    "q=a+or+or+-",
    "party=%00",
    "party=foo&party=bar",
    "party=" + "a" * 600,
    "party=!!!",
    "party=%25",
    "&".join(f"party=p{n}" for n in range(500)),
    "official=%F0%9F%92%A9",
    "issue=foo&process=foo&place=foo",
    "country=ZZ",
    "country=%00",
    "country=" + "x" * 5000,
    "format=foo&level=foo&status=foo&has_outcome=maybe",
    "format=bilateral&format=foo",
    "state=foo",
    "kind=foo",
    "year=foo",
    "year=0",
    "year=99999",
    "year=%D9%A1",
    "year=-1&year=2022",
    "year=" + "9" * 5000,
    "act=foo&wording=foo&setting=foo",
    "show=foo",
    "nothing=known",
    "party",
    "=",
    "&&&",
    "%",
]


@pytest.fixture
def record():
    """A meeting with a statement, so that no list is empty."""
    meeting = make_meeting(
        process=make_process(), places=[make_place()], issues=[make_issue()], parties=[make_party()]
    )
    make_statement(meeting, speaker=make_official())


@pytest.mark.parametrize("name", LISTS)
def test_hostile_query_strings_are_answered(name, client, record):
    for query in HOSTILE:
        response = client.get(f"{reverse(name)}?{query}", follow=True)
        assert response.status_code == 200, query


@pytest.mark.parametrize("name", ["party_pair", "source_detail", "official_detail", "issue_detail"])
def test_hostile_query_strings_on_detail_pages_are_answered(name, client):
    one, other, official, issue = make_party(slug="a"), make_party(), make_official(), make_issue()
    said = make_statement(
        make_meeting(parties=[one, other]), party=one, speaker=official, issues=[issue]
    )
    addresses = {
        "party_pair": reverse("party_pair", args=[one.slug, other.slug]),
        "source_detail": said.citations.get().source.get_absolute_url(),
        "official_detail": official.get_absolute_url(),
        "issue_detail": issue.get_absolute_url(),
    }
    for query in HOSTILE:
        response = client.get(addresses[name], QUERY_STRING=query)
        assert response.status_code == 200, query


def filtered(query):
    return MeetingFilter(QueryDict(query), Meeting.objects.published().newest_first())


def notes(query):
    return [note.text for note in filtered(query).notes]


def titles(query):
    return [meeting.title for meeting in filtered(query).qs]


def test_unknown_values_are_left_out_with_a_note():
    make_meeting("Only")
    expected = {
        "party=foo": "We do not know a party “foo”; the filter was left out.",
        "official=foo": "We do not know an official “foo”; the filter was left out.",
        "status=foo": "We do not know a status “foo”; the filter was left out.",
        "has_outcome=foo": "We do not know an outcome “foo”; the filter was left out.",
        "ordering=foo": "We do not know an order “foo”; the filter was left out.",
        "country=foo": "We do not know a country “foo”; the filter was left out.",
        "after=2022-13-45": "We cannot read “2022-13-45” as a date such as 2022-01-10; "
        "the filter was left out.",
        "year=0": "We cannot read “0” as a year; the filter was left out.",
        "year=20222": "We cannot read “20222” as a year; the filter was left out.",
        "q=" + "x" * 501: f"We cannot look for “{'x' * 60}…”: at most 500 plain characters.",
    }
    for query, note in expected.items():
        assert notes(query) == [note]
        assert titles(query) == ["Only"]


def test_a_good_value_beside_a_bad_one_still_counts():
    russia = make_party("Russia", slug="russia")
    make_meeting("With Russia", parties=[russia])
    make_meeting("Without")
    query = "party=russia&party=foo&status=held&format=foo"
    assert titles(query) == ["With Russia"]
    assert len(notes(query)) == 2


def test_party_of_drafts_alone_is_as_unknown_as_any():
    party = make_party("Secret Party", slug="secret")
    make_meeting(draft=True, parties=[party])
    for value in ["secret", "Secret Party", "Secret"]:
        assert notes(f"party={value}") == [
            f"We do not know a party “{value}”; the filter was left out."
        ]


def test_repeated_party_means_all_of_them_sat_there():
    one, other, third = make_party(slug="a"), make_party(slug="b"), make_party(slug="c")
    make_meeting("All", parties=[one, other, third])
    both = make_meeting("Both", parties=[one])
    make_delegation(both, other, "observer")
    make_meeting("One", parties=[one])
    assert sorted(titles("party=a")) == ["All", "Both", "One"]
    assert sorted(titles("party=a&party=b")) == ["All", "Both"]
    assert titles("party=a&party=b&party=c") == ["All"]


def test_only_so_many_values_are_taken():
    party_names = ["One", "Two", "Three", "Four", "Five", "Six"]
    for slug, name in zip("abcdef", party_names, strict=True):
        make_meeting(parties=[make_party(name, slug=slug)])
    query = "&".join(f"party={slug}" for slug in "abcdef")
    assert notes(query) == ["Only 5 are taken: “f” was not."]
    assert [active.words for active in filtered(query).active] == party_names[:5]


def test_nouns_are_found_by_old_id_and_by_name():
    party = make_party("Russia", slug="russia")
    make_party_name(party, "Soviet Union")
    make_old_id(party, "ussr")
    other = make_party("Belarus", slug="belarus")
    make_meeting("With Russia", parties=[party])
    make_meeting("With Belarus", parties=[other])
    for value in ["russia", "ussr", "Russia", " russia ", "Soviet", "RÚSSIA"]:
        assert titles(f"party={value}") == ["With Russia"], value


def test_a_name_that_several_have_offers_them():
    for name in ["North Korea", "South Korea"]:
        make_meeting(parties=[make_party(name, slug=name.lower().replace(" ", "-"))])
    filters = filtered("party=korea&status=held&page=2")
    [note] = filters.notes
    assert note.text == "“korea” may be more than one party; the filter was left out."
    assert [(str(row), query) for row, query in note.choices] == [
        ("North Korea", "party=north-korea&status=held"),
        ("South Korea", "party=south-korea&status=held"),
    ]
    assert len(filters.qs) == 2


def test_the_exact_name_wins_over_longer_ones():
    make_meeting("Niger", parties=[make_party("Niger")])
    make_meeting("Nigeria", parties=[make_party("Nigeria")])
    assert titles("party=Niger") == ["Niger"]


def test_meetings_are_found_by_each_filter():
    official, issue, spoken = make_official(slug="o"), make_issue(slug="i"), make_issue(slug="j")
    meeting = make_meeting(
        "Wanted",
        slug="wanted",
        starts="2022-01-10",
        ends="2022-01-12",
        format="bilateral",
        level="deputy",
        status="planned",
        outcome="An agreement.",
        summary="Enlargement of the alliance.",
        process=make_process(slug="p"),
        places=[make_place("Geneva", slug="geneva", country="CH")],
        issues=[issue],
    )
    make_delegation(meeting, delegates=[official])
    make_statement(meeting, issues=[spoken])
    make_meeting("Other", starts="2000", status="held", format="indirect", level="summit")
    for query in [
        "q=enlargement",
        "q=%22the+alliance%22",
        "official=o",
        "issue=i",
        "issue=j",
        "process=p",
        "place=geneva",
        "place=Geneva",
        "country=CH",
        "country=ch",
        "country=switzerland",
        "format=bilateral",
        "level=deputy",
        "status=planned",
        "has_outcome=true",
        "has_outcome=yes",
        "after=2022-01-12",
        "after=2022-01",
        "after=2022",
        "after=2022-01-12&before=2022-01-12",
        "year=2022",
        "before=2022-01-10&after=2001",
    ]:
        assert titles(query) == ["Wanted"], query
    for query in ["has_outcome=false", "has_outcome=0", "before=2022-01-09", "before=2021"]:
        assert titles(query) == ["Other"], query
    assert titles("after=2022-01-13") == []


def test_after_and_before_match_what_may_have_fallen_there():
    make_meeting("Vague", starts="2022-01")
    assert titles("after=2022-01-31") == ["Vague"]
    assert titles("before=2022-01-01") == ["Vague"]
    assert titles("after=2022-02-01") == titles("before=2021-12-31") == []


def test_orders():
    for title, starts in [("Old", "1990"), ("New", "2020")]:
        make_meeting(title, starts=starts)
    assert titles("") == titles("ordering=-starts") == titles("ordering=foo") == ["New", "Old"]
    assert titles("ordering=starts") == ["Old", "New"]
    assert notes("ordering=-starts") == []


def test_added_order_is_by_publication(time_machine):
    first = make_meeting("Published first", starts="2020")
    make_meeting("Published last", starts="1990")
    Meeting.objects.filter(pk=first.pk).update(first_published_at="2001-01-01T00:00Z")
    assert titles("ordering=-added") == ["Published last", "Published first"]


def test_active_filters_describe_themselves_and_can_be_removed():
    make_meeting(parties=[make_party("Russia", slug="russia"), make_party("France", slug="france")])
    query = "party=russia&party=france&after=2022-01&status=held&q=talks&ordering=starts&page=3"
    active = {f"{one.label}: {one.words}": one.query for one in filtered(query).active}
    rest = "&after=2022-01&status=held&q=talks&ordering=starts"
    assert active["Party: Russia"] == "party=france" + rest
    assert active["Party: France"] == "party=russia" + rest
    assert active["From: January 2022"] == (
        "party=russia&party=france&status=held&q=talks&ordering=starts"
    )
    assert list(active) == [
        "Words: “talks”",
        "Party: Russia",
        "Party: France",
        "Status: held",
        "From: January 2022",
        "Order: oldest first",
    ]


def test_pagination_keeps_the_filters(client):
    for _ in range(26):
        make_meeting(status="planned")
    query = "status=planned&status=held&page=1"
    response = client.get(f"{reverse('meeting_list')}?{query}", follow=True)
    assert len(response.context["meetings"]) == 0
    response = client.get(reverse("meeting_list"), {"status": "planned"})
    # The number of the page, and "Next".
    assert response.content.decode().count('href="?status=planned&amp;page=2"') == 2


def test_page_out_of_range_is_the_last_with_a_note(client):
    for _ in range(26):
        make_meeting()
    meetings = client.get(reverse("meeting_list"), {"page": "99"}).context["meetings"]
    assert (meetings.number, len(meetings)) == (2, 1)
    assert meetings.note == "There is no page “99”; this is page 2."
    meetings = client.get(reverse("meeting_list"), {"page": "abc"}).context["meetings"]
    assert (meetings.number, meetings.note) == (1, "There is no page “abc”; this is page 1.")
    assert client.get(reverse("meeting_list"), {"page": "2"}).context["meetings"].note == ""


def test_form_never_lists_all_rows(client):
    bare = client.get(reverse("meeting_list")).content.decode()
    make_meeting(parties=[make_party()], places=[make_place()], process=make_process())
    page = client.get(reverse("meeting_list")).content.decode()
    assert page.count("<option") == bare.count("<option")


def test_form_shows_each_value_again_escaped(client):
    make_meeting(parties=[make_party(slug="russia")])
    values = ["russia", '"><script>alert(1)</script>']
    page = client.get(reverse("meeting_list"), {"party": values, "q": values[1]}).content.decode()
    assert page.count('name="party"') == 3
    assert "<script>alert" not in page


def test_year_is_that_of_the_first_day():
    make_meeting("Across", starts="2021-12-30", ends="2022-01-02")
    make_meeting("Vague", starts="2021/2022")
    make_meeting("Later", starts="2022")
    assert sorted(titles("year=2021")) == ["Across", "Vague"]
    assert titles("year=2022") == ["Later"]
    assert titles("year=1") == []


@pytest.mark.parametrize(
    ("asked", "tidy"),
    [
        ("", ""),
        ("party=russia", "party=russia"),
        ("party=&q=&official=", ""),
        ("party=Russia&party=", "party=russia"),
        ("party=russia&party=RUSSIA", "party=russia"),
        ("party=foo&party=Russia", "party=russia&party=foo"),
        ("country=switzerland&q=+talks+", "country=CH&q=talks"),
        ("has_outcome=yes&ordering=-starts", "has_outcome=true"),
        ("status=foo&after=x", "status=foo&after=x"),
        ("status=planned&status=held", "status=held"),
        ("after=2022-01~&year=2022&page=2", "after=2022-01~&year=2022&page=2"),
        ("other=1&other=", "other=1"),
    ],
)
def test_tidy_query_has_ids_and_no_empty_values(asked, tidy):
    make_meeting(parties=[make_party("Russia", slug="russia")])
    filters = filtered(asked)
    assert filters.tidy_query == QueryDict(tidy).urlencode()
    assert filters.is_tidy == (asked == tidy)


def test_canonical_query_has_what_is_in_force_in_one_order():
    make_meeting(parties=[make_party(slug="russia"), make_party(slug="france")])
    one = filtered("ordering=starts&utm=1&after=2022&party=russia&party=france&status=foo&page=3")
    assert one.canonical_query == "party=russia&party=france&after=2022&ordering=starts"
    assert filtered("ordering=-starts&country=ZZ&party=foo").canonical_query == ""


def test_several_ids_of_one_noun_cost_one_query(django_assert_num_queries):
    make_meeting(parties=[make_party(slug="a"), make_party(slug="b")])
    with django_assert_num_queries(1):
        assert len(filtered("party=a&party=b").active) == 2


def test_pair_is_two_parties():
    a, b = make_party(slug="a"), make_party(slug="b")
    make_meeting(parties=[b, a, make_party(slug="c")])
    assert filtered("party=b&party=a").pair == [a, b]
    assert filtered("party=b").pair == filtered("party=a&party=b&party=c").pair == []
