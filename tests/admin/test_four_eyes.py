"""Under four eyes a save of a published meeting waits, wherever it is made, and loses nothing."""

import pytest

from talks.models import (
    Delegate,
    Delegation,
    FollowUp,
    FollowUpPromiser,
    MeetingSource,
    ProposedChange,
    Statement,
    StatementCitation,
    StatementIssue,
)
from tests.admin.pages import act, add, address, change, delete, new_row, told
from tests.admin.proposed import everything, press_apply, proposal_page
from tests.admin.roles import client_of
from tests.admin.saves import reasons
from tests.factories import (
    make_correction,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_place,
    make_source,
)

# Each request is a transaction of its own, as in life: what is held back is rolled back.
pytestmark = pytest.mark.django_db(transaction=True)


# Each way to change a published meeting; the row of which something is said on the page


def edit_the_meeting(client, meeting):
    change(
        client,
        meeting,
        venue="Palais",
        old_dates="2022-01-08\n2022-01-09",
        time="10:30",
        timezone="Europe/Zurich",
        slug="new-id",
        duration_minutes="90",
        starts="2022-01-11",
    )


def add_rows_to_its_form(client, meeting):
    issue, party, place, source = make_issue(), make_party("France"), make_place(), make_source()
    later = make_meeting("Later")

    def edit(data):
        new_row(data, "meeting_places", place=place.pk)
        new_row(data, "delegations", party=party.pk, role="host")
        new_row(data, "meeting_issues", issue=issue.pk)
        new_row(data, "meeting_auspices", party=party.pk)
        new_row(data, "meeting_sources", source=source.pk)
        new_row(data, "follow_ups", slug="f2", kind="follow_up", to_meeting=later.pk)
        new_row(data, "citations", source=source.pk, locator="p. 1", about="starts", says="11th")

    change(client, meeting, edit)


def remove_rows_on_its_form(client, meeting):
    def edit(data):
        data["follow_ups-0-DELETE"] = data["meeting_issues-0-DELETE"] = "on"

    change(client, meeting, edit)


def edit_a_statement(client, meeting):
    issue = make_issue("Arms control")

    def edit(data):
        data["citations-0-locator"] = "paragraph 99"
        data["statement_issues-0-stance"] = "supports"
        new_row(data, "statement_issues", issue=issue.pk, stance="neutral")

    change(client, meeting.statements.get(), edit, text="It was\nnot frank.", **REASON)


def add_a_statement(client, meeting):
    source, party = make_source(), make_party()

    def edit(data):
        data["citations-0-source"], data["citations-0-locator"] = source.pk, "p. 3"
        new_row(data, "parties", party=party.pk, role="to")

    add(client, Statement, edit, f"?meeting={meeting.pk}", text="We speak again.", party=party.pk)


def move_a_statement_away(client, meeting):
    draft = make_meeting("Draft", draft=True)
    change(client, meeting.statements.get(), meeting=draft.pk, **REASON)


def delete_a_statement(client, meeting):
    make_correction(meeting.statements.get())
    delete(client, meeting.statements.get())


def delete_the_meeting(client, meeting):
    delete(client, meeting)


def delete_chosen_meetings(client, meeting):
    act(client, "delete_selected", meeting, make_meeting("Another"), post="yes")


def edit_a_citation(client, meeting):
    change(client, StatementCitation.objects.get(), says="Something else.")


def delete_a_link(client, meeting):
    delete(client, StatementIssue.objects.get())


def edit_a_delegate(client, meeting):
    change(client, Delegate.objects.get(), title="Envoy", role="head", starts="2022-01-10")


def edit_a_delegation(client, meeting):
    official = make_official("Boris")

    def edit(data):
        new_row(data, "delegates", official=official.pk, role="adviser", note="Left early.")

    change(client, Delegation.objects.get(), edit, role="mediator")


def edit_a_follow_up(client, meeting):
    change(client, FollowUp.objects.get(), outcome="They met.", state="met")


def edit_a_promiser(client, meeting):
    change(client, FollowUpPromiser.objects.get(), party=make_party().pk)


def add_a_source(client, meeting):
    add(client, MeetingSource, meeting=meeting.pk, source=make_source().pk)


def say_it_was_met(client, meeting):
    follow_up, held = meeting.follow_ups.get(), make_meeting("Held")
    client.post(address(FollowUp, "met", follow_up.pk), {"to_meeting": held.pk})


REASON = {"correction": "The transcript says so."}
WAYS = [
    edit_the_meeting,
    add_rows_to_its_form,
    remove_rows_on_its_form,
    edit_a_statement,
    add_a_statement,
    edit_a_citation,
    delete_a_link,
    edit_a_delegate,
    edit_a_delegation,
    edit_a_follow_up,
    edit_a_promiser,
    add_a_source,
    say_it_was_met,
]
# What readers have seen is taken away by those alone who may publish; and it waits all the same.
WAYS_OF_REVIEWERS = [
    move_a_statement_away,
    delete_a_statement,
    delete_the_meeting,
    delete_chosen_meetings,
]
of_each_role = pytest.mark.parametrize(
    ("way", "author"),
    [(way, "editor") for way in WAYS] + [(way, "reviewer") for way in WAYS_OF_REVIEWERS],
    ids=lambda value: getattr(value, "__name__", value),
    indirect=["author"],
)


@pytest.fixture
def author(request):
    return client_of(request.param, "anna")


@of_each_role
def test_change_waits_and_applied_is_as_if_written(
    way, settings, meeting, author, reviewer, undone
):
    settings.FOUR_EYES = True
    way(author, meeting)
    (proposal,) = ProposedChange.objects.all()
    assert proposal.is_waiting and meeting.pk in proposal.meetings
    (wanted,), held = undone, everything()
    page = proposal_page(reviewer, proposal)
    assert page.context["may_apply"], reasons(page)
    assert everything() == held, "reading it changes nothing"
    assert told(press_apply(reviewer, proposal)) == ["Applied: the record is as proposed."]
    assert everything() == wanted != held


@of_each_role
def test_with_one_pair_of_eyes_nothing_waits(way, meeting, author):
    held = everything()
    way(author, meeting)
    assert everything() != held and not ProposedChange.objects.exists()
