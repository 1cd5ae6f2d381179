"""What an entry of a calendar says of a meeting: every value, read back by two programs."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.calendars.reading import calendar_of, entries_of, read_otherwise
from tests.factories import (
    make_delegate,
    make_delegation,
    make_follow_up,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_party_name,
    make_place,
    make_process,
)

pytestmark = pytest.mark.django_db
HOSTILE = [
    "Talks, again; \\ \\n \\N and “quotes” \"'",
    "BEGIN:VEVENT\r\nEND:VEVENT\r\nSUMMARY:another",
    "محادثات جنيف حول الأمن والاستقرار في أوروبا وآسيا وسائر العالم بعد الحرب",
    "🤝" * 60,
    "a\u2028b\u2029c\x85d\x0be\x0cf\x07g\x1bh\x7fi",
    "ID;X=Y:" + "z" * 400,
]


def entry(client, meeting):
    (found,) = entries_of(client.get(f"/meetings/{meeting.slug}.ics"))
    return found


@pytest.fixture
def talks(db):
    us, ru = make_party("United States", slug="us"), make_party("Russia", slug="ru")
    make_party_name(ru, "U.S.S.R.", ends="1991")
    geneva = make_place("Geneva", country="CH", latitude=46.2, longitude=6.15)
    meeting = make_meeting(
        "Security talks",
        slug="talks",
        starts="1985-11-19",
        time="10:00",
        timezone="Europe/Zurich",
        duration_minutes=450,
        format="bilateral",
        mode="in_person",
        venue="Villa; by the lake",
        places=[geneva],
        issues=[make_issue("Arms, control")],
        process=make_process("The process"),
    )
    make_delegate(make_delegation(meeting, us), make_official("Ann Head"), role="head")
    make_delegation(meeting, ru, role="host", order=1)
    return meeting


def test_an_entry_says_all_of_a_meeting(client, talks):
    found = entry(client, talks)
    assert found["UID"] == "talks@testserver"
    assert found["SUMMARY"] == "Security talks"
    assert found["LOCATION"] == "Villa; by the lake, Geneva, Switzerland"
    assert (found["GEO"].latitude, found["GEO"].longitude) == (46.2, 6.15)
    assert found["STATUS"] == "CONFIRMED"
    assert found["TRANSP"] == "TRANSPARENT"
    assert found["URL"] == "http://testserver/meetings/talks/"
    assert found.categories == ["bilateral", "The process", "Arms, control"]
    assert found["DESCRIPTION"].split("\n") == [
        "Parties: United States (Ann Head); host: U.S.S.R.",
        "Form: bilateral; in person",
        "Issues: Arms, control",
        "Process: The process",
        "http://testserver/meetings/talks/",
    ]


def test_a_time_is_that_of_the_venue(client, talks):
    response = client.get("/meetings/talks.ics")
    (found,) = entries_of(response)
    assert found["DTSTART"].params["TZID"] == "Europe/Zurich"
    assert found["DTSTART"].dt.astimezone(UTC) == datetime(1985, 11, 19, 9, tzinfo=UTC)
    assert found["DTEND"].dt.astimezone(UTC) == datetime(1985, 11, 19, 16, 30, tzinfo=UTC)
    (zone,) = calendar_of(response).walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Zurich"
    (other,) = read_otherwise(response)  # which knows the zone from the file alone
    assert other.dtstart.value.astimezone(UTC) == datetime(1985, 11, 19, 9, tzinfo=UTC)


def test_a_meeting_over_the_setting_of_the_clock_is_as_long_as_it_was(client):
    fields = {"time": "01:00", "timezone": "Europe/Zurich", "duration_minutes": 180}
    found = entry(client, make_meeting(starts="2022-03-27", **fields))
    assert found["DTEND"].dt.hour == 5
    assert found["DTEND"].dt.astimezone(UTC) - found["DTSTART"].dt.astimezone(UTC) == timedelta(
        hours=3
    )


@pytest.mark.parametrize("day", ["0001-01-01", "1750-06-01", "1890-06-01", "9999-12-31"])
def test_far_days_have_a_time_too(client, day):
    meeting = make_meeting(
        starts=day, time="12:00", timezone="Europe/Moscow", duration_minutes=1_000_000
    )
    response = client.get(f"/meetings/{meeting.slug}.ics")
    (found,) = entries_of(response)
    assert found["DTSTART"].dt.isoformat()[:16] == f"{day}T12:00"
    assert len(read_otherwise(response)) == 1


@pytest.mark.parametrize(
    ("starts", "ends", "first", "after", "words"),
    [
        ("2022-01-10", "", (2022, 1, 10), (2022, 1, 11), ""),
        ("2022-01-10", "2022-01-13", (2022, 1, 10), (2022, 1, 14), ""),
        ("2022-01-14~", "", (2022, 1, 14), (2022, 1, 15), " (about 14 January 2022)"),
        (
            *("2022-02", "", (2022, 2, 1), (2022, 3, 1)),
            " (February 2022, exact day not on record)",
        ),
        (
            *("2022-01-10/2022-01-12", "", (2022, 1, 10), (2022, 1, 13)),
            " (between 10 and 12 January 2022, exact day not on record)",
        ),
        ("1943", "", (1943, 1, 1), (1944, 1, 1), " (1943, exact day not on record)"),
        (
            *("../2022-01-12", "", (2022, 1, 12), (2022, 1, 13)),
            " (by 12 January 2022, exact day not on record)",
        ),
        ("9999-12-31", "", (9999, 12, 31), None, ""),
    ],
)
def test_days_are_all_that_it_may_have_been_and_words_say_so(
    client, starts, ends, first, after, words
):
    found = entry(client, make_meeting("Talks", starts=starts, ends=ends))
    assert found["DTSTART"].dt == date(*first)
    assert (found["DTEND"].dt if "DTEND" in found else None) == (after and date(*after))
    assert found["SUMMARY"] == f"Talks{words}"
    assert ("Date on record" in found["DESCRIPTION"]) == bool(words)


def test_a_time_on_several_days_is_said_in_words(client):
    meeting = make_meeting(
        starts="2022-01-10", ends="2022-01-12", time="09:30", timezone="Europe/Zurich"
    )
    found = entry(client, meeting)
    assert found["DTSTART"].dt == date(2022, 1, 10)
    assert "Begins at 09:30 (Europe/Zurich)" in found["DESCRIPTION"]


@pytest.mark.parametrize(
    ("status", "code", "title"),
    [
        ("held", "CONFIRMED", "Talks"),
        ("planned", "CONFIRMED", "Talks (moved from 5 January 2022)"),
        ("tentative", "TENTATIVE", "Tentative: Talks (moved from 5 January 2022)"),
        ("postponed", "TENTATIVE", "Postponed: Talks (moved from 5 January 2022)"),
        ("cancelled", "CANCELLED", "Cancelled: Talks (moved from 5 January 2022)"),
    ],
)
def test_what_became_of_a_plan_is_said_twice(client, status, code, title):
    found = entry(client, make_meeting("Talks", status=status, old_dates=["2022-01-05"]))
    assert (found["STATUS"], found["SUMMARY"]) == (code, title)
    assert "Moved from: 5 January 2022" in found["DESCRIPTION"]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_back_as_one_value(client, text):
    meeting = make_meeting(text[:500], venue=text, places=[make_place(text[:500], country="")])
    make_delegation(meeting, make_party(text[:500]))
    make_follow_up(meeting, text, due="2022-03-01")
    for address in (f"/meetings/{meeting.slug}.ics", "/follow-ups.ics"):
        response = client.get(address)
        (found,), (other,) = entries_of(response), read_otherwise(response)
        shown = " ".join(text.split()) if text.isprintable() else None
        if shown and address.startswith("/meetings"):
            assert found["SUMMARY"] == shown[:500]
        # vobject makes "\N" a line end, as it may.
        assert other.summary.value.split() == str(found["SUMMARY"]).split()
        assert str(found["SUMMARY"]).isprintable()
    assert found["DESCRIPTION"].count("\x07") == 0


def test_a_large_conference_is_named_by_its_first_parties(client):
    meeting = make_meeting(parties=[make_party(f"Party {n}") for n in range(15)])
    assert "and three more parties" in entry(client, meeting)["DESCRIPTION"]


def test_a_text_of_a_million_characters_is_shortened(client):
    long = "An endless venue. " * 50_000
    meeting = make_meeting(venue=long, duration_note=long)
    make_follow_up(meeting, long, outcome=long, due="2022-03-01")
    for address in (f"/meetings/{meeting.slug}.ics", "/follow-ups.ics"):
        assert len(client.get(address).content) < 12_000
