"""Which calendars there are, whom they hold, and how they are sent."""

import pytest
from django.urls import reverse

from talks.models import Meeting
from talks.views import calendars
from tests.calendars.reading import body_of, calendar_of, entries_of, read_otherwise
from tests.factories import (
    make_delegation,
    make_follow_up,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_place,
    make_process,
)

pytestmark = pytest.mark.django_db


def titles(response):
    return [str(entry["SUMMARY"]) for entry in entries_of(response)]


def make_everything(n=1):
    for _ in range(n):
        party = make_party()
        meeting = make_meeting(
            parties=[party],
            places=[make_place()],
            issues=[make_issue()],
            process=make_process(),
            time="10:00",
            timezone="Europe/Zurich",
        )
        make_delegation(meeting, delegates=[make_official()])
        make_follow_up(meeting, promised_by=[party], due="2022-03-01")


@pytest.fixture
def record(db):
    russia, issue = make_party("Russia", slug="russia"), make_issue("Arms", slug="arms")
    official, process = make_official("Ann", slug="ann"), make_process("Series", slug="series")
    geneva = make_place("Geneva", slug="geneva")
    found = make_meeting("Found", slug="found", places=[geneva], issues=[issue], process=process)
    make_delegation(found, russia, delegates=[official])
    make_meeting("Planned", status="planned", parties=[russia], starts="2042-05-01")
    make_meeting("Elsewhere", starts="2022-02-01", parties=[make_party()])
    make_meeting("Draft", parties=[russia], draft=True)


def test_the_whole_record_newest_first_and_no_draft(record, client):
    assert titles(client.get("/meetings.ics")) == ["Planned", "Elsewhere", "Found"]


@pytest.mark.parametrize(
    ("address", "found", "name"),
    [
        ("/meetings.ics?party=russia", ["Planned", "Found"], "Meetings with Russia"),
        ("/parties/russia.ics", ["Planned", "Found"], "Meetings with Russia"),
        ("/parties/russia.ics?status=held", ["Found"], "Held meetings with Russia"),
        ("/officials/ann.ics", ["Found"], "Meetings attended by Ann"),
        ("/issues/arms.ics", ["Found"], "Meetings on Arms"),
        ("/processes/series.ics", ["Found"], "Meetings in the process “Series”"),
        ("/places/geneva.ics", ["Found"], "Meetings in Geneva"),
        ("/meetings.ics?after=2050", [], "Meetings since 2050"),
    ],
)
def test_a_calendar_holds_what_its_filters_leave_and_is_named_after_them(
    record, client, address, found, name
):
    response = client.get(address)
    assert titles(response) == found
    assert len(read_otherwise(response)) == len(found)
    head = calendar_of(response)
    assert head["X-WR-CALNAME"] == head["NAME"] == f"{name} – Parley"
    assert head["URL"] == f"http://testserver{address}"
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n" in body_of(response)


@pytest.mark.parametrize(
    "address", ["/meetings.ics?party=rusia", "/parties/russia.ics?x=1", "/follow-ups.ics?after=1"]
)
def test_what_is_not_understood_is_answered_in_a_sentence(record, client, address):
    response = client.get(address)
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.endswith(b".\n")


@pytest.mark.parametrize("noun", ["parties", "officials", "issues", "processes", "places"])
def test_nouns_that_are_not_public_have_no_calendar(client, noun):
    make_party(slug="x"), make_official(slug="x"), make_issue(slug="x")
    make_process(slug="x"), make_place(slug="x")
    assert client.get(f"/{noun}/x.ics").status_code == 404


def test_vague_dates_are_left_out_of_lists_and_counted(client):
    for starts, ends in [("2022", ""), ("2022-01/..", ""), ("2022-01-01", "2023"), ("194X", "")]:
        make_meeting("Vague", starts=starts, ends=ends)
    # A year that is exactly known is a fact, and no doubt.
    make_meeting("Session", starts="2022-01-01", ends="2022-12-31")
    make_meeting("Month", starts="2022-01", slug="month")
    response = client.get("/meetings.ics?ordering=starts")
    assert sorted(title.split()[0] for title in titles(response)) == ["Month", "Session"]
    description = calendar_of(response)["X-WR-CALDESC"]
    assert description.endswith("less precise than a month: four meetings.")


