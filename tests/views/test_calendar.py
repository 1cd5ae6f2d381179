"""The calendar: which meetings and promises a month shows, and how it turns to another."""

import pytest
from django.urls import reverse

from talks.models import Meeting, days
from talks.views import calendar as views
from talks.views.months import Month, month_of
from tests.factories import (
    make_follow_up,
    make_meeting,
    make_party,
    make_place,
    make_process,
    make_source,
)

pytestmark = pytest.mark.django_db


def show(client, month=None, **query):
    return client.get(reverse("calendar"), query | ({"month": month} if month else {}))


def by_day(context):
    """Meetings by their days of the month, as the grid has them."""
    days = context["days"].days.items()
    return {n: [*day.begins, *day.goes_on] for n, day in days if day.meeting_count}


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize("view", ["month", "agenda"])
def test_calendar_queries(n, view, client, django_assert_num_queries):
    for day in range(1, n + 1):
        for starts in [f"2022-01-0{day}", "2022-01", "2021-12", "2022-02"]:
            make_meeting(starts=starts, parties=[make_party()], places=[make_place()])
        make_follow_up(
            make_meeting(), due=f"2022-01-1{day}", promised_by=[make_party()], source=make_source()
        )
    with django_assert_num_queries(9):
        response = show(client, "2022-01", view=view)
    assert len(response.context["days"].loose) == n


def test_calendar_has_no_draft(client):
    shown = make_meeting(starts="2022-01-10")
    promise = make_follow_up(shown, due="2022-01-12")
    for starts in ["2022-01-11", "2022-01", "2021-06", "2023-06", "2022-03-05"]:
        hidden = make_meeting("Hidden", draft=True, starts=starts)
        make_follow_up(hidden, "Hidden", due="2022-01-13")
        make_follow_up(hidden, "Hidden", due="2022-01-13~")
    response = show(client, "2022-01")
    context = response.context
    assert context["meetings"] == [shown]
    assert by_day(context) == {10: [shown]}
    assert [day.due for day in context["days"].agenda] == [[], [promise]]
    assert (context["days"].loose, context["days"].loosely_due) == ([], [])
    assert [count for _, count in context["year"]] == [1] + [0] * 11
    assert (context["earlier"], context["later"]) == (None, None)
    assert "Hidden" not in response.content.decode()


def test_month_has_what_touches_it(client):
    within = make_meeting(starts="2022-01-10", ends="2022-01-12")
    into = make_meeting(starts="2021-12-30", ends="2022-01-02")
    out_of = make_meeting(starts="2022-01-31", ends="2022-02-02")
    through = make_meeting(starts="2021-12-01", ends="2022-02-28")
    for starts, ends in [("2021-12-31", ""), ("2022-02-01", ""), ("2021-12-30", "2021-12-31")]:
        make_meeting(starts=starts, ends=ends)
    found = by_day(show(client, "2022-01").context)
    assert {n for n, meetings in found.items() if within in meetings} == {10, 11, 12}
    assert {n for n, meetings in found.items() if into in meetings} == {1, 2}
    assert {n for n, meetings in found.items() if out_of in meetings} == {31}
    assert {n for n, meetings in found.items() if through in meetings} == set(range(1, 32))
    agenda = show(client, "2022-01", view="agenda").context["days"].agenda
    assert {day.date.day: set(day.begins) for day in agenda} == {
        1: {into, through},
        10: {within},
        31: {out_of},
    }


LOOSE = {
    "2022-01": ["2022-01"],
    "2022-01-10~": ["2022-01"],
    "2022-01-10?": ["2022-01"],
    "2022-01-1X": ["2022-01"],
    "2022-01-30/2022-02-02": ["2022-01", "2022-02"],
    "2021-12/2022-01": ["2021-12", "2022-01"],
    "2022": [f"2022-{n:02}" for n in range(1, 13)],
    # What is open on one side stands where it is known to have been.
    "2022-01-10/..": ["2022-01"],
    "../2022-01-10": ["2022-01"],
}


@pytest.mark.parametrize("starts", LOOSE)
def test_meeting_without_an_exact_day_stands_apart(starts, client):
    meeting = make_meeting(starts=starts)
    for month in ["2021-11", "2021-12", *(f"2022-{n:02}" for n in range(1, 13)), "2023-01"]:
        shown = show(client, month).context["days"]
        assert shown.loose == ([meeting] if month in LOOSE[starts] else []), month
        assert shown.agenda == []
    assert "Some time in" in show(client, LOOSE[starts][0]).content.decode()


def test_days_agree_with_what_a_meeting_says_of_itself():
    """`days.within` and `Meeting.first_day`, `last_day`: the same rule twice."""
    for starts in [*LOOSE, "2022-01-10", "2021-12-31", "2022-02-01"]:
        for ends in ["", "2022-02-03", "2022-03", "2022-02-01/.."]:
            make_meeting(starts=starts, ends=ends, draft=True)
    first, last = Month(2022, 2).first, Month(2022, 2).last
    found = set(days.within(Meeting.objects.all(), first, last))
    touching = {m for m in Meeting.objects.all() if m.first_day <= last and m.last_day >= first}
    assert found == touching
    assert 0 < len(found) < Meeting.objects.count()


def test_promises_of_a_month(client):
    meeting = make_meeting(starts="2021-06-01")
    exact = make_follow_up(meeting, due="2022-01-31")
    about = make_follow_up(meeting, due="2022-01-14~")
    by_then = make_follow_up(meeting, due="../2022-01-20")
    for due in ["2021-12-31", "2022-02-01", "2022-01-13/..", ""]:
        make_follow_up(meeting, due=due)
    shown = show(client, "2022-01").context["days"]
    assert [day.due for day in shown.agenda] == [[exact]]
    assert set(shown.loosely_due) == {about, by_then}


