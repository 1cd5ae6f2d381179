"""What all list pages share: an address to keep, the sentence, counts beside the rows."""

import pytest
from django.urls import reverse

from tests.factories import (
    make_appointment,
    make_delegation,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_place,
    make_process,
    make_statement,
)

pytestmark = pytest.mark.django_db

LISTS = {
    "meeting_list": "Meetings",
    "statement_list": "Statements",
    "official_list": "Officials",
    "party_list": "Parties",
    "issue_list": "Issues",
    "process_list": "Processes",
    "place_list": "Places",
}


def facet_values(response):
    """All values that the page's counts name, with their counts."""
    return {
        facet.name: {value.label: value.count for value in facet.values}
        for facet in response.context["facets"].all
    }


def make_everything(n=1):
    """A published meeting with everything that a list or a count can name, `n` times."""
    for _ in range(n):
        official, party = make_official(), make_party()
        make_appointment(official, party, starts="2020")
        meeting = make_meeting(
            process=make_process(parent=make_process()),
            places=[make_place()],
            issues=[make_issue(parent=make_issue())],
            format="bilateral",
            level="summit",
        )
        make_delegation(meeting, party, delegates=[official])
        make_statement(
            meeting,
            party=party,
            speaker=official,
            issues=[make_issue()],
            act="demand",
            wording="verbatim",
            setting="session",
        )


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("meeting_list", 6),
        ("statement_list", 9),
        ("official_list", 5),
        ("party_list", 4),
        ("issue_list", 3),
        ("process_list", 1),
        ("place_list", 2),
    ],
)
def test_list_queries(name, queries, n, client, django_assert_num_queries):
    make_everything(n)
    with django_assert_num_queries(queries):
        response = client.get(reverse(name))
    assert len(response.context["page"]) >= n


@pytest.mark.parametrize(("name", "heading"), LISTS.items())
def test_bare_list_has_a_title_a_description_and_one_address(name, heading, client):
    make_everything()
    page = client.get(reverse(name)).content.decode()
    assert f"<h1>{heading}</h1>" in page
    assert f"<title>{heading} · Parley</title>" in page
    assert f'<link rel="canonical" href="http://testserver{reverse(name)}">' in page
    assert '<meta name="description" content="' in page
    assert 'content="noindex' not in page
    assert f'<li><a href="{reverse(name)}">{heading}</a></li>' in page


@pytest.mark.parametrize("name", LISTS)
def test_empty_values_lead_to_an_address_without_them(name, client):
    response = client.get(reverse(name), {"q": "", "party": ["", " "], "kind": "", "country": ""})
    assert (response.status_code, response.url) == (302, reverse(name))
    response = client.get(reverse(name), {"q": "north", "country": "", "page": "2"})
    assert (response.status_code, response.url) == (302, f"{reverse(name)}?q=north&page=2")
    assert client.get(reverse(name), {"q": "north"}).status_code == 200


def test_names_lead_to_ids(client):
    make_meeting(parties=[make_party("Russia", slug="russia")])
    response = client.get(reverse("meeting_list"), {"party": "Russia", "q": "a&b=c#"})
    assert response.status_code == 302
    assert response.url == f"{reverse('meeting_list')}?party=russia&q=a%26b%3Dc%23"
    assert client.get(response.url).status_code == 200


def test_filtered_list_says_what_is_shown(client):
    party = make_party("Aye & <b>", slug="russia")
    make_meeting(parties=[party], places=[make_place("Geneva", slug="geneva")])
    response = client.get(reverse("meeting_list"), {"party": "russia", "place": "geneva"})
    page = response.content.decode()
    assert (
        '<h1 class="asked">Meetings with <a href="/parties/russia/"><bdi>Aye &amp; &lt;b&gt;</bdi>'
        '</a> in <a href="/places/geneva/"><bdi>Geneva</bdi></a></h1>' in page
    )
    assert "<title>Meetings with Aye &amp; &lt;b&gt; in Geneva · Parley</title>" in page
    assert 'content="Meetings with Aye &amp; &lt;b&gt; in Geneva: 1 on record."' in page
    assert (
        '<link rel="canonical" href="http://testserver/meetings/?party=russia&amp;place=geneva">'
        in page
    )
    assert '<meta name="robots" content="noindex, follow">' in page


def test_further_page_has_its_own_title_and_address(client):
    for _ in range(26):
        make_meeting(status="planned")
    page = client.get(reverse("meeting_list"), {"page": "2", "status": "planned"}).content.decode()
    assert "<title>Planned meetings, page 2 · Parley</title>" in page
    assert 'href="http://testserver/meetings/?status=planned&amp;page=2"' in page
    assert 'rel="prev" href="?page=1&amp;status=planned"' in page


def test_two_parties_lead_to_their_own_page(client):
    one, other = make_party(slug="a"), make_party(slug="b")
    make_meeting(parties=[one, other])
    link = f'href="{reverse("party_pair", args=["a", "b"])}"'
    both = client.get(reverse("meeting_list"), {"party": ["b", "a"]}).content.decode()
    assert link in both
    assert link not in client.get(reverse("meeting_list"), {"party": "a"}).content.decode()


