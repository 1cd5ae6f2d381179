"""A meeting's page as it stood on a day: its banner, its links, and what it does with nonsense."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.as_of.past import days_go_by
from tests.factories import (
    make_delegate,
    make_delegation,
    make_follow_up,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_process,
    make_statement,
)

pytestmark = pytest.mark.django_db


def day(ago):
    return (timezone.localdate() - timedelta(days=ago)).isoformat()


@pytest.fixture
def meeting():
    """Three days old; changed on each day since, by one save or two."""
    party, official = make_party("Old Name", slug="us"), make_official("Ann Envoy", slug="ann")
    process = make_process("Series")
    meeting = make_meeting("Old title", slug="talks", process=process, issues=[make_issue()])
    make_meeting("Next of the series", process=process, starts="2023")
    seat = make_delegate(make_delegation(meeting, party), official, title="Envoy")
    said = make_statement(meeting, "The old words.", slug="s1", party=party, speaker=official)
    make_statement(meeting, "Soon to be gone.", slug="s2", party=party)
    make_follow_up(meeting, "An old promise.", promised_by=[party])
    days_go_by()
    write(said, text="The new words.")
    meeting.statements.get(slug="s2").delete()
    days_go_by()
    write(party, name="New Name")
    write(official, name="Ann Other")
    write(seat, title="Minister")
    write(meeting, title="New title", slug="new-talks")
    make_statement(meeting, "Added later.", slug="s3", party=party)
    days_go_by()
    return meeting


def write(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def page(client, address):
    response = client.get(address, follow=True)
    assert response.status_code == 200
    return response, " ".join(response.content.decode().split())


def test_page_shows_what_stood_that_day(client, meeting):
    response, text = page(client, f"/meetings/new-talks/?as_of={day(3)}")
    for words in ("Old title", "The old words.", "Soon to be gone.", "Old Name", "Ann Envoy"):
        assert words in text
    for words in ("New title", "The new words.", "Added later.", "New Name", "Ann Other"):
        assert words not in text
    assert "Envoy</span>" in text
    assert "An old promise." in text
    assert "first of two meetings" in text
    text = page(client, f"/meetings/new-talks/?as_of={day(2)}")[1]
    assert "The new words." in text
    assert "Soon to be gone." not in text
    assert "Old title" in text


def test_banner_says_which_day_and_how_many_changes(client, meeting):
    response, text = page(client, f"/meetings/new-talks/?as_of={day(2)}")
    assert "This is the record of this meeting as it stood on" in text
    assert response.context["request"].earlier.changes == 1
    assert '<a href="/meetings/new-talks/">Read it as it stands now</a>' in text
    assert "1 change since</a>" in text
    assert response["X-Robots-Tag"] == "noindex"
    assert '<link rel="canonical" href="http://testserver/meetings/new-talks/">' in text
    assert f'rel="cite-as" href="http://testserver/meetings/talks/?as_of={day(2)}"' in text
    now, text = page(client, "/meetings/new-talks/")
    assert "as it stood" not in text
    assert "X-Robots-Tag" not in now.headers


def test_links_keep_to_the_day(client, meeting):
    response, text = page(client, f"/meetings/new-talks/?as_of={day(3)}")
    assert f'href="/meetings/talks/statements/s2/?as_of={day(3)}"' in text
    assert f"/meetings/talks/statements/s1.ris?as_of={day(3)}" in text
    assert f"/meetings/new-talks.bib?as_of={day(3)}" in text
    assert f"new-talks.ris?as_of={day(3)}>" in response["Link"]
    landed = client.get(f"/meetings/talks/statements/s2/?as_of={day(3)}", follow=True)
    assert landed.redirect_chain[-1] == (f"/meetings/talks/?as_of={day(3)}#s-s2", 302) or (
        landed.redirect_chain[-1][0] == f"/meetings/new-talks/?as_of={day(3)}"
    )
    assert "Soon to be gone." in landed.content.decode()
    assert client.get("/meetings/new-talks/statements/s2/").status_code == 404


def test_cited_address_shows_what_was_cited(client, meeting):
    """The version of a citation leads to the words that it holds, also after later changes."""
    [item] = client.get("/meetings/new-talks/statements/s1.csl").json()
    assert item["URL"].endswith(f"/statements/s1/?as_of={day(1)}")
    assert item["abstract"] == "The new words."
    write(meeting.statements.get(slug="s1"), text="Newer words.")
    [newer] = client.get("/meetings/new-talks/statements/s1.csl").json()
    assert newer["URL"] > item["URL"]
    for cited in (item, newer):
        path = cited["URL"].removeprefix("http://testserver")
        text = page(client, path)[1]
        assert cited["abstract"] in text
        [again] = client.get(path.replace("/?", ".csl?")).json()
        assert again["abstract"] == cited["abstract"]
        assert again["URL"] == cited["URL"]


def test_a_name_that_changed_is_a_new_version(client, meeting):
    days_go_by()
    write(meeting.statements.get(slug="s1").speaker, sort_name="Other, Ann")
    days_go_by(2)
    [item] = client.get("/meetings/new-talks/statements/s1.csl").json()
    assert item["URL"].endswith(f"?as_of={day(2)}")
    [whole] = client.get("/meetings/new-talks.csl").json()
    assert whole["URL"].endswith(f"?as_of={day(2)}")


@pytest.mark.parametrize(
    "asked", ["", "x", "2026-13-01", "20260501", "9999-12-31", "2022-W01-1", "\0", "２０２６-05-01"]
)
def test_what_is_no_day_is_noted_or_refused(asked, client, meeting):
    response, text = page(client, f"/meetings/new-talks/?as_of={asked}")
    assert "this is the record as it stands now." in text
    assert "New title" in text
    assert response["X-Robots-Tag"] == "noindex"
    refused = client.get("/meetings/new-talks.ris", {"as_of": asked})
    assert refused.status_code == 400
    assert refused.content.decode().startswith("as_of: ")


@pytest.mark.parametrize("asked", ["0001-01-01", "1999-12-31"])
def test_before_it_was_published_there_is_no_page(asked, client, meeting):
    response = client.get(f"/meetings/new-talks/?as_of={asked}")
    assert response.status_code == 404
    text = response.content.decode()
    assert re.search(r"It was first published on \d+ \w+ \d{4}\.", text)
    assert "Old title" not in text
    assert client.get(f"/meetings/new-talks.csl?as_of={asked}").status_code == 404


def test_a_draft_is_in_no_past(client, meeting):
    """Withdrawn on one day and published again on another: between these days there is nothing."""
    meeting.withdraw("It has a mistake.")
    write(meeting, title="Secret title")
    gone = client.get(f"/meetings/new-talks/?as_of={day(3)}")
    assert gone.status_code == 410
    assert client.get(f"/meetings/new-talks.ris?as_of={day(3)}").status_code == 410
    days_go_by(2)
    write(meeting, title="Good title")
    meeting.publish()
    days_go_by()
    between = client.get(f"/meetings/new-talks/?as_of={day(2)}")
    assert between.status_code == 404
    assert "and again from" in between.content.decode()
    assert "Secret" not in between.content.decode()
    assert "New title" in page(client, f"/meetings/new-talks/?as_of={day(4)}")[1]
    assert "Good title" in page(client, f"/meetings/new-talks/?as_of={day(1)}")[1]


def test_record_file_object_is_that_of_the_day(client, meeting):
    then = client.get(f"/meetings/new-talks.json?as_of={day(3)}").json()
    assert (then["id"], then["title"]) == ("talks", "Old title")
    assert [said["id"] for said in then["statements"]] == ["s1", "s2"]
    assert then["delegations"][0]["party"]["name"] == "Old Name"
    said = client.get(f"/meetings/new-talks/statements/s2.json?as_of={day(3)}")
    assert said.status_code == 200 and "Soon to be gone." in said.content.decode()
    assert client.get("/meetings/new-talks.json?as_of=x").status_code == 400
    response, _ = page(client, f"/meetings/new-talks/?as_of={day(3)}")
    assert "new-talks.json?as_of" in response["Link"]
    assert ".ics" not in response["Link"]


def test_portions_keep_to_the_day(client, meeting):
    for n in range(60):
        make_statement(meeting, f"Said {n}.", slug=f"m{n}", order=n, party=make_party())
    days_go_by()
    meeting.statements.all().delete()
    response, text = page(client, f"/meetings/new-talks/?as_of={day(1)}&page=2")
    assert "Said 59." in text
    assert f"?as_of={day(1)}&amp;page=1#statements" in text
    landed = client.get(f"/meetings/new-talks/statements/m59/?as_of={day(1)}")
    assert landed.url == f"/meetings/new-talks/?as_of={day(1)}&page=2#s-m59"


def test_queries_do_not_grow(client, django_assert_num_queries):
    meetings = []
    for n in (1, 4):
        meeting = make_meeting(parties=[make_party() for _ in range(n)])
        for _ in range(n):
            make_statement(meeting, speaker=make_official(), party=make_party())
        meetings.append(meeting)
    for meeting in meetings:
        with django_assert_num_queries(41):
            client.get(f"{meeting.get_absolute_url()}?as_of={day(0)}")
