"""Citations in each form, read by other programs' parsers: what goes in comes out."""

import json

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string

from talks.references.bibtex import as_bibtex
from talks.references.days import date_of
from talks.references.ris import as_ris
from tests.factories import (
    make_appointment,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_place,
    make_source,
    make_statement,
)

pytestmark = pytest.mark.django_db
HOSTILE = (
    "100% of \\LaTeX{} & “co.” #1 $5_000 ^~ {open } closed\n"
    "TY  - JOUR\r\nER  - \n@article{x,\n title={y}}\n%comment\x07\x0b\u2028 Нет 日本 \u202eabc"
)
ONE_LINE = " ".join("".join(c for c in HOSTILE if c not in "\x07\u202e").split())


@pytest.fixture
def meeting():
    party = make_party("United States")
    ann = make_official("Ann van Envoy", sort_name="van Envoy, Ann", slug="ann")
    make_appointment(ann, party, "Deputy Secretary", starts="2020")
    meeting = make_meeting(
        "Talks",
        slug="talks",
        starts="2022-01",
        format="bilateral",
        mode="in_person",
        summary="They met.",
        places=[make_place("Geneva")],
        issues=[make_issue()],
    )
    make_statement(
        meeting,
        "The door stays open",
        slug="s1",
        party=party,
        speaker=ann,
        joint_speakers=[make_official("Bo")],
        said_on="2022-01-10~",
        wording="verbatim",
        setting="press_conference",
        original_language="fr",
        source=make_source("Door", publisher="The Paper"),
    )
    make_statement(meeting, HOSTILE, slug="s2", party=make_party("A, B and C {x} & Co"))
    make_statement(meeting, "No.", slug="s3", speaker_title="A senior official", party=party)
    return meeting


def read(client, path, form):
    response = client.get(f"/meetings/talks{path}.{form}")
    assert response.status_code == 200
    return response.content.decode()


def ris(client, path=""):
    [entry] = rispy.loads(read(client, path, "ris"))
    return entry


def bibtex(client, path=""):
    """By two parsers that agree on the fields there are."""
    text = read(client, path, "bib")
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    [entry], other = library.entries, parse_string(text, "bibtex").entries
    assert not library.failed_blocks
    assert len(library.blocks) == len(other) == 1
    assert {*entry.fields_dict} == {*other[entry.key].fields, *other[entry.key].persons}
    return {name: field.value for name, field in entry.fields_dict.items()}, other[entry.key]


def csl(client, path=""):
    [item] = json.loads(read(client, path, "csl"))
    return item


def test_meeting(client, meeting):
    item = csl(client)
    assert item["type"] == "event"
    assert item["title"] == "Talks"
    assert item["issued"] == {"date-parts": [[2022, 1]]}
    assert item["event-place"] == "Geneva, Switzerland"
    assert item["publisher"] == "Parley"
    assert item["version"].startswith("as of ")
    assert "author" not in item
    entry = ris(client)
    assert entry["type_of_reference"] == "CONF"
    assert entry["title"] == "Talks"
    assert (entry["year"], entry["date"]) == ("2022", "2022/01//")
    assert entry["place_published"] == "Geneva, Switzerland"
    assert entry["urls"] == [item["URL"]]
    assert entry["abstract"] == "They met."
    fields, _ = bibtex(client)
    assert fields["title"].strip("{}") == "Talks"
    assert (fields["date"], fields["year"], fields["month"]) == ("2022-01", "2022", "1")
    assert fields["url"] == item["URL"]


def test_statement(client, meeting):
    item = csl(client, "/statements/s1")
    assert item["type"] == "speech"
    assert item["author"] == [{"family": "van Envoy", "given": "Ann"}, {"literal": "Bo"}]
    assert item["issued"] == {"date-parts": [[2022, 1, 10]], "circa": True}
    assert item["event-title"] == "Talks"
    assert item["abstract"] == item["title"] == "The door stays open"
    assert item["language"] == "fr"
    assert item["genre"] == "In a verbatim quotation, at a press conference"
    assert item["note"].startswith("Said as Deputy Secretary, for United States. Source: The Paper")
    entry = ris(client, "/statements/s1")
    assert entry["authors"] == ["van Envoy, Ann", "Bo"]
    assert entry["secondary_title"] == "Talks"
    assert "The date is approximate." in entry["notes"]
    fields, other = bibtex(client, "/statements/s1")
    assert other.fields["date"] == "2022-01-10~"
    first, second = other.persons["author"]
    assert first.last_names == ["Envoy"] and first.prelast_names == ["van"]
    assert second.last_names == ["{Bo}"]