def test_chips_take_one_filter_away(client):
    make_meeting(parties=[make_party("Russia", slug="russia")])
    page = client.get(reverse("meeting_list"), {"party": "russia", "status": "held"})
    html = page.content.decode()
    assert '<a href="?status=held"><span class="meta">Party</span> <bdi>Russia</bdi>' in html
    assert '<a href="?party=russia"><span class="meta">Status</span> <bdi>held</bdi>' in html
    assert html.count("(remove this filter)") >= 2
    assert '<a class="clear" href="?">Clear all</a>' in html


def test_nothing_found_is_said(client):
    make_everything()
    for name in LISTS:
        response = client.get(reverse(name), {"q": "nowhere"})
        said = "on record answers this. Take a filter away to see more."
        assert said in response.content.decode()
        assert response.context["page"].paginator.count == 0


@pytest.fixture
def beside_a_draft():
    """A published meeting, and a draft that shares its nouns and has as many of its own."""
    party, official = make_party("Shown party"), make_official("Shown official")
    place, issue = make_place("Shown city", country="CH"), make_issue("Shown issue")
    process = make_process("Shown process")
    make_appointment(official, party)
    for draft in [False, True]:
        meeting = make_meeting(
            "Hidden" if draft else "Shown",
            draft=draft,
            starts="2021" if draft else "2022",
            process=process,
            places=[place],
            issues=[issue],
            format="bilateral",
        )
        make_delegation(meeting, party, delegates=[official])
        make_statement(meeting, party=party, speaker=official, issues=[issue], act="demand")
    hidden_party, hidden_official = make_party("Hidden party", kind="bloc"), make_official()
    hidden_issue = make_issue("Hidden issue")
    hidden = make_meeting(
        draft=True,
        process=make_process("Hidden process"),
        places=[make_place("Hidden city", country="AT")],
        issues=[hidden_issue],
        format="trilateral",
        status="planned",
    )
    # An official who is public for another meeting sat for a party that only the draft names.
    make_delegation(hidden, hidden_party, delegates=[official, hidden_official])
    make_statement(hidden, party=hidden_party, speaker=hidden_official, issues=[hidden_issue])


def test_counts_of_meetings_have_no_draft(client, beside_a_draft):
    response = client.get(reverse("meeting_list"))
    assert facet_values(response) == {
        "party": {"Shown party": 1},
        "issue": {"Shown issue": 1},
        "place": {"Shown city, Switzerland": 1},
        "country": {"Switzerland": 1},
        "process": {"Shown process": 1},
        "format": {"bilateral": 1},
        "status": {"held": 1},
    }
    assert response.context["years"].counts == {2022: 1}
    assert response.context["page"].paginator.count == 1


def test_counts_of_statements_have_no_draft(client, beside_a_draft):
    response = client.get(reverse("statement_list"))
    assert facet_values(response) == {
        "party": {"Shown party": 1},
        "official": {"Shown official": 1},
        "issue": {"Shown issue": 1},
        "act": {"demand": 1},
    }
    assert response.context["years"].counts == {2022: 1}
    assert response.context["page"].paginator.count == 1


@pytest.mark.parametrize(
    ("name", "shown", "counts"),
    [
        ("official_list", "Shown official", {"party": {"Shown party": 1}}),
        ("party_list", "Shown party", {"kind": {"state": 1}}),
        ("place_list", "Shown city, Switzerland", {"country": {"Switzerland": 1}}),
    ],
)
def test_counts_of_nouns_have_no_draft(name, shown, counts, client, beside_a_draft):
    response = client.get(reverse(name))
    assert [str(row) for row in response.context["page"]] == [shown]
    assert facet_values(response) == counts


@pytest.mark.parametrize(
    ("name", "shown"), [("issue_list", "Shown issue"), ("process_list", "Shown process")]
)
def test_rows_have_no_draft(name, shown, client, beside_a_draft):
    assert [str(row) for row in client.get(reverse(name)).context["page"]] == [shown]


def test_process_shows_the_years_of_its_published_meetings(client):
    process = make_process("Series")
    for starts, draft in [("1985", False), ("1991-05", False), ("2022", True), ("1960", True)]:
        make_meeting(process=process, starts=starts, draft=draft)
    make_meeting(process=make_process("Once"), starts="2001")
    make_meeting(process=make_process("Open"), starts="../2001")
    page = client.get(reverse("process_list")).content.decode()
    assert "<li>2 meetings</li>" in page
    assert "<li>1985–1991</li>" in page
    assert "<li>2001</li>" in page
    rows = {row.name: row.first_day for row in client.get(reverse("process_list")).context["page"]}
    assert rows["Open"] is None


