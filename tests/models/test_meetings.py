"""Meetings: which days, who met whom, what comes, what is found."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from talks.models import Meeting
from talks.models.choices import DelegationRole, MeetingFormat, MeetingStatus
from tests.factories import (
    make_delegate,
    make_delegation,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_place,
    make_process,
    make_statement,
)

pytestmark = pytest.mark.django_db
DAY = date(2022, 1, 10)


@pytest.mark.parametrize(
    ("starts", "ends", "after", "before"),
    [
        ("2022-01-10", "", True, True),
        ("2022-01-09", "", False, True),
        ("2022-01-11", "", True, False),
        ("2022-01-09", "2022-01-10", True, True),
        ("2022-01-08", "2022-01-09", False, True),
        ("2022-01-10", "2022-01-12", True, True),
        ("2022", "", True, True),
        ("2022-01", "", True, True),
        ("2021", "", False, True),
        ("2021", "2022", True, True),
        ("2022", "2022-01-09", False, True),
        ("2022-02", "", True, False),
        ("../2022-01-09", "", False, True),
        ("../2022-01-10", "", True, True),
        ("2022-01-09/..", "", True, True),
        ("2022-01-11/..", "", True, False),
        ("2021-01-01", "2021-06/..", True, True),
        ("2022-01-01/2022-01-31", "", True, True),
        ("", "", False, False),
        ("", "2022-01-10", False, False),
    ],
)
def test_meeting_matches_days_on_which_it_may_have_gone_on(starts, ends, after, before):
    make_meeting(draft=True, starts=starts, ends=ends)
    assert Meeting.objects.on_or_after(DAY).exists() is after
    assert Meeting.objects.on_or_before(DAY).exists() is before


@pytest.mark.parametrize("status", MeetingStatus.values)
@pytest.mark.parametrize(
    ("starts", "ends", "comes"),
    [
        ("2022-01-09", "", False),
        ("2022-01-10", "", True),
        ("2022-01-11", "", True),
        ("2022-01-08", "2022-01-10", True),
        ("2022-01", "", True),
        ("2022-01-09~", "", False),
        ("2022-01-01/..", "", True),
        ("", "", False),
    ],
)
@time_machine.travel("2022-01-10T15:00:00Z")
def test_upcoming_has_today_and_what_may_still_come(starts, ends, comes, status):
    make_meeting(draft=True, status=status, starts=starts, ends=ends)
    expected = comes and status in ("planned", "tentative")
    assert Meeting.objects.upcoming().exists() is expected


@pytest.mark.parametrize(("zone", "comes"), [("UTC", False), ("America/New_York", True)])
def test_today_is_the_local_day(zone, comes, settings):
    settings.TIME_ZONE = zone
    make_meeting(status="planned", starts="2022-01-10")
    with time_machine.travel("2022-01-11T02:00:00Z"):
        assert Meeting.objects.upcoming().exists() is comes


@pytest.mark.parametrize("role", DelegationRole.values)
def test_all_but_observers_take_part(role):
    party, other = make_party(), make_party()
    meeting = make_meeting(parties=[other])
    delegation = make_delegation(meeting, party, role)
    assert delegation.took_part is (role != "observer")
    for one, two in [(party, other), (other, party)]:
        assert Meeting.objects.between(one, two).exists() is (role != "observer")
    assert Meeting.objects.attended_by(party, roles=["observer"]).exists() is (role == "observer")


def test_parties_of_different_meetings_are_not_between():
    party, other = make_party(), make_party()
    make_meeting(parties=[party]), make_meeting(parties=[other])
    assert not Meeting.objects.between(party, other).exists()
    both = make_meeting(parties=[party, other, make_party()])
    assert list(Meeting.objects.between(party, other)) == [both]


@pytest.mark.parametrize("format", ["", *MeetingFormat.values])
def test_every_format_is_met_or_both_present_or_indirect(format):
    meeting = make_meeting(format=format)
    met = format in ("bilateral", "trilateral", "consultation")
    assert (meeting in Meeting.objects.face_to_face()) is met
    assert (meeting in Meeting.objects.indirect()) is (format == "indirect")
    assert (meeting in Meeting.objects.both_present()) is (format in ("multilateral", ""))


def test_orders_end_with_undated_meetings_and_are_total():
    slugs = {"b": "2022-01-10", "a": "2022-01-10", "c": "2021", "d": "", "e": "2022-01-10/.."}
    for slug, starts in slugs.items():
        make_meeting(draft=True, slug=slug, starts=starts)
    newest = [meeting.slug for meeting in Meeting.objects.newest_first()]
    assert newest == ["a", "b", "e", "c", "d"]
    assert [m.slug for m in Meeting.objects.oldest_first()] == ["c", "a", "b", "e", "d"]
    assert [meeting.slug for meeting in Meeting.objects.all()] == newest


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("negotiations", True),
        ("negotiating", True),
        ("NEGOTIATION security", True),
        ('"security guarantees"', True),
        ('"guarantees security"', False),
        ("guarantees -security", False),
        ("nowhere or geneva", True),
        ("Женева", False),
        ("Рябков", True),
        ("ryabkov", True),
        ("Çavuşoğlu", True),
        ("cavusoglu", True),
        ("nowhere", False),
        ("", False),
        ("'\"():*&|!<->\\", False),
    ],
)
def test_search_stems_english_and_folds_every_script(words, found):
    make_meeting(
        "Negotiated security guarantees", summary="Рябков", outcome="Cavusoglu", venue="Geneva"
    )
    assert Meeting.objects.matching(words).exists() is found


@pytest.mark.parametrize(
    ("words", "found"), [("guarantees NEGOT", True), ("рябков", True), ("x", False), ("", True)]
)
def test_naming_finds_parts_of_words_in_any_order(words, found):
    make_meeting("Negotiated guarantees", summary="Ryabkov")
    assert Meeting.objects.naming(words).exists() is found


def test_when_in_words_and_first_and_last_day():
    meeting = make_meeting(starts="2022-01-10", ends="2022-01-13")
    assert meeting.when == "10–13 January 2022"
    assert (meeting.first_day, meeting.last_day) == (DAY, date(2022, 1, 13))
    undated = make_meeting(draft=True, starts="")
    assert undated.when == "no date on record"
    assert (undated.first_day, undated.last_day) == (None, None)
    before = make_meeting(starts="../2022-01-10")
    assert (before.first_day, before.last_day) == (DAY, DAY)
    since = make_meeting(starts="2022-01-10/..")
    assert (since.first_day, since.last_day) == (DAY, DAY)
    month = make_meeting(starts="2022-01")
    assert (month.first_day, month.last_day) == (date(2022, 1, 1), date(2022, 1, 31))
    going_on = make_meeting(starts="2022-01-10", ends="2022-02/..")
    assert going_on.last_day == DAY


def test_meeting_is_not_part_of_itself_through_any_circle():
    whole = make_meeting()
    part = make_meeting(part_of=make_meeting(part_of=whole))
    part.full_clean()
    whole.part_of = part
    with pytest.raises(ValidationError) as error:
        whole.full_clean()
    assert error.value.message_dict == {"part_of": ["A meeting is not part of itself."]}


def test_circle_that_does_not_hold_the_row_is_seen_too():
    one, two = make_meeting(), make_meeting()
    Meeting.objects.filter(pk=one.pk).update(part_of=two)
    Meeting.objects.filter(pk=two.pk).update(part_of=one)
    with pytest.raises(ValidationError):
        Meeting(slug="x", title="x", status="held", part_of=Meeting.objects.get(pk=one.pk)).clean()


def test_meetings_of_an_official_a_place_a_country_and_an_issue():
    official, place, issue = make_official(), make_place(country="CH"), make_issue()
    meeting = make_meeting(places=[place], issues=[issue])
    make_delegate(make_delegation(meeting), official)
    spoken = make_meeting()
    make_statement(spoken, issues=[issue])
    other = make_meeting(places=[make_place(country="FR")], issues=[make_issue()])
    make_statement(make_meeting(), issues=[make_issue()])
    make_delegate(make_delegation(other), make_official())
    assert list(Meeting.objects.seating(official)) == [meeting]
    assert list(Meeting.objects.at(place)) == [meeting]
    assert list(Meeting.objects.in_country("CH")) == [meeting]
    assert set(Meeting.objects.on_issue(issue)) == {meeting, spoken}


@pytest.mark.parametrize(
    ("starts", "status", "found"),
    [
        ("2021-01-10", "held", True),
        ("2022-01-10", "held", False),
        ("2021-01-11", "held", False),
        ("2021-02-10", "held", False),
        ("2021-01-10", "cancelled", False),
        ("2021-01", "held", False),
        ("2021-01-10/2021-01-11", "held", False),
    ],
)
def test_on_this_day_has_held_meetings_of_earlier_years(starts, status, found):
    make_meeting(starts=starts, status=status)
    assert Meeting.objects.on_this_day(DAY).exists() is found


def test_held_and_not_held_are_all():
    for status in MeetingStatus.values:
        make_meeting(status=status)
    assert [meeting.status for meeting in Meeting.objects.held()] == ["held"]
    assert Meeting.objects.not_held().count() == 4


def around(meeting):
    found = Meeting.objects.around(meeting)
    return {side: [row.slug for row in rows] for side, rows in found.items()}


def test_around_has_neighbours_of_the_process_and_parts_and_no_drafts():
    process = make_process()
    days = {"a": "2021", "b": "2022-01-10", "c": "2022-01-10", "d": "2023"}
    days |= {"0": "../2020", "1": "../2019"}
    chain = {s: make_meeting(slug=s, starts=day, process=process) for s, day in days.items()}
    make_meeting(slug="draft", draft=True, starts="2022-01-09", process=process)
    make_meeting(slug="later-draft", draft=True, starts="2022-01-11", process=process)
    make_meeting(slug="other", starts="2022-01-09")
    make_meeting(slug="part", part_of=chain["b"], starts="2022-01-10")
    make_meeting(slug="a-part", part_of=chain["b"], starts="2022-01-11")
    make_meeting(slug="0-part", part_of=chain["b"], starts="../2022")
    make_meeting(slug="part-draft", draft=True, part_of=chain["b"])
    assert around(chain["a"]) == {"parts": [], "previous": [], "next": ["b"]}
    parts = ["part", "a-part", "0-part"]
    assert around(chain["b"]) == {"parts": parts, "previous": ["a"], "next": ["c"]}
    assert around(chain["c"]) == {"parts": [], "previous": ["b"], "next": ["d"]}
    assert around(chain["d"]) == {"parts": [], "previous": ["c"], "next": ["0"]}
    assert around(chain["0"]) == {"parts": [], "previous": ["d"], "next": ["1"]}
    assert around(chain["1"]) == {"parts": [], "previous": ["0"], "next": []}
    assert around(make_meeting(slug="alone")) == {"parts": [], "previous": [], "next": []}


def test_latest_on_record_came_last_and_undated_drafts_end_the_list():
    for slug, at in {"a": "2022-02-01", "b": "2022-02-03", "c": "2022-02-02"}.items():
        make_meeting(slug=slug)
        Meeting.objects.filter(slug=slug).update(first_published_at=f"{at}T12:00:00Z")
    make_meeting(slug="0", draft=True)
    make_meeting(slug="d", starts="2023")
    Meeting.objects.filter(slug="d").update(first_published_at="2022-02-02T12:00:00Z")
    slugs = [meeting.slug for meeting in Meeting.objects.latest_on_record()]
    assert slugs == ["b", "d", "c", "a", "0"]


def test_linked_rows_are_the_meetings_own_in_their_order():
    places = [make_place("Geneva"), make_place("Bern")]
    parties, issue = [make_party("B"), make_party("A")], make_issue()
    meeting = make_meeting(places=places, issues=[issue], auspices=parties)
    make_meeting(auspices=[make_party()], places=places[:1], issues=[issue])
    found = Meeting.objects.for_detail_page().get(pk=meeting.pk)
    assert [row["city"] for row in found.place_rows] == ["Geneva", "Bern"]
    assert [row["name"] for row in found.auspice_rows] == ["B", "A"]
    assert [row["slug"] for row in found.issue_rows] == [issue.slug]
