"""Old ids: renamed ones lead on, removed ones are gone, and neither gives a draft away."""

import pytest
from django.urls import reverse

from talks.models import Party
from tests.factories import (
    make_issue,
    make_meeting,
    make_official,
    make_old_id,
    make_party,
    make_place,
    make_process,
    make_source,
    make_statement,
)

pytestmark = pytest.mark.django_db


def public_nouns():
    """One public row of each noun, all reached by one published meeting."""
    party, official, issue, source = make_party(), make_official(), make_issue(), make_source()
    place, process = make_place(), make_process()
    meeting = make_meeting(parties=[party], places=[place], process=process, source=source)
    make_statement(meeting, party=party, speaker=official, issues=[issue])
    return [meeting, party, official, issue, source, place, process]


def test_renamed_id_leads_to_the_present_address(client):
    for row in public_nouns():
        make_old_id(row, "an-old-id")
        old = reverse(f"{row._meta.model_name}_detail", args=["an-old-id"])
        response = client.get(f"{old}?page=2")
        assert response.status_code == 301, row
        assert response["Location"] == f"{row.get_absolute_url()}?page=2"


def test_removed_id_is_gone(client):
    meeting, *nouns = public_nouns()
    for row in nouns:
        make_old_id(None, "a-removed-id", noun=row._meta.model_name)
        response = client.get(reverse(f"{row._meta.model_name}_detail", args=["a-removed-id"]))
        assert response.status_code == 410, row
        assert "410.html" in [template.name for template in response.templates]
    meeting.delete()
    assert client.get(meeting.get_absolute_url()).status_code == 410


def test_removed_draft_leaves_no_trace(client):
    draft = make_meeting(draft=True)
    draft.title = "Another title"
    draft.save()
    draft.delete()
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_removed_meeting_that_was_public_once_is_gone(client):
    meeting = make_meeting()
    meeting.is_draft = True
    meeting.save()
    assert client.get(meeting.get_absolute_url()).status_code == 404
    meeting.delete()
    assert client.get(meeting.get_absolute_url()).status_code == 410


def test_id_of_another_noun_is_not_found(client):
    make_old_id(make_party(), "an-old-id")
    assert client.get(reverse("meeting_detail", args=["an-old-id"])).status_code == 404


def test_old_id_of_a_row_that_is_not_public_is_not_found(client):
    meeting = make_meeting(draft=True, parties=[make_party()])
    for row in [meeting, *Party.objects.all()]:
        make_old_id(row, f"old-{row.pk}")
        address = reverse(f"{row._meta.model_name}_detail", args=[f"old-{row.pk}"])
        assert client.get(address).status_code == 404


def test_rename_in_the_database_is_enough(client):
    meeting = make_meeting(slug="before")
    meeting.slug = "after"
    meeting.save()
    assert client.get("/meetings/before/")["Location"] == "/meetings/after/"
    meeting.delete()
    assert client.get("/meetings/before/").status_code == 410
    assert client.get("/meetings/after/").status_code == 410


def test_statement_and_pair_addresses_follow_old_ids(client):
    meeting, one, other = make_meeting(slug="m"), make_party(slug="a"), make_party(slug="b")
    make_statement(meeting, slug="s1", party=one, to=[other])
    make_old_id(meeting, "old-m")
    make_old_id(one, "old-a")
    permalink = client.get("/meetings/old-m/statements/s1/")
    assert (permalink.status_code, permalink["Location"]) == (301, "/meetings/m/statements/s1/")
    pair = client.get("/parties/old-a/with/b/")
    assert (pair.status_code, pair["Location"]) == (301, "/parties/a/with/b/")


@pytest.mark.parametrize("noun", ["party", "official", "issue", "source", "place", "process"])
def test_noun_that_only_a_draft_reaches_is_404(noun, client):
    party, official, issue, source = make_party(), make_official(), make_issue(), make_source()
    place, process = make_place(), make_process()
    rows = {
        "party": party,
        "official": official,
        "issue": issue,
        "source": source,
        "place": place,
        "process": process,
    }
    meeting = make_meeting(
        draft=True, parties=[party], places=[place], process=process, issues=[issue], source=source
    )
    make_statement(meeting, party=party, speaker=official, issues=[issue], source=source)
    assert client.get(rows[noun].get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "address", ["/meetings/Übung/", "/meetings/a_b/", "/nothing/", "/meetings"]
)
def test_addresses_that_are_none(address, client):
    assert client.get(address).status_code in (301, 404)


def test_error_pages_need_no_context():
    from django.template.loader import render_to_string

    assert "went wrong" in render_to_string("500.html")
    assert "cannot read" in render_to_string("400.html")
