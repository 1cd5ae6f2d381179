"""Positions by party over time: columns, cells, changes of stance, and where each party stands."""

import pytest

from tests.factories import (
    cite,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_source,
    make_statement,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    return make_issue(question="Should the bridge be built?")


def say(issue, party, stance="", starts="2022-01-10", meeting=None, **fields):
    meeting = meeting or make_meeting(starts=starts)
    return make_statement(meeting, party=party, issues=[(issue, stance)], **fields)


def table_of(response):
    """The cells as (party, statement shown or None), row by row."""
    rows = [cells for _, cells in response.context["rows"]]
    return [[(cell.party, cell.shown and cell.shown.statement) for cell in row] for row in rows]


def test_rows_are_meetings_in_order_and_columns_parties(client, issue):
    one, other = make_party("A"), make_party("B")
    late = say(issue, one, "opposes", "2022")
    early = say(issue, other, "supports", "2020")
    say(issue, other, "supports", "2019-05", meeting=late.meeting)
    response = client.get(issue.get_absolute_url())
    assert response.context["columns"].parties == [other, one]
    assert [[shown for _, shown in row] for row in table_of(response)] == [
        [early.pk, None],
        [early.pk + 1, late.pk],
    ]
    page = response.content.decode()
    assert "no position recorded" in page
    assert '<th scope="col">' in page
    assert "<caption>" in page


def test_a_cell_shows_the_latest_with_a_stance_and_links_the_others(client, issue):
    party, meeting = make_party(), make_meeting()
    first = say(issue, party, "opposes", meeting=meeting)
    shown = say(issue, party, "opposes", meeting=meeting)
    last = say(issue, party, meeting=meeting)
    response = client.get(issue.get_absolute_url())
    ((_, (cell,)),) = response.context["rows"]
    assert cell.shown.statement == shown.pk
    assert [other.statement for other in cell.others] == [first.pk, last.pk]
    page = response.content.decode()
    assert "and 2 more:" in page
    for said in (first, shown, last):
        assert f'href="{said.get_absolute_url()}"' in page


def test_of_many_in_a_cell_a_few_are_linked(client, issue):
    party, meeting = make_party(), make_meeting()
    for _ in range(9):
        say(issue, party, meeting=meeting)
    response = client.get(issue.get_absolute_url())
    ((_, (cell,)),) = response.context["rows"]
    assert (cell.other_count, len(cell.others)) == (8, 3)
    page = response.content.decode()
    assert f"/statements/?issue={issue.slug}&amp;party={party.slug}" in page


def test_a_change_is_from_the_last_recorded_stance(client, issue):
    party = make_party("Ruritania")
    before = say(issue, party, "opposes", "2020-01-01", text="Never.")
    say(issue, party, "", "2020-06-01")
    after = say(issue, party, "conditional", "2021-01-01", text="Perhaps.")
    say(issue, party, "conditional", "2021-06-01")
    say(issue, make_party(), "supports", "2021-01-02")
    response = client.get(issue.get_absolute_url())
    (move,) = response.context["moves"]
    assert (move.statement, move.changed_from.statement) == (after.pk, before.pk)
    changed = [
        cell.shown.statement
        for _, cells in response.context["rows"]
        for cell in cells
        if cell.change
    ]
    assert changed == [after.pk]
    page = " ".join(response.content.decode().split())
    assert 'changed from <b>opposes</b>, <a href="' in page
    assert "1 January 2020" in page
    moved = page[page.index('id="moved"') : page.index('id="positions"')]
    for words in ("Ruritania", "Never.", "Perhaps.", "1 January 2021"):
        assert words in moved


def test_no_change_is_said(client, issue):
    party = make_party()
    say(issue, party, "opposes", "2020")
    say(issue, party, "opposes", "2021")
    response = client.get(issue.get_absolute_url())
    assert response.context["moves"] == []
    assert "No change of stance is on record." in response.content.decode()


def test_order_of_changes_is_that_of_the_days_said(client, issue):
    """What was said of an early meeting long after it comes later than what was said since."""
    party = make_party()
    later = say(issue, party, "supports", "2020", said_on="2023-01-01")
    first = say(issue, party, "opposes", "2021")
    response = client.get(issue.get_absolute_url())
    (move,) = response.context["moves"]
    assert (move.statement, move.changed_from.statement) == (later.pk, first.pk)


def test_a_joint_statement_stands_with_each_maker(client, issue):
    lead, partner, absent = make_party("A"), make_party("B"), make_party("C")
    joint = say(issue, lead, "supports", jointly_with=[partner], on_behalf_of=[absent])
    response = client.get(issue.get_absolute_url())
    assert table_of(response) == [[(lead, joint.pk), (partner, joint.pk)]]
    page = response.content.decode()
    assert "on behalf of" in page


def test_what_nobody_was_named_for_has_a_column_of_its_own(client, issue):
    said = say(issue, None, "supports", speaker_title="a senior official")
    party = make_party()
    say(issue, party, "opposes", meeting=said.meeting)
    response = client.get(issue.get_absolute_url())
    named, unnamed = response.context["rows"][0][1]
    assert (named.party, unnamed.party.name) == (party, "No party named")
    assert unnamed.shown.statement == said.pk
    assert response.context["columns"].heard == [party]
    assert "a senior official" in response.content.decode()


def test_where_they_stand_is_the_latest_stance_of_each(client, issue):
    moved, silent, firm = make_party("A"), make_party("B"), make_party("C")
    say(issue, moved, "opposes", "2020")
    last = say(issue, moved, "supports", "2021")
    say(issue, moved, "", "2022")
    say(issue, silent)
    stood = say(issue, firm, "opposes", "2019")
    response = client.get(issue.get_absolute_url())
    standings = [
        (words, [(party, at and at.statement) for party, at in holders])
        for _, words, holders in response.context["standings"]
    ]
    assert standings == [
        ("supports", [(moved, last.pk)]),
        ("opposes", [(firm, stood.pk)]),
        ("no stance recorded", [(silent, None)]),
    ]


def test_no_stance_is_not_neutral(client, issue):
    say(issue, make_party())
    page = client.get(issue.get_absolute_url()).content.decode()
    assert "no stance recorded" in page
    assert "neutral" not in page


def test_a_cell_says_who_said_it_in_whose_words_and_where(client, issue):
    said = say(
        issue,
        make_party(),
        "opposes",
        text="<i>Never</i>",
        wording="verbatim",
        act="rejection",
        speaker=make_official("Ann Envoy"),
        said_on="2022-01-11",
        cited=False,
    )
    cite(said, make_source("The Gazette"), locator="page 9")
    page = client.get(issue.get_absolute_url()).content.decode()
    assert '<blockquote class="said" dir="auto">&lt;i&gt;Never&lt;/i&gt;</blockquote>' in page
    for words in ["Ann Envoy", "rejection", "word for word", "said 11 January 2022", "page 9"]:
        assert words in page
    assert said.get_absolute_url() in page


def test_of_many_parties_those_with_most_stances_are_shown(client, issue):
    parties = [make_party(f"P{n}") for n in range(6)]
    for n, party in enumerate(parties):
        for year in range(2000, 2000 + n):
            say(issue, party, "supports", str(year))
    say(issue, parties[0])
    response = client.get(issue.get_absolute_url())
    columns = response.context["columns"]
    assert columns.parties == parties[:1:-1]
    assert set(columns.heard) == set(parties)
    page = response.content.decode()
    assert "the 4 parties of 6 with the most recorded stances" in page
    for party in parties:
        assert f'name="party" value="{party.slug}"' in page


def test_parties_can_be_chosen(client, issue):
    one, other, third = [make_party(name) for name in "ABC"]
    for party in (one, other, third):
        say(issue, party, "supports")
        say(issue, party, "opposes", "2023")
    address = issue.get_absolute_url()
    response = client.get(f"{address}?party={third.slug}&party={one.slug}&page=1")
    assert response.context["columns"].parties == [third, one]
    assert {row.party for row in response.context["moves"]} == {one.pk, third.pk}
    assert [[cell.party for cell in cells] for _, cells in response.context["rows"]] == [
        [third, one]
    ] * 4
    csv = f"/issues/{issue.slug}.csv?party={third.slug}&amp;party={one.slug}"
    assert csv in response.content.decode()


@pytest.mark.parametrize(
    "asked", ["nowhere", "\x00", "x" * 1_000_000, "&party=".join(f"p{n}" for n in range(20))]
)
def test_unknown_parties_are_left_out_with_a_note(asked, client, issue):
    party = make_party()
    say(issue, party, "supports")
    response = client.get(f"{issue.get_absolute_url()}?party={asked}")
    assert response.status_code == 200
    assert response.context["columns"].parties == [party]
    assert 'role="status"' in response.content.decode()


def test_a_chosen_party_without_a_word_is_said(client, issue):
    say(issue, make_party(), "supports")
    silent = make_party("Silentia")
    make_meeting(parties=[silent])
    page = client.get(f"{issue.get_absolute_url()}?party={silent.slug}").content.decode()
    assert "Of <bdi>Silentia</bdi>, nothing on this issue is on record." in page


def test_many_meetings_come_in_pages(client, issue):
    party = make_party()
    for n in range(21):
        say(issue, party, "supports", f"20{n:02}")
    address = issue.get_absolute_url()
    assert len(client.get(address).context["rows"]) == 20
    assert len(client.get(f"{address}?page=2").context["rows"]) == 1
    assert client.get(f"{address}?page=junk").status_code == 200
