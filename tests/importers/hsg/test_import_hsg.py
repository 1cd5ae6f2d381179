"""`import_hsg`: dry run, commit, twice; what the record has already is recognised."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from talks.importers.hsg.on_record import with_officials_on_record, without_recognised
from talks.importers.hsg.parse import parse
from talks.models import Appointment, Guess, Meeting, Official
from tests.factories import (
    make_delegate,
    make_delegation,
    make_meeting,
    make_official,
    make_old_id,
    make_party,
)

pytestmark = pytest.mark.django_db
FILES = Path(__file__).parent / "files"
MOSCOW, TEHRAN = "hsg-trip-900002", "hsg-trip-900004"


def run(*arguments, files=FILES):
    out = StringIO()
    call_command("import_hsg", str(files), *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def delegates(slug):
    meeting = Meeting.objects.get(slug=slug)
    rows = meeting.delegations.order_by("order").values_list(
        "party__slug", "delegates__official__slug", "delegates__title"
    )
    return list(rows.order_by("order", "delegates__order"))


def test_dry_run_writes_nothing():
    said = run()
    assert "meetings: 4 created" in said
    assert "Dry run" in said
    assert not Meeting.objects.exists()
    assert not Guess.objects.exists()


def test_commit_writes_and_twice_changes_nothing():
    run("--commit")
    assert delegates(MOSCOW) == [
        ("united-states", "richard-m-nixon", "President"),
        ("united-states", "william-p-rogers", "Secretary of State"),
        ("russia", "kosygin-russia", "Premier"),
        ("russia", "brezhnev-russia", "General Secretary"),
    ]
    again = run("--commit")
    assert [
        line for line in again.splitlines() if "created" in line and " 0 created" not in line
    ] == []
    assert [
        line for line in again.splitlines() if "updated" in line and " 0 updated" not in line
    ] == []


def test_secretary_beside_the_president_has_no_meeting_of_his_own_but_for_what_is_his():
    run("--commit")
    assert not Meeting.objects.filter(slug="hsg-trip-900003").exists()
    own = Meeting.objects.get(slug=TEHRAN)
    assert own.part_of.slug == "hsg-trip-900001"


def test_surname_alone_is_listed_and_a_name_without_a_title_holds_the_meeting_back():
    run("--commit")
    published = set(Meeting.objects.published().values_list("slug", flat=True))
    assert published == {"hsg-trip-900001", MOSCOW, "hsg-visit-900001"}
    listed = set(Guess.objects.values_list("value", flat=True))
    assert {"brezhnev-russia", "Aung Test Ko"} <= listed
    assert "mohammed-reza-pahlavi" not in listed


def test_legs_of_a_tour_are_one_process():
    run("--commit")
    tour = Meeting.objects.get(slug=MOSCOW).process
    assert (
        tour.name == "President Richard M. Nixon abroad, 22 May 1972 to 31 May 1972: Russia, Iran"
    )
    assert tour.meetings.count() == 2


def test_posts_are_appointments_also_of_people_without_a_meeting():
    run("--commit")
    post = Appointment.objects.get(official__slug="lund-ada-maria")
    assert (post.title, post.starts, post.ends) == (
        "Ambassador Extraordinary and Plenipotentiary to the Netherlands",
        "1957~",
        "1960-06-11",
    )
    assert post.citations.get().locator == "nl-1957-lund-01"


def sample_meeting():
    """A meeting as staff keep it under an id of their own, with the number of the trip."""
    meeting = make_meeting(
        slug="1972-05-22-moscow-summit", title="SALT I", starts="1972-05-22", summary="Signed."
    )
    make_old_id(meeting, MOSCOW)
    delegation = make_delegation(meeting, make_party("United States", slug="united-states"))
    nixon = make_official("Richard M. Nixon", slug="richard-m-nixon")
    make_delegate(delegation, nixon, title="President of the United States")
    return meeting


def test_meeting_known_by_its_number_keeps_its_words_and_gains_the_secretary():
    sample_meeting()
    said = run("--commit")
    assert "trips and visits that the record has under an id of its own" in said
    meeting = Meeting.objects.get(slug="1972-05-22-moscow-summit")
    assert (meeting.title, meeting.summary, meeting.ends) == ("SALT I", "Signed.", "")
    assert delegates(meeting.slug) == [
        ("united-states", "richard-m-nixon", "President of the United States"),
        ("united-states", "william-p-rogers", "Secretary of State"),
    ]
    assert not Meeting.objects.filter(slug=MOSCOW).exists()
    again = run("--commit")
    assert "meetings: 0 created, 0 updated" in again


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_what_is_recognised(number, django_assert_num_queries):
    found = parse([FILES])
    meetings = [data for data in found.objects if "title" in data]
    meetings.sort(key=lambda data: len(data["citations"]), reverse=True)
    for data in meetings[:number]:
        meeting = make_meeting(title=data["title"])
        make_old_id(meeting, data["id"])
        make_delegation(meeting, delegates=[make_official()])
    with django_assert_num_queries(24):
        with_officials_on_record(without_recognised(found))


def test_trip_that_is_a_meeting_of_its_own_on_record_becomes_a_part():
    make_meeting(slug="hsg-trip-900003", title="Rogers in Moscow", starts="1972-05-22")
    run("--commit")
    assert Meeting.objects.get(slug="hsg-trip-900003").part_of.slug == MOSCOW


def test_official_on_record_keeps_the_name_and_gains_the_post():
    make_official("Bill Rogers", slug="william-p-rogers", sort_name="Rogers, Bill")
    run("--commit")
    official = Official.objects.get(slug="william-p-rogers")
    assert (official.name, official.sort_name) == ("Bill Rogers", "Rogers, Bill")
    assert official.appointments.get().title == "Secretary of State"


def test_broken_file_is_named_and_the_others_are_taken(tmp_path):
    (tmp_path / "broken.xml").write_text("<trips>")
    (tmp_path / "visits.xml").write_text((FILES / "visits.xml").read_text())
    with pytest.raises(CommandError, match="1 problem; what could be read was taken"):
        run("--commit", files=tmp_path)
    assert Meeting.objects.get().slug == "hsg-visit-900001"
