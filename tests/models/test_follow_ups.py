"""Follow-ups: promises and links, late ones, and what shows that one was met."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from talks.models import FollowUp
from talks.models.choices import FollowUpState, MeetingStatus
from tests.factories import cite, make_follow_up, make_meeting, make_party, make_source

pytestmark = pytest.mark.django_db
TODAY = time_machine.travel("2022-01-10T12:00:00Z")


def mixed():
    """Follow-ups of every kind: with and without a text, promisers, a date and a state."""
    party, other = make_party(), make_party()
    dues = ["", "2022-01-09", "2022-01-10", "2022-01-11", "2022-01", "2021", "2021/.."]
    dues += ["2022-01-09~", "../2022-01-09"]
    for due in dues:
        for state in FollowUpState.values:
            make_follow_up(text="More", due=due, state=state)
            make_follow_up(text="", promised_by=[party, other], due=due, state=state)
        make_follow_up(text="", promised_by=[party], due=due, state="")
        make_follow_up(text="", due=due)
        make_follow_up(text="", due=due, state="pending")
    return FollowUp.objects.all()


def test_promises_are_those_that_say_so():
    rows = mixed()
    assert {row for row in rows if row.is_promise} == set(rows.promises())
    assert {row for row in rows if not row.is_promise} == set(rows.links())
    assert rows.promises().count() + rows.links().count() == rows.count()


def test_promise_has_a_text_or_a_promiser():
    assert make_follow_up().is_promise
    assert make_follow_up(text="", promised_by=[make_party()]).is_promise
    assert not make_follow_up(text="").is_promise


@TODAY
def test_late_says_the_same_as_is_late():
    rows = mixed()
    late = {row for row in rows if row.is_late}
    assert late == set(rows.late())
    assert {row.due for row in late} == {"2022-01-09", "2021", "2022-01-09~", "../2022-01-09"}
    assert {row.state for row in late} == {"pending"} and all(row.is_promise for row in late)


@TODAY
def test_promise_that_is_still_due_is_not_late():
    rows = mixed()
    due = rows.still_due()
    assert {row.due for row in due} == {"2022-01-10", "2022-01-11", "2022-01"}
    assert not set(due) & set(rows.late())
    open_ones = rows.pending().filter(due_latest=None)
    assert set(due) | set(rows.late()) | set(open_ones) == set(rows.pending())


@pytest.mark.parametrize(
    ("now", "late"), [("2022-01-14T23:59:00Z", False), ("2022-01-15T00:01:00Z", True)]
)
def test_promise_is_late_the_day_after(now, late):
    row = make_follow_up(due="2022-01-14~")
    with time_machine.travel(now):
        assert row.is_late is FollowUp.objects.late().exists() is late


@pytest.mark.parametrize("status", MeetingStatus.values)
def test_only_a_held_meeting_shows_that_it_was_met(status):
    follow_up = make_follow_up(state="pending", to_meeting=make_meeting(status=status))
    follow_up.full_clean()
    follow_up.state = "met"
    assert follow_up.has_proof is (status == "held")
    assert FollowUp.objects.unproven().exists() is (status != "held")
    if status == "held":
        follow_up.full_clean()
    else:
        with pytest.raises(ValidationError) as error:
            follow_up.full_clean()
        assert list(error.value.message_dict) == ["state"]


def test_outcome_or_citation_shows_that_it_was_met():
    make_follow_up(state="met", outcome="They met in Brussels.").full_clean()
    cited = make_follow_up(state="met")
    assert list(FollowUp.objects.unproven()) == [cited]
    cite(cited, make_source())
    cited.full_clean()
    assert not FollowUp.objects.unproven().exists()


@pytest.mark.parametrize("state", ["pending", "dropped", "overtaken"])
def test_other_states_need_no_proof(state):
    make_follow_up(state=state).full_clean()


def test_new_follow_up_is_not_met_by_itself():
    follow_up = FollowUp(
        meeting=make_meeting(), slug="f1", kind="follow_up", text="More", state="met"
    )
    with pytest.raises(ValidationError):
        follow_up.full_clean()


def test_orders_by_due_date_end_with_undated_ones():
    early, late = make_meeting(slug="z", starts="2020"), make_meeting(slug="a", starts="2021")
    make_follow_up(late, slug="none", due="", order=0)
    for meeting in (late, early):
        for order in (2, 1):
            make_follow_up(meeting, slug=f"{meeting.slug}{order}", due="2022-02", order=order)
    make_follow_up(late, slug="soon", due="2022-01-10", order=9)
    make_follow_up(early, slug="last", due="2022-03", order=9)
    slugs = [row.slug for row in FollowUp.objects.by_due_date()]
    assert slugs == ["soon", "z1", "z2", "a1", "a2", "last", "none"]
    slugs = [row.slug for row in FollowUp.objects.latest_due()]
    assert slugs == ["last", "a1", "a2", "z1", "z2", "soon", "none"]


def test_address_leads_to_its_meeting():
    follow_up = make_follow_up(make_meeting(slug="talks"), slug="f1")
    assert follow_up.get_absolute_url() == "/meetings/talks/#f-f1"
    assert str(make_follow_up(make_meeting("Talks"), text="")) == "follow-up of Talks"
    assert follow_up.due_latest is None or isinstance(follow_up.due_latest, date)
