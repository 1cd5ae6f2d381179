"""What search engines are told to read, and what to leave alone."""

import pytest
from lxml import etree
from protego import Protego

from talks.sitemaps import SECTIONS, Section
from tests.factories import (
    make_delegation,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_place,
    make_process,
    make_source,
    make_statement,
)

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
SITE = "http://testserver"


def listed(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    assert "public" in response["Cache-Control"]
    return etree.fromstring(response.content).xpath("//s:loc/text()", namespaces=NAMES)


def test_index_leads_to_every_public_page_and_to_no_other(client):
    party, official, source = make_party(), make_official(), make_source()
    meeting = make_meeting(
        process=make_process(), places=[make_place()], issues=[make_issue()], source=source
    )
    make_delegation(meeting, party, delegates=[official])
    hidden = [make_meeting(draft=True), make_party(), make_official(), make_place(), make_issue()]
    hidden += [make_process(), make_source()]
    index = listed(client, "/sitemap.xml")
    assert len(index) == len(SECTIONS)
    pages = [page for part in index for page in listed(client, part.removeprefix(SITE))]
    rows = [meeting, party, official, source, meeting.process, *meeting.places.all()]
    assert {f"{SITE}{row.get_absolute_url()}" for row in [*rows, *meeting.issues.all()]} <= {*pages}
    assert not {f"{SITE}{row.get_absolute_url()}" for row in hidden} & {*pages}
    assert all(client.get(page.removeprefix(SITE)).status_code == 200 for page in pages)


def test_long_sections_come_in_parts(client, monkeypatch):
    monkeypatch.setattr(Section, "limit", 2)
    meetings = [make_meeting() for _ in range(5)]
    parts = [part for part in listed(client, "/sitemap.xml") if "meetings" in part]
    assert [part.partition("?")[2] for part in parts] == ["", "p=2", "p=3"]
    pages = [page for part in parts for page in listed(client, part.removeprefix(SITE))]
    assert pages == [f"{SITE}{row.get_absolute_url()}" for row in meetings]
    assert client.get("/sitemap-meetings.xml?p=4").status_code == 404
    assert client.get("/sitemap-meetings.xml?p=x").status_code == 404
    assert client.get("/sitemap-none.xml").status_code == 404


def test_day_of_the_last_change_is_that_of_the_public_history(client, time_machine):
    meeting = make_meeting(parties=[make_party()])
    statement = make_statement(meeting)
    changed = statement._meta.model.events.rel.related_model.objects.latest("pgh_created_at")
    page = etree.fromstring(client.get("/sitemap-meetings.xml").content)
    said = page.xpath("//s:lastmod/text()", namespaces=NAMES)
    assert said == [changed.pgh_created_at.date().isoformat()]


@pytest.mark.parametrize("n", [1, 3])
def test_queries_of_a_section_do_not_grow(n, client, django_assert_num_queries):
    for _ in range(n):
        make_statement(make_meeting(parties=[make_party()]), speaker=make_official())
    with django_assert_num_queries(7):
        client.get("/sitemap-meetings.xml")
    with django_assert_num_queries(2):
        client.get("/sitemap-officials.xml")


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("/", True),
        ("/meetings/", True),
        ("/meetings/?page=2", True),
        ("/meetings/talks/", True),
        ("/meetings/talks/?page=3", True),
        ("/meetings/talks/changes/", True),
        ("/meetings/talks.akn", True),
        ("/officials/ann.popolo", True),
        ("/sitemap-meetings.xml?p=2", True),
        ("/static/parley.css", True),
        ("/meetings/?party=us", False),
        ("/meetings/?party=us&page=2", False),
        ("/meetings/?page=2&party=us", False),
        ("/issues/arms/?party=us", False),
        ("/search/", False),
        ("/search/?q=arms&page=2", False),
        ("/admin/", False),
        ("/admin/talks/meeting/?page=1", False),
        ("/search/?page=2", False),
        ("/officials.popolo", False),
        ("/oembed/?url=x", False),
    ],
)
def test_robots_read_pages_and_leave_filters_alone(address, may, client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "public" in response["Cache-Control"]
    rules = Protego.parse(response.content.decode())
    assert rules.can_fetch(f"{SITE}{address}", "AnyBot") is may
    assert [*rules.sitemaps] == [f"{SITE}/sitemap.xml"]
