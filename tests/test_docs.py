"""What the documentation links to: pictures and pages that exist, headings that are there."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parent.parent
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
LINK = re.compile(r"\]\((?!\w+:)([^)\s]*)\)")
CODE = re.compile(r"^```.*?^```", re.M | re.S)
PICTURES = ROOT / "docs/screenshots/newsroom"


def anchors(page):
    """The headings of a page, as GitHub makes addresses of them."""
    headings = re.findall(r"^#+ (.+)$", CODE.sub("", page.read_text("utf-8")), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(page):
    for link in LINK.findall(CODE.sub("", page.read_text("utf-8"))):
        where, _, anchor = link.partition("#")
        target = (page.parent / where) if where else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            yield link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page):
    assert [*broken(page)] == []


def test_broken_links_are_seen(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# A heading\n[a](#a-heading) [b](#b) ![c](c.png)\n", "utf-8")
    assert [*broken(page)] == ["#b", "c.png"]


def test_every_picture_of_the_newsroom_is_shown():
    told = (ROOT / "docs/newsroom.md").read_text("utf-8")
    pictures = sorted(picture.name for picture in PICTURES.glob("*.png"))
    assert pictures and [name for name in pictures if f"newsroom/{name}" not in told] == []


def test_addresses_of_json_and_csv_are_documented():
    from tests.secret.reading import public_routes

    told = (ROOT / "docs/data.md").read_text("utf-8")
    routes = {re.sub(r"<id:\w+>", "<id>", route) for route in public_routes()}
    tables = {route for route in routes if route.endswith((".json", ".csv"))}
    tables -= {"data/record-file.schema.json", "api/v1/openapi.json"}
    assert {route for route in tables if f"`/{route}`" not in told} == set()


def test_tables_of_the_docs_are_those_in_force(tmp_path):
    """`manage.py record_docs` writes them, after a field was added to the schema and its model."""
    names = ["record-file.schema.json", "importers.md", "data.md"]
    for name in names:
        text = (ROOT / "docs" / name).read_text("utf-8")
        (tmp_path / name).write_text(without_a_key(text), "utf-8")
    call_command("record_docs", folder=tmp_path, verbosity=0, stdout=StringIO())
    for name in names:
        assert (tmp_path / name).read_text("utf-8") == (ROOT / "docs" / name).read_text("utf-8")


def without_a_key(text):
    """A page as it was before the meetings' `venue` came."""
    found = text.replace("| `venue` | text |\n", "").replace("`venue`, ", "")
    return found.replace('"venue"', '"place"')