def test_promises_stand_on_their_last_day_or_all_of_a_month(client):
    meeting = make_meeting("Talks", slug="talks")
    promiser = make_party("Russia", slug="russia")
    for due, slug, state in [
        ("2022-01-14", "day", "pending"),
        ("2022-02~", "month", "met"),
        ("2023", "year", "dropped"),
        ("../2024-05-01", "open", "overtaken"),
        ("2025/..", "never", "pending"),
        ("", "undated", "pending"),
    ]:
        fields = {"outcome": "They met."} if state == "met" else {}
        make_follow_up(
            meeting, "Speak", slug=slug, due=due, state=state, promised_by=[promiser], **fields
        )
    make_follow_up(make_meeting(draft=True), "Secret", due="2022-01-14")
    make_follow_up(meeting, "", due="2022-01-14", to_meeting=make_meeting())
    found = entries_of(client.get("/follow-ups.ics"))
    assert [
        (str(e["SUMMARY"]), str(e["DTSTART"].dt), str(e["DTEND"].dt), str(e["STATUS"]))
        for e in found
    ] == [
        ("Due: Speak", "2022-01-14", "2022-01-15", "CONFIRMED"),
        (
            "Met: Speak (about February 2022, exact day not on record)",
            *("2022-02-01", "2022-03-01", "CONFIRMED"),
        ),
        (
            "Dropped: Speak (2023, exact day not on record)",
            *("2023-12-31", "2024-01-01", "CANCELLED"),
        ),
        (
            "Overtaken by events: Speak (by 1 May 2024, exact day not on record)",
            *("2024-05-01", "2024-05-02", "CANCELLED"),
        ),
    ]
    assert "Promised by: Russia\nPromised at: Talks, 10 January 2022" in found[0]["DESCRIPTION"]
    assert found[0]["URL"] == "http://testserver/meetings/talks/#f-day"
    assert len(entries_of(client.get("/follow-ups.ics?state=met&party=russia"))) == 1


def test_a_later_meeting_that_is_a_draft_is_not_named(client):
    draft = make_meeting("Hidden", draft=True)
    make_follow_up(make_meeting(), due="2022-01-14", to_meeting=draft)
    assert b"Hidden" not in body_of(client.get("/follow-ups.ics"))


def test_a_long_calendar_is_sent_as_it_is_written(client, monkeypatch):
    make_everything(5)
    whole = body_of(client.get("/meetings.ics"))
    monkeypatch.setattr(calendars, "IN_ONE_PIECE", 2)
    monkeypatch.setattr(calendars, "AT_ONCE", 2)
    response = client.get("/meetings.ics")
    assert response.streaming
    assert body_of(response) == whole


def test_what_is_unchanged_is_not_sent_again(client):
    make_everything()
    for address in ("/meetings.ics", "/follow-ups.ics"):
        tag = client.get(address)["ETag"]
        again = client.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        Meeting.objects.update(title=f"Other talks, {address}")
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("/meetings.ics", 13), ("/follow-ups.ics", 5)])
def test_queries_do_not_grow_with_rows(client, django_assert_num_queries, n, address, queries):
    make_everything(n)
    with django_assert_num_queries(queries):
        assert len(entries_of(client.get(address))) == n


def test_pages_lead_to_their_calendars(record, client):
    page = client.get("/meetings/?party=russia")
    assert '</meetings.ics?party=russia>; rel="alternate"; type="text/calendar"' in page["Link"]
    for name, ids in [("party_detail", {"party": "russia"}), ("follow_up_list", {})]:
        address = reverse(f"{name}_ics", kwargs=ids)
        assert f'href="{address}"'.encode() in client.get(reverse(name, kwargs=ids)).content


def test_the_calendar_says_how_to_subscribe(record, client):
    page = client.get("/calendar/?party=russia").content.decode()
    assert '<a href="webcal://testserver/meetings.ics?party=russia">' in page
    assert ">http://testserver/meetings.ics?party=russia</a>" in page
    assert (
        '<a href="webcal://testserver/meetings.ics">' in client.get("/calendar/").content.decode()
    )
