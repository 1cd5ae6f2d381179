"""“It was met by this meeting”: one step that closes a pending follow-up, or says why not."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.urls import reverse

from talks.models import FollowUp, Meeting
from tests.admin.pages import address
from tests.factories import make_follow_up, make_meeting, make_party
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def met_address(follow_up):
    return reverse("admin:talks_followup_met", args=[follow_up.pk])


@pytest.fixture
def follow_up():
    meeting = make_meeting("Geneva", parties=[make_party(), make_party()], starts="2022-01-10")
    return make_follow_up(meeting, due="2022-01-14")


@pytest.fixture
def held():
    return make_meeting("Vienna", starts="2022-01-14")


def say_met(client, follow_up, meeting, query=""):
    chosen = getattr(meeting, "pk", meeting)
    return client.post(met_address(follow_up) + query, {"to_meeting": chosen})


def state(follow_up):
    return FollowUp.objects.values_list("state", "to_meeting").get(pk=follow_up.pk)


def errors(response):
    assert response.status_code == 200
    return [error for found in response.context["form"].errors.values() for error in found]


def test_held_meeting_closes_the_follow_up(admin_client, admin_user, follow_up, held):
    filters = "?_changelist_filters=queue%3Dlate"
    response = say_met(admin_client, follow_up, held, filters)
    assert response.status_code == 302
    assert response.url == address(FollowUp, "changelist") + "?queue=late"
    assert state(follow_up) == ("met", held.pk)
    assert LogEntry.objects.get().get_change_message() == "Met by “Vienna”."
    event = FollowUp.pgh_event_model.objects.order_by("pgh_id").last()
    assert (event.pgh_obj_id, event.state) == (follow_up.pk, "met")
    assert event.pgh_context.metadata["user"] == admin_user.pk


def test_nothing_but_the_outcome_changes(admin_client, follow_up, held):
    unchanged = ["text", "due", "kind", "slug", "order", "meeting", "outcome", "folded"]
    before = FollowUp.objects.values(*unchanged).get()
    say_met(admin_client, follow_up, held)
    assert FollowUp.objects.values(*unchanged).get() == before


@pytest.mark.parametrize("status", ["planned", "tentative", "postponed", "cancelled"])
def test_meeting_that_was_not_held_is_refused(status, admin_client, follow_up):
    meeting = make_meeting("Vienna", status=status)
    response = say_met(admin_client, follow_up, meeting)
    assert errors(response) == [f"This meeting is on record as {status}: it met nothing yet."]
    assert state(follow_up) == ("pending", None)
    assert "Vienna" in response.content.decode()  # What was chosen is still chosen.


def test_its_own_meeting_is_refused(admin_client, follow_up):
    response = say_met(admin_client, follow_up, follow_up.meeting)
    assert errors(response) == ["A meeting does not follow itself."]
    assert state(follow_up) == ("pending", None)


@pytest.mark.parametrize("chosen", ["", "0", "-1", "x", "\0", "9" * 30, "9" * 5000, "1e3", "٣"])
def test_nonsense_is_refused(chosen, admin_client, follow_up):
    assert errors(say_met(admin_client, follow_up, chosen))
    assert state(follow_up) == ("pending", None)


def test_a_planned_meeting_already_named_is_offered_once_it_was_held(admin_client, follow_up):
    planned = make_meeting("Vienna", status="planned")
    FollowUp.objects.update(to_meeting=planned)
    assert errors(say_met(admin_client, follow_up, planned))
    Meeting.objects.filter(pk=planned.pk).update(status="held")
    form = admin_client.get(met_address(follow_up)).context["form"]
    assert form["to_meeting"].value() == planned.pk
    assert say_met(admin_client, follow_up, planned).status_code == 302
    assert state(follow_up) == ("met", planned.pk)


@pytest.mark.parametrize("said", ["met", "dropped", "overtaken"])
def test_what_is_no_longer_pending_stays_as_it_is(said, admin_client, follow_up, held):
    first = make_meeting("Brussels")
    FollowUp.objects.update(state=said, to_meeting=first)
    response = say_met(admin_client, follow_up, held)
    assert "no longer pending" in errors(response)[0]
    assert "by “Brussels”" in errors(response)[0]
    assert state(follow_up) == (said, first.pk)


def test_a_link_of_the_editors_has_no_outcome(admin_client, held):
    link = make_follow_up(text="")
    assert "editors’ link" in errors(say_met(admin_client, link, held))[0]
    assert state(link) == ("", None)


def test_likely_meetings_are_one_click(admin_client, follow_up):
    parties = [row.party for row in follow_up.meeting.delegations.all()]
    likely = make_meeting("Vienna", parties=parties, starts="2022-01-13")
    page = admin_client.get(met_address(follow_up))
    assert page.context["likely"] == [likely]
    assert f'<input type="hidden" name="to_meeting" value="{likely.pk}">' in page.content.decode()
    FollowUp.objects.update(state="dropped")
    assert "likely-meetings" not in admin_client.get(met_address(follow_up)).content.decode()


def test_looking_changes_nothing(admin_client, follow_up, held):
    page = admin_client.get(met_address(follow_up), {"to_meeting": held.pk})
    assert page.status_code == 200
    assert state(follow_up) == ("pending", None)


@pytest.mark.parametrize("number", [0, 2**40, 2**70])
def test_no_such_follow_up(number, admin_client):
    assert admin_client.get(f"/admin/talks/followup/{number}/met/").status_code == 404


def test_only_who_may_change_follow_ups_may_say_so(client, django_user_model, follow_up, held):
    assert client.get(met_address(follow_up)).status_code == 302
    assert say_met(client, follow_up, held).status_code == 302
    staff = django_user_model.objects.create(username="staff", password="!", is_staff=True)
    codes = ["view_followup", "view_meeting", "change_meeting"]
    staff.user_permissions.set(Permission.objects.filter(codename__in=codes))
    sign_in(client, staff)
    assert client.get(met_address(follow_up)).status_code == 403
    assert say_met(client, follow_up, held).status_code == 403
    assert state(follow_up) == ("pending", None)
    shown = client.get(address(FollowUp, "changelist")).content.decode()
    assert follow_up.text in shown
    assert met_address(follow_up) not in shown


def test_the_list_links_pending_ones_only(admin_client, follow_up):
    done = make_follow_up(state="dropped")
    shown = admin_client.get(address(FollowUp, "changelist") + "?queue=late").content.decode()
    link = f'href="{met_address(follow_up)}?_changelist_filters=queue%3Dlate"'
    assert link in shown
    everything = admin_client.get(address(FollowUp, "changelist")).content.decode()
    assert done.text in everything
    assert met_address(done) not in everything


def test_a_markup_title_is_shown_as_text(admin_client, follow_up):
    Meeting.objects.update(title="<script>alert(1)</script>")
    FollowUp.objects.update(text="<b>Meet</b>")
    page = admin_client.get(met_address(follow_up)).content.decode()
    assert "<script>alert" not in page
    assert "<b>Meet" not in page


@pytest.mark.django_db(transaction=True)
def test_of_two_people_at_once_the_second_is_told(admin_user):
    follow_up = make_follow_up()
    meetings = [make_meeting("Vienna"), make_meeting("Brussels")]
    clients = [Client(), Client()]
    for client in clients:
        sign_in(client, admin_user)

    def choose(client, meeting):
        try:
            return say_met(client, follow_up, meeting)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as people:
        answers = list(people.map(choose, clients, meetings))
    saved, told = sorted(answers, key=lambda answer: -answer.status_code)
    assert (saved.status_code, told.status_code) == (302, 200)
    first = meetings[answers.index(saved)]
    assert f"it is met, by “{first}”" in errors(told)[0]
    assert state(follow_up) == ("met", first.pk)