def test_no_words_break_out_of_their_field(client, meeting):
    item = csl(client, "/statements/s2")
    assert item["abstract"] == ONE_LINE
    assert item["author"] == [{"literal": "A, B and C {x} & Co"}]
    entry = ris(client, "/statements/s2")
    assert entry["abstract"] == ONE_LINE
    assert entry["authors"] == ["A B and C {x} & Co"]
    fields, other = bibtex(client, "/statements/s2")
    for sign in ("\\&", "\\%", "\\_", "\\#", "\\$", "\\textbackslash{}", "\\textbraceleft{}"):
        assert sign in other.fields["abstract"]
    # The decoder knows no braces, and another circumflex.
    assert fields["abstract"] == ONE_LINE.translate({123: None, 125: None, 94: "ˆ"})
    [author] = other.persons["author"]
    assert not author.first_names


def test_who_has_no_name_is_cited_by_title(client, meeting):
    item = csl(client, "/statements/s3")
    assert item["author"] == [{"literal": "A senior official (United States)"}]


@pytest.mark.filterwarnings("ignore:The following arguments:UserWarning")
def test_citeproc_reads_it(client, meeting):
    """A formatter of citations finds author, title and day where it looks for them."""
    items = [csl(client, path) for path in ("", "/statements/s1", "/statements/s2")]
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    shown = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    for item in items:
        shown.register(Citation([CitationItem(item["id"])]))
    lines = [str(line) for line in shown.bibliography()]
    assert any("van Envoy" in line and "The door stays open" in line for line in lines)
    assert any("Talks" in line and "2022" in line for line in lines)


@pytest.mark.parametrize(
    ("starts", "ends", "parts"),
    [
        ("2022", "", {"date-parts": [[2022]]}),
        ("2022-01-10", "2022-01-12", {"date-parts": [[2022, 1, 10], [2022, 1, 12]]}),
        ("2022-01?", "", {"date-parts": [[2022, 1]], "circa": True}),
        ("2022-01-10/2022-02", "", {"date-parts": [[2022, 1, 10], [2022, 2]], "circa": True}),
        ("194X", "", {"literal": "1940s"}),
    ],
)
def test_dates(starts, ends, parts):
    found = date_of(starts, ends)
    assert found == parts or ("literal" in parts and set(found) == {"literal"})


def test_ris_tells_the_last_of_several_days():
    item = {
        "id": "x",
        "URL": "https://example.org/",
        "accessed": date_of("2026-05-01"),
        "issued": date_of("2022-01-10", "2022-01-12"),
    }
    [entry] = rispy.loads(as_ris(item))
    assert (entry["date"], entry["notes"]) == ("2022/01/10/", ["Until 2022-01-12."])


def test_an_open_date_is_words_in_each_form():
    item = {
        "id": "x",
        "title": "T",
        "version": "v",
        "URL": "https://example.org/",
        "accessed": date_of("2026-05-01"),
        "issued": date_of("../1945"),
    }
    assert "1945" in rispy.loads(as_ris(item))[0]["notes"][0]
    [entry] = bibtexparser.parse_string(as_bibtex(item)).entries
    assert "1945" in entry["year"]


def test_headers(client, meeting):
    response = client.get("/meetings/talks/statements/s1.bib")
    assert response["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="talks-s1.bib"'
    page = client.get("/meetings/talks/")
    assert "</meetings/talks.ris>" in page["Link"]
    assert "/meetings/talks/statements/s1.csl" in page.content.decode()


@pytest.mark.parametrize("path", ["/meetings/no.ris", "/meetings/talks/statements/no.bib"])
def test_absent(path, client, meeting):
    assert client.get(path).status_code == 404


def test_drafts_are_cited_nowhere(client):
    make_statement(make_meeting(slug="draft", draft=True), slug="s1")
    for path in ("", "/statements/s1"):
        for form in ("ris", "bib", "csl"):
            assert client.get(f"/meetings/draft{path}.{form}").status_code == 404
