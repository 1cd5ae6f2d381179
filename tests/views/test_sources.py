"""One source, and everything that rests on it."""

import pytest

from tests.factories import (
    cite,
    make_appointment,
    make_delegation,
    make_follow_up,
    make_meeting,
    make_official,
    make_party,
    make_place,
    make_source,
    make_statement,
)

pytestmark = pytest.mark.django_db

SECTIONS = {"meetings": 5, "statements": 8, "follow_ups": 5, "posts": 3}


def cited_in_all_ways(source, draft, name):
    """A row of each kind that cites the source, at a published meeting or a draft."""
    official = make_official(name)
    meeting = make_meeting(name, draft=draft, source=source, places=[make_place()])
    make_delegation(meeting, delegates=[official])
    said = make_statement(meeting, name, party=make_party(), speaker=official, source=source)
    follow_up = make_follow_up(meeting, name, promised_by=[make_party()], source=source)
    post = make_appointment(official, title=name, source=source)
    return {"meetings": meeting, "statements": said, "follow_ups": follow_up, "posts": post}


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("n", [1, 3])
def test_source_detail_queries(n, section, client, django_assert_num_queries):
    source = make_source()
    for number in range(n):
        cited_in_all_ways(source, False, f"Row {number}")
    with django_assert_num_queries(SECTIONS[section]):
        response = client.get(source.get_absolute_url(), {"show": section})
    assert len(response.context[section]) == n


def test_source_detail_leaves_drafts_out(client):
    source = make_source()
    rows = cited_in_all_ways(source, False, "Shown")
    cited_in_all_ways(source, True, "Hidden")
    for section, row in rows.items():
        response = client.get(source.get_absolute_url(), {"show": section})
        assert list(response.context[section]) == [row]
        assert [one.count for one in response.context["sections"]] == [1, 1, 1, 1]
        assert "Hidden" not in response.content.decode()


def test_row_that_cites_a_source_twice_stands_once(client):
    source = make_source()
    meeting = make_meeting(source=source)
    cite(meeting, source, "paragraph 2")
    assert list(client.get(source.get_absolute_url()).context["meetings"]) == [meeting]


def test_source_shows_its_addresses_as_links(client):
    source = make_source(url="https://example.org/a?b=1&c=2", archived_url="https://example.com/x")
    make_meeting(source=source)
    page = client.get(source.get_absolute_url()).content.decode()
    assert 'href="https://example.org/a?b=1&amp;c=2"' in page
    assert 'href="https://example.com/x"' in page


def test_source_says_what_is_not_known_of_it(client):
    source = make_source()
    make_meeting(source=source)
    page = client.get(source.get_absolute_url()).content.decode()
    assert "date not on record" in page
    assert "none on record" in page


def test_what_rests_on_a_source_comes_in_pages(client):
    source = make_source()
    for year in range(1970, 1996):
        make_meeting(starts=str(year), source=source)
    response = client.get(source.get_absolute_url(), {"page": "2"})
    assert [meeting.starts for meeting in response.context["meetings"]] == ["1970"]
    assert 'href="?page=1#resting"' in response.content.decode()


def test_post_that_rests_on_a_source_has_its_term(client):
    source, official = make_source(), make_official("Anna")
    make_delegation(make_meeting(), delegates=[official])
    make_appointment(official, title="A & B", source=source, starts="1990", ends="1995")
    page = client.get(source.get_absolute_url()).content.decode()
    assert official.get_absolute_url() in page
    assert "from 1990 to 1995" in page and "A &amp; B" in page