def test_years_are_counted_whatever_year_is_chosen(client):
    for starts in ["1985-02", "1985-11", "1990", "../2001"]:
        make_meeting(starts=starts)
    response = client.get(reverse("meeting_list"))
    years = response.context["years"]
    assert (years.counts, years.total) == ({1985: 2, 1990: 1, None: 1}, 4)
    assert [(bar.year, bar.href) for bar in years.chart.bars] == [
        (1985, "?year=1985"),
        (1990, "?year=1990"),
    ]
    response = client.get(reverse("meeting_list"), {"year": "1985", "status": "held"})
    years = response.context["years"]
    assert (years.counts, years.total) == ({1985: 2, 1990: 1, None: 1}, 2)
    assert len(response.context["meetings"]) == response.context["page"].paginator.count == 2
    assert [(bar.href, bar.is_chosen) for bar in years.chart.bars] == [
        ("?status=held", True),
        ("?year=1990&status=held", False),
    ]
    response = client.get(reverse("meeting_list"), {"year": "1700"})
    assert response.context["page"].paginator.count == 0


def test_statements_are_counted_in_the_year_that_finds_them(client):
    meeting = make_meeting(starts="2022-01-10")
    for said_on in ["", "2019", "2019-12/2020-01", "../2018"]:
        make_statement(meeting, said_on=said_on)
    response = client.get(reverse("statement_list"))
    counts = response.context["years"].counts
    assert counts == {2022: 1, 2019: 2, 2018: 1}
    for year in counts:
        found = client.get(reverse("statement_list"), {"year": year}).context["statements"]
        assert len(found) == found.paginator.count == counts[year]


def test_a_count_adds_its_filter_and_takes_it_off(client):
    make_meeting(parties=[make_party("Russia", slug="russia")], format="bilateral")
    make_meeting(format="bilateral")
    page = client.get(reverse("meeting_list"), {"format": "bilateral"}).content.decode()
    assert '<a href="?format=bilateral&amp;party=russia" rel="nofollow"><bdi>Russia</bdi>' in page
    query = {"party": "russia", "format": "bilateral", "status": "foo"}
    page = client.get(reverse("meeting_list"), query).content.decode()
    assert '<a href="?format=bilateral" aria-current="true"><bdi>Russia</bdi>' in page


def test_officials_stand_under_their_letters(client):
    for n in range(50):
        make_meeting(parties=[])
        make_delegation(make_meeting(), delegates=[make_official(f"Ab{n:02}", sort_name="")])
    late = make_official("Беляев", slug="late")
    make_delegation(make_meeting(), delegates=[late, make_official("1st Speaker")])
    response = client.get(reverse("official_list"))
    assert response.context["letters"] == [("#", 1), ("A", 1), ("B", 2)]
    page = response.content.decode()
    assert '<a href="?page=2#b">B</a>' in page
    assert '<h3 class="letter" id="a">A</h3>' in page
    assert (
        list(client.get(reverse("official_list"), {"page": "2"}).context["officials"])[-1] == late
    )
    # On a single page nobody needs an index.
    one = client.get(reverse("official_list"), {"q": "Ab01"}).content.decode()
    assert 'class="letters"' not in one


def test_parties_stand_by_kind(client):
    for name, kind in [("Zed", "state"), ("Bloc", "bloc"), ("Aye", "state"), ("Other", "other")]:
        make_meeting(parties=[make_party(name, kind=kind)])
    response = client.get(reverse("party_list"))
    assert [party.name for party in response.context["parties"]] == ["Aye", "Zed", "Bloc", "Other"]
    page = response.content.decode()
    headings = ["States", "Blocs", "Other parties"]
    places = [page.index(f'<h3 class="letter">{heading}</h3>') for heading in headings]
    assert places == sorted(places)
    page = client.get(reverse("party_list"), {"kind": "bloc"}).content.decode()
    assert '<h1 class="asked">Blocs</h1>' in page
    assert '<h3 class="letter">' not in page


def test_places_stand_by_country(client):
    for city, country in [("Vienna", "AT"), ("At sea", ""), ("Zurich", "CH"), ("Bern", "CH")]:
        make_meeting(places=[make_place(city, country=country)])
    response = client.get(reverse("place_list"))
    cities = [place.city for place in response.context["places"]]
    assert cities == ["Vienna", "Bern", "Zurich", "At sea"]
    page = response.content.decode()
    assert '<h3><a href="/meetings/?country=CH">Switzerland</a></h3>' in page
    assert "<h3>No country on record</h3>" in page


def test_issues_stand_as_a_tree(client):
    top = make_issue("Zoo")
    child = make_issue("Middle", parent=top)
    leaf = make_issue("Arms", parent=child)
    last = make_issue("Nuclear arms", parent=top)
    alone = make_issue("Beside")
    make_meeting(issues=[leaf, last, alone])
    response = client.get(reverse("issue_list"))
    rows = [(issue.name, issue.depth) for issue in response.context["issues"]]
    assert rows == [
        ("Beside", 0),
        ("Zoo", 0),
        ("Middle", 1),
        ("Arms", 2),
        ("Nuclear arms", 1),
    ]
    found = client.get(reverse("issue_list"), {"q": "arms"}).context["issues"]
    assert [(issue.name, issue.depth) for issue in found] == [("Arms", 0), ("Nuclear arms", 0)]


def test_short_filters_stand_open_and_long_ones_fold(client):
    make_everything()
    assert '<details class="filters">' in client.get(reverse("meeting_list")).content.decode()
    assert '<details class="filters"' not in client.get(reverse("place_list")).content.decode()
