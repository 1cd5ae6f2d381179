"""The sources a meeting names: all of them, in its order, whether cited or not."""

import pytest

from talks.models import Meeting, Source

from .lines import ANEWS, exported, import_lines, meeting, statement

pytestmark = pytest.mark.django_db

WIRE = {"id": "wire", "title": "A wire"}
BOOK = {"id": "book", "title": "A book"}


def sources_of(line):
    return [source["id"] for source in line["sources"]]


def the_line():
    (line,) = [line for line in exported() if "title" in line]
    return line


def test_uncited_source_is_kept_in_its_place():
    import_lines(meeting(sources=[WIRE, ANEWS, BOOK], statements=[statement()]))
    assert sources_of(the_line()) == ["wire", "anews", "book"]


def test_cited_source_that_is_not_named_follows():
    import_lines({"source": ANEWS}, meeting(sources=[WIRE], statements=[statement()]))
    assert sources_of(the_line()) == ["wire", "anews"]


def test_sources_are_a_value_and_absent_ones_stay():
    import_lines(meeting(sources=[WIRE, BOOK]))
    import_lines(meeting())
    assert sources_of(the_line()) == ["wire", "book"]
    import_lines(meeting(sources=["book"]))
    assert sources_of(the_line()) == ["book"]


def test_named_source_is_public_with_its_meeting(client):
    import_lines(meeting(sources=[WIRE]), meeting("draft", sources=[BOOK], draft=True))
    assert [source.slug for source in Source.objects.public()] == ["wire"]
    page = client.get("/sources/wire/")
    assert [row.slug for row in page.context["rows"]] == ["geneva"]
    shown = client.get(Meeting.objects.get(slug="geneva").get_absolute_url()).context["sources"]
    assert [(source.slug, citations) for source, citations in shown] == [("wire", [])]
