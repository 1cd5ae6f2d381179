"""Entering a meeting: one form, one save, and every mistake in words on the form."""

import pghistory
import pytest

from talks.models import Delegation, Meeting, OldId
from tests.admin.pages import (
    add,
    change,
    change_address,
    errors,
    filled_in,
    new_row,
)
from tests.factories import (
    cite,
    make_delegation,
    make_follow_up,
    make_issue,
    make_meeting,
    make_old_id,
    make_party,
    make_place,
    make_source,
    make_statement,
)
from tests.models.rows import MODELS, one_of_each

pytestmark = pytest.mark.django_db
NEW = {"title": "Talks", "slug": "talks", "status": "held"}


def test_meeting_is_entered_whole_with_one_save(admin_client):
    russia, geneva, nato = make_party("Russia"), make_place("Geneva"), make_issue("NATO")
    source = make_source()

    def rows(data):
        new_row(data, "meeting_places", place=geneva.pk)
        new_row(data, "meeting_issues", issue=nato.pk)
        new_row(data, "meeting_auspices", party=russia.pk)
        new_row(data, "delegations", party=russia.pk, role="host")
        new_row(data, "follow_ups", slug="f1", kind="follow_up", text="More", state="pending")
        new_row(data, "citations", source=source.pk, locator="paragraph 2")

    values = NEW | {"starts": "2022-01-10", "time": "09:30", "timezone": "Europe/Zurich"}
    assert errors(add(admin_client, Meeting, rows, **values)) == []
    meeting = Meeting.objects.get()
    assert meeting.publication_problems() == []
    assert (list(meeting.places.all()), list(meeting.issues.all())) == ([geneva], [nato])
    assert list(meeting.auspices.all()) == [russia]
    assert meeting.delegations.get().role == "host"
    assert meeting.follow_ups.get().text == "More"
    assert meeting.citations.get().locator == "paragraph 2"


@pytest.mark.parametrize("said", ["", "on", "false"])
def test_new_meeting_is_a_draft_whatever_is_sent(said, admin_client):
    assert errors(add(admin_client, Meeting, **NEW | {"starts": "2022", "is_draft": said})) == []
    assert Meeting.objects.get().is_draft


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_saving_a_page_untouched_changes_nothing(model, admin_client):
    """Else the importer would take an editor's glance for an editor's change."""
    row = one_of_each()[model]
    if hasattr(row, "text"):
        type(row).objects.filter(pk=row.pk).update(text="  Two lines,\nthen space. \n")
    before = pghistory.models.Events.objects.count()
    assert errors(change(admin_client, row)) == []
    assert pghistory.models.Events.objects.count() == before


@pytest.mark.parametrize("text", ["One\r\nTwo", " \r\n", " One", "One\n\n"])
def test_prose_left_alone_stays_as_it_was_stored(text, admin_client):
    meeting = make_meeting(draft=True, summary=text)
    assert errors(change(admin_client, meeting, title="Renamed")) == []
    meeting.refresh_from_db()
    assert (meeting.title, meeting.summary) == ("Renamed", text)


def test_prose_keeps_its_line_ends_and_spaces(admin_client):
    meeting = make_meeting(draft=True, summary="One\nTwo \n")
    change(admin_client, meeting, summary="One\r\nTwo \r\nThree")
    meeting.refresh_from_db()
    assert meeting.summary == "One\nTwo \nThree"
    change(admin_client, meeting, summary="  \r\n ")
    meeting.refresh_from_db()
    assert meeting.summary == ""


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"starts": "2022-13"}, "is no day of the calendar"),
        ({"starts": "2022-01", "time": "09:30", "timezone": "UTC"}, "A time needs a start on one"),
        ({"starts": "2022-01-10", "time": "09:30"}, "A time needs a start on one day"),
        ({"timezone": "Europe/Geneva"}, "is not a known time zone"),
        ({"slug": "Geneva Talks"}, "An id has only the letters a-z"),
        ({"slug": "given"}, "This id was given to another meeting before"),
        ({"slug": "taken"}, "Meeting with this Id already exists"),
        ({"title": " \u200b "}, "This may not be blank"),
        ({"duration_minutes": "0"}, "greater than or equal to 1"),
        ({"duration_minutes": "1000001"}, "less than or equal to 1000000"),
        ({"old_dates": "2022-01\nsoon"}, "is not a date"),
        ({"status": ""}, "This field is required"),
    ],
)
def test_mistake_is_said_on_the_form(values, reason, admin_client):
    make_old_id(None, "given", noun="meeting")
    make_meeting(slug="taken")
    response = add(admin_client, Meeting, **NEW | values)
    assert any(reason in error for error in errors(response)), errors(response)
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"starts": ""}, "A published meeting has a date."),
        (
            {"starts": "2022-01-12", "ends": "2022-01-10"},
            "A published meeting does not end before it starts.",
        ),
    ],
)
def test_published_meeting_stays_fit_to_be_published(values, reason, admin_client):
    response = change(admin_client, make_meeting(parties=[make_party()]), **values)
    assert errors(response) == [reason]


def test_draft_may_end_before_it_starts(admin_client):
    """What is half known is kept as it is until it is published."""
    values = {"starts": "2022-01-12", "ends": "2022-01-10"}
    assert errors(add(admin_client, Meeting, **NEW | values)) == []


