"""What the documentation links to: pictures and pages that exist, headings that are there."""

import re
from pathlib import Path

import pytest

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


def test_tables_of_dumps_are_documented():
    from talks.dumps.tables import TABLES

    told = (ROOT / "docs/data.md").read_text("utf-8").splitlines()
    for table in TABLES:
        columns = [
            f"`{column.name}`" + (f" → {column.names}" if column.names else "")
            for column in table.columns
        ]
        assert f"| `{table.name}` | {', '.join(columns)} |" in told


def test_addresses_of_data_are_documented():
    from talks.views.data_urls import urlpatterns

    told = (ROOT / "docs/data.md").read_text("utf-8")
    routes = {re.sub(r"<id:\w+>", "<id>", str(pattern.pattern)) for pattern in urlpatterns}
    routes -= {"data/<str:name>", "data/record-file.schema.json"}
    assert {route for route in routes if f"`/{route}`" not in told} == set()


def test_json_schema_of_the_docs_is_the_one_in_force():
    from talks.record.json_schema import schema_text

    assert (ROOT / "docs/record-file.schema.json").read_text("utf-8") == f"{schema_text()}\n"