def test_statuses_are_said_in_words(client):
    for status in ["planned", "cancelled", "postponed", "tentative"]:
        make_meeting(starts="2022-01-10", status=status)
    for view in ["month", "agenda"]:
        page = show(client, "2022-01", view=view).content.decode()
        for status in ["planned", "cancelled", "postponed", "tentative"]:
            assert f">{status}</span>" in page


def test_full_day_leads_to_the_agenda(client):
    for _ in range(6):
        make_meeting(starts="2022-01-10")
    page = show(client, "2022-01").content.decode()
    assert 'href="?month=2022-01&amp;view=agenda#day-10">3 more</a>' in page
    assert 'id="day-10"' in show(client, "2022-01", view="agenda").content.decode()


def test_today_is_marked(client, time_machine):
    time_machine.move_to("2022-01-10 12:00")
    make_meeting(starts="2022-01-10")
    page = show(client).content.decode()
    assert page.count('aria-current="date"') == 1
    assert '<time datetime="2022-01-10">10</time> <span class="tag">today</span>' in page
    assert 'aria-current="date"' not in show(client, "2022-02").content.decode()


def test_grid_begins_on_monday(client):
    weeks = show(client, "2022-01").context["days"].weeks
    assert [day and day.date.day for day in weeks[0]] == [None] * 5 + [1, 2]
    assert len(weeks) == 6


def test_without_a_month_the_nearest_is_shown(client, time_machine):
    time_machine.move_to("2022-06-15 12:00")
    assert show(client).context["month"] == Month(2022, 6)
    make_meeting(starts="2020-03-01")
    response = show(client)
    assert response.context["month"] == Month(2020, 3)
    assert "Nothing is on record for June 2022" in response.context["note"]
    make_meeting(starts="2023-03-01")
    assert show(client).context["month"] == Month(2023, 3)
    make_meeting(starts="2022-06-01")
    response = show(client)
    assert (response.context["month"], response.context["note"]) == (Month(2022, 6), "")


def test_a_year_means_its_first_month_with_a_meeting(client):
    make_meeting(starts="2022-05-01")
    assert show(client, "2022").context["month"] == Month(2022, 5)
    assert show(client, "2021").context["month"] == Month(2021, 1)


NONSENSE = [
    "x",
    "2022-13",
    "0000-01",
    "2022-01\x00",
    "２０２２-01",
    "-1",
    "2022-02-30",
    "9" * 10**6,
]


@pytest.mark.parametrize("text", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_month_is_said_in_a_note(text, client, time_machine):
    time_machine.move_to("2022-06-15 12:00")
    make_meeting(starts="2020-03-01")
    response = show(client, text)
    assert response.status_code == 200
    assert response.context["month"] == Month(2020, 3)
    assert "We cannot read “" in response.context["note"]
    assert len(response.content) < 60_000


@pytest.mark.parametrize("month", ["0001-01", "9999-12", "0033-04"])
def test_calendar_reaches_from_the_first_year_to_the_last(month, client):
    meeting = make_meeting(starts=month + "-30")
    response = show(client, month)
    assert by_day(response.context) == {30: [meeting]}
    assert (response.context["month"].before is None) == (month == "0001-01")
    assert (response.context["month"].after is None) == (month == "9999-12")


def test_month_of_reads_months_years_and_days():
    assert month_of("2022-01") == month_of("2022") == month_of("2022-01-31") == Month(2022, 1)
    for text in ["", "2022-1", "202X", "2022/2023", "2022-01~"]:
        assert month_of(text) is None


def test_calendar_turns_to_months_with_meetings(client):
    for starts in ["1985-11-19", "2022-01-10", "2022-03-01", "2022-03-02", "2024-07-01"]:
        make_meeting(starts=starts)
    response = show(client, "2022-01", view="agenda")
    context = response.context
    assert (context["earlier"], context["later"]) == (Month(1985, 11), Month(2022, 3))
    assert [count for _, count in context["year"]] == [1, 0, 2] + [0] * 9
    page = response.content.decode()
    for month in ["2021-12", "2022-02", "1985-11", "2022-03"]:
        assert f'href="?view=agenda&amp;month={month}"' in page


def test_filters_narrow_month_promises_and_neighbours(client):
    party, process = make_party(slug="russia"), make_process(slug="talks")
    shown = make_meeting(starts="2022-01-10", parties=[party], process=process)
    other = make_meeting(starts="2022-01-11")
    make_meeting(starts="2022-02-11")
    promise = make_follow_up(shown, due="2022-01-14")
    make_follow_up(other, due="2022-01-15")
    for query in [{"party": "russia"}, {"process": "talks"}]:
        response = show(client, "2022-01", **query)
        assert response.context["meetings"] == [shown]
        assert [day.due for day in response.context["days"].agenda] == [[], [promise]]
        assert response.context["later"] is None
        assert 'href="?month=2022-01"' in response.content.decode()


def test_unknown_party_is_left_out_with_a_note(client):
    meeting = make_meeting(starts="2022-01-10")
    response = show(client, "2022-01", party="nobody")
    assert response.context["meetings"] == [meeting]
    assert "We do not know a party “nobody”" in response.content.decode()


def test_overfull_month_says_that_it_is_cut(client, monkeypatch):
    monkeypatch.setattr(views, "MEETINGS_AT_MOST", 2)
    for _ in range(2):
        make_meeting(starts="2022")
    page = show(client, "2022-05").content.decode()
    assert f"{reverse('meeting_list')}?after=2022-05&amp;before=2022-05" in page


def test_empty_month_says_so(client):
    page = show(client, "2022-05").content.decode()
    assert "No meeting and no promise on record for May 2022" in page
    assert 'name="month"' in page