def test_meeting_is_not_part_of_itself_through_a_circle(admin_client):
    whole = make_meeting(draft=True)
    part = make_meeting(draft=True, part_of=whole)
    response = change(admin_client, whole, part_of=part.pk)
    assert errors(response) == ["A meeting is not part of itself."]
    assert errors(change(admin_client, whole, part_of=whole.pk)) != []


@pytest.mark.parametrize("stored", [True, False])
@pytest.mark.parametrize(
    ("prefix", "field", "make"),
    [
        ("meeting_places", "place", make_place),
        ("meeting_issues", "issue", make_issue),
        ("meeting_auspices", "party", make_party),
        ("delegations", "party", make_party),
        ("citations", "source", make_source),
    ],
)
def test_same_thing_twice_is_said_on_the_form(prefix, field, make, stored, admin_client):
    meeting, thing = make_meeting(draft=True), make()
    if stored:
        if prefix == "citations":
            cite(meeting, thing, locator="p. 1")
        else:
            getattr(meeting, prefix).create(**{field: thing})

    def twice(data):
        for _ in range(1 if stored else 2):
            new_row(data, prefix, **{field: thing.pk})
            if prefix == "citations":
                new_row(data, prefix, source=thing.pk, locator="p. 1")

    found = errors(change(admin_client, meeting, twice))
    assert found and not any("database" in error for error in found)
    if prefix == "citations" and not stored:
        assert found == ["The same place in a source is cited twice."]
    assert getattr(meeting, prefix).count() == stored


@pytest.mark.parametrize("stored", [True, False])
def test_same_follow_up_id_twice_is_said_on_the_form(stored, admin_client):
    meeting = make_meeting(draft=True)
    if stored:
        make_follow_up(meeting, slug="f1")

    def twice(data):
        for _ in range(1 if stored else 2):
            new_row(data, "follow_ups", slug="f1", kind="follow_up", text="x", state="pending")

    assert errors(change(admin_client, meeting, twice)) != []
    assert meeting.follow_ups.count() == stored


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"text": "More", "state": ""}, "A promise has a state."),
        ({"text": "", "state": "pending"}, "which has no state"),
        ({"text": "More", "state": "met"}, "met by a held meeting, an outcome or a citation"),
    ],
)
def test_follow_up_state_is_judged_with_the_meeting(values, reason, admin_client):
    meeting = make_meeting(draft=True)

    def row(data):
        new_row(data, "follow_ups", slug="f1", kind="follow_up", **values)

    response = change(admin_client, meeting, row)
    assert any(reason in error for error in errors(response))
    assert not meeting.follow_ups.exists()


def test_meeting_does_not_follow_itself(admin_client):
    meeting = make_meeting(draft=True)

    def row(data):
        new_row(data, "follow_ups", slug="f1", kind="follow_up", to_meeting=meeting.pk)

    assert "A meeting does not follow itself." in errors(change(admin_client, meeting, row))


def test_renamed_meeting_keeps_its_old_id(admin_client):
    meeting = make_meeting(draft=True, slug="old")
    assert errors(change(admin_client, meeting, slug="new")) == []
    assert OldId.objects.of(meeting).get().slug == "old"
    assert errors(change(admin_client, meeting, slug="old")) == []
    assert OldId.objects.of(meeting).get().slug == "new"


def test_published_meeting_cannot_lose_its_last_delegation(admin_client):
    meeting = make_meeting(parties=[make_party()], summary="As it was")

    def without(data):
        data["delegations-0-DELETE"] = "on"
        new_row(data, "meeting_places", place=make_place().pk)

    response = change(admin_client, meeting, without, summary="Typed with care")
    assert errors(response) == [f"{meeting}: No delegation is on record."]
    meeting.refresh_from_db()
    assert meeting.summary == "As it was"
    assert meeting.delegations.count() == 1 and not meeting.places.exists()
    shown = filled_in(response)
    assert shown["summary"] == "Typed with care" and "meeting_places-0-place" in shown


def test_delegation_can_be_exchanged_in_one_save(admin_client):
    meeting = make_meeting(parties=[make_party()])
    other = make_party()

    def exchange(data):
        data["delegations-0-DELETE"] = "on"
        new_row(data, "delegations", party=other.pk, role="participant")

    assert errors(change(admin_client, meeting, exchange)) == []
    assert Delegation.objects.get().party == other


def test_statements_have_a_list_of_their_own_besides(admin_client):
    meeting = make_meeting(draft=True)
    make_delegation(meeting)
    for _ in range(3):
        make_statement(meeting)
    make_statement()
    html = admin_client.get(change_address(meeting)).text
    assert f'<a href="/admin/talks/statement/?meeting__id__exact={meeting.pk}">3 on record' in html
    assert f'<a href="/admin/talks/statement/add/?meeting={meeting.pk}">' in html


def test_only_a_published_meeting_links_to_its_page(admin_client):
    draft, published = make_meeting(draft=True), make_meeting()
    assert not admin_client.get(change_address(draft)).context["has_absolute_url"]
    assert admin_client.get(change_address(published)).context["has_absolute_url"]
