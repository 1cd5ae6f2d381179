"""What would break a published meeting is refused on every way there, whole, with its reasons."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import IntegrityError

from talks.admin.refusals import reasons_of
from talks.models import (
    Appointment,
    Delegate,
    Delegation,
    FollowUp,
    FollowUpCitation,
    FollowUpPromiser,
    Meeting,
    OldId,
    Party,
    Statement,
    StatementCitation,
)
from tests.admin.pages import act, add, change, delete, errors, new_row, told
from tests.factories import (
    cite,
    make_appointment,
    make_delegation,
    make_follow_up,
    make_meeting,
    make_official,
    make_old_id,
    make_party,
    make_source,
    make_statement,
)
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
NO_DELEGATION = "No delegation is on record."


@pytest.fixture
def meeting():
    """A published meeting with one delegation, and one statement with one citation."""
    meeting = make_meeting("Talks", parties=[make_party("Russia")])
    make_statement(meeting, slug="s1")
    return meeting


def last_rows(meeting):
    return [meeting.delegations.get(), StatementCitation.objects.get()]


@pytest.mark.parametrize("which", [0, 1])
def test_last_row_is_not_deleted_from_its_page(which, meeting, admin_client):
    row = last_rows(meeting)[which]
    reason = ["Talks: No delegation is on record.", "Talks: Statement s1 has no citation."][which]
    response = delete(admin_client, row)
    assert response.status_code == 200 and told(response) == [f"Nothing was changed. {reason}"]
    assert type(row).objects.filter(pk=row.pk).exists()
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("which", [0, 1])
def test_last_row_is_not_deleted_from_the_list(which, meeting, admin_client):
    row = last_rows(meeting)[which]
    other = make_delegation(make_meeting(draft=True)) if which == 0 else cite_elsewhere()
    response = act(admin_client, "delete_selected", row, other, post="yes")
    assert len(told(response)) == 1 and told(response)[0].startswith("Nothing was changed. Talks:")
    assert type(row).objects.filter(pk__in=[row.pk, other.pk]).count() == 2
    assert not LogEntry.objects.exists()


def cite_elsewhere():
    return cite(make_statement(make_meeting(draft=True), cited=False), make_source())


def test_rows_of_drafts_are_deleted(meeting, admin_client):
    Meeting.objects.update(is_draft=True)
    for row in last_rows(meeting):
        delete(admin_client, row)
        assert not type(row).objects.exists()


def test_one_of_two_delegations_is_deleted(meeting, admin_client):
    act(admin_client, "delete_selected", make_delegation(meeting), post="yes")
    assert Delegation.objects.count() == 1


def test_statement_is_deleted_with_its_citations(meeting, admin_client):
    delete(admin_client, meeting.statements.get())
    assert not Statement.objects.exists()


def test_published_meeting_is_deleted_whole(meeting, admin_client):
    act(admin_client, "delete_selected", meeting, post="yes")
    assert not Meeting.objects.exists()
    assert OldId.objects.get().slug == meeting.slug


def test_delegation_is_not_moved_away_from_its_published_meeting(meeting, admin_client):
    draft = make_meeting("Elsewhere", draft=True)
    response = change(admin_client, meeting.delegations.get(), meeting=draft.pk)
    assert errors(response) == [f"Talks: {NO_DELEGATION}"]
    assert meeting.delegations.count() == 1


def test_citation_is_not_moved_away_from_its_statement(meeting, admin_client):
    draft = make_statement(make_meeting(draft=True))
    response = change(admin_client, meeting.statements.get().citations.get(), statement=draft.pk)
    assert errors(response) == ["Talks: Statement s1 has no citation."]


def test_statement_of_a_published_meeting_keeps_a_citation(meeting, admin_client):
    def without(data):
        data["citations-0-DELETE"] = "on"

    def exchanged(data):
        without(data)
        new_row(data, "citations", source=make_source().pk, locator="p. 2")

    statement = meeting.statements.get()
    assert errors(change(admin_client, statement, without, text="Typed")) == [
        "Talks: Statement s1 has no citation."
    ]
    assert Statement.objects.get().text != "Typed"
    assert errors(change(admin_client, statement, exchanged)) == []
    assert statement.citations.get().locator == "p. 2"


def test_new_statement_of_a_published_meeting_has_a_citation(meeting, admin_client):
    values = {"meeting": meeting.pk, "slug": "s2", "text": "Words", "speaker_title": "An aide"}

    def cited(data):
        new_row(data, "citations", source=make_source().pk)

    response = add(admin_client, Statement, **values)
    assert errors(response) == ["Talks: Statement s2 has no citation."]
    assert errors(add(admin_client, Statement, cited, **values)) == []


def test_protected_deletion_shows_what_stands_against_it(meeting, admin_client):
    party = Party.objects.get(name="Russia")
    response = admin_client.post(f"/admin/talks/party/{party.pk}/delete/", {"post": "yes"})
    assert "would require deleting the following protected related objects" in response.text
    response = act(admin_client, "delete_selected", party, post="yes")
    assert "would require deleting the following protected related objects" in response.text
    assert Party.objects.filter(pk=party.pk).exists()


@pytest.mark.parametrize("n", [1, 30])
def test_deletion_page_names_few_and_counts_all(n, admin_client, django_assert_max_num_queries):
    meeting, party = make_meeting(parties=[make_party()]), make_party()
    for _ in range(n):
        make_statement(meeting, party=party)
    with django_assert_max_num_queries(30):
        page = admin_client.get(f"/admin/talks/meeting/{meeting.pk}/delete/")
    assert dict(page.context["model_count"])["statements"] == n
    assert dict(page.context["model_count"])["statement citations"] == n
    with django_assert_max_num_queries(45):
        page = admin_client.get(f"/admin/talks/party/{party.pk}/delete/")
    assert len(page.context["protected"]) == min(n, 21)
    assert ("and 10 more" in page.text) is (n == 30)


def test_rows_are_not_deleted_without_the_permission_for_each(client, django_user_model):
    user = django_user_model.objects.create(username="half", password="!", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="delete_meeting"))
    sign_in(client, user)
    meeting = make_meeting(parties=[make_party()])
    response = client.post(f"/admin/talks/meeting/{meeting.pk}/delete/", {"post": "yes"})
    assert response.status_code == 403 and Meeting.objects.exists()


@pytest.mark.parametrize("proof", ["citation", "nothing"])
def test_follow_up_is_met_by_a_citation_entered_with_it(proof, admin_client):
    meeting = make_meeting()
    values = {"meeting": meeting.pk, "slug": "f1", "kind": "follow_up", "text": "x", "state": "met"}

    def cited(data):
        if proof == "citation":
            new_row(data, "citations", source=make_source().pk)

    found = errors(add(admin_client, FollowUp, cited, **values))
    assert bool(found) == (proof == "nothing")
    assert FollowUp.objects.exists() == (proof == "citation")


def test_follow_up_keeps_the_proof_of_its_state(admin_client):
    follow_up = make_follow_up(state="met", source=make_source())
    citation = FollowUpCitation.objects.get()
    assert "is met by a held meeting" in told(delete(admin_client, citation))[0]
    by_party = make_follow_up(text="", promised_by=[make_party()])
    promiser = FollowUpPromiser.objects.get()
    assert "which has no state" in told(delete(admin_client, promiser))[0]
    assert follow_up.citations.exists() and by_party.promisers.exists()


def test_promise_without_a_text_has_a_state(admin_client):
    follow_up = make_follow_up(text="")

    def promised(data):
        new_row(data, "promisers", party=make_party().pk)

    assert "A promise has a state." in errors(change(admin_client, follow_up, promised))[0]
    assert errors(change(admin_client, follow_up, promised, state="pending")) == []


@pytest.mark.parametrize("stored", [True, False])
def test_two_undated_heads_are_said_on_the_form(stored, admin_client):
    delegation = make_delegation(make_meeting())
    if stored:
        Delegate.objects.create(delegation=delegation, title="One", role="head")

    def heads(data):
        for name in ["Two"] if stored else ["One", "Two"]:
            new_row(data, "delegates", title=name, role="head")

    found = errors(change(admin_client, delegation, heads))
    assert found == ["A delegation has two heads only on different days."]
    assert delegation.delegates.count() == stored


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("removed", [True, False])
def test_heads_change_places_in_one_save(order, removed, admin_client):
    delegation = make_delegation(make_meeting())
    roles = ["head", "member"][::order]
    for role in roles:
        Delegate.objects.create(delegation=delegation, title=f"was {role}", role=role)

    def swap(data):
        for n, role in enumerate(roles):
            if removed and role == "head":
                data[f"delegates-{n}-DELETE"] = "on"
            else:
                data[f"delegates-{n}-role"] = "member" if role == "head" else "head"

    assert errors(change(admin_client, delegation, swap)) == []
    assert delegation.delegates.get(role="head").title == "was member"
    assert delegation.delegates.count() == (1 if removed else 2)
    assert ('"deleted"' in LogEntry.objects.get().change_message) is removed


def test_heads_of_overlapping_days_are_said_on_the_form(admin_client):
    delegation = make_delegation(make_meeting())

    def heads(data):
        new_row(data, "delegates", title="x", role="head", starts="2022-01-10", ends="2022-01-12")
        new_row(data, "delegates", title="y", role="head", starts="2022-01-11")

    found = errors(change(admin_client, delegation, heads))
    assert found == ["A delegation has two heads only on different days."]


def test_second_head_on_a_delegates_own_page_is_refused(admin_client):
    delegation = make_delegation(make_meeting())
    Delegate.objects.create(delegation=delegation, title="One", role="head")
    values = {"delegation": delegation.pk, "title": "Two", "role": "head"}
    assert errors(add(admin_client, Delegate, **values)) == [
        "A delegation has two heads only on different days."
    ]


@pytest.mark.parametrize("stored", [True, False])
def test_official_twice_in_a_delegation_is_said_on_the_form(stored, admin_client):
    delegation, official = make_delegation(make_meeting()), make_official()
    if stored:
        Delegate.objects.create(delegation=delegation, official=official)

    def twice(data):
        for _ in range(1 if stored else 2):
            new_row(data, "delegates", official=official.pk, role="member")

    assert errors(change(admin_client, delegation, twice)) != []
    assert delegation.delegates.count() == stored


def test_delegate_has_an_official_or_a_title_and_leaves_after_arriving(admin_client):
    delegation = make_delegation(make_meeting())

    def nobody(data):
        new_row(data, "delegates", role="member", note="someone")
        new_row(data, "delegates", role="member", title="x", starts="2022-02", ends="2022-01")

    assert errors(change(admin_client, delegation, nobody)) == [
        "Name an official, or give a title.",
        "A delegate leaves after arriving.",
    ]


@pytest.mark.parametrize("stored", [True, False])
def test_appointment_twice_is_said_on_the_form(stored, admin_client):
    official, party = make_official(), make_party()
    if stored:
        make_appointment(official, party, "Minister", starts="2014")

    def twice(data):
        for _ in range(1 if stored else 2):
            new_row(data, "appointments", party=party.pk, title="Minister", starts="2014")

    found = errors(change(admin_client, official, twice))
    assert found == ["This appointment is already on record."]
    assert Appointment.objects.count() == stored


def test_appointment_ends_after_it_starts(admin_client):
    appointment = make_appointment(make_official())
    response = change(admin_client, appointment, starts="2022", ends="2021")
    assert errors(response) == ["An appointment ends after it starts."]


def test_name_ends_after_it_starts(admin_client):
    party = make_party()

    def backwards(data):
        new_row(data, "other_names", name="Then", starts="1991", ends="1990-06")

    found = errors(change(admin_client, party, backwards))
    assert found == ["A name is not given up before it is taken."]


def test_bloc_is_not_its_own_member(admin_client):
    bloc = make_party()

    def itself(data):
        new_row(data, "memberships", member=bloc.pk)

    assert errors(change(admin_client, bloc, itself)) == ["A party is not a member of itself."]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"slug": "russia"}, "This id still names another party."),
        ({"slug": "given"}, "Old id with this Noun and Id already exists."),
        ({"target": 0}, "There is no party with this number."),
        ({"noun": "talk"}, "is not one of the available choices"),
        ({}, None),
    ],
)
def test_old_id_is_added_once_for_something_there(values, reason, admin_client):
    make_old_id(None, "given", noun="party")
    party = make_party(slug="russia")
    values = {"noun": "party", "slug": "rossiya", "target": party.pk} | values
    found = errors(add(admin_client, OldId, **values))
    assert found == [] if reason is None else any(reason in error for error in found), found


def test_old_id_is_never_deleted_or_renamed(admin_client):
    old = make_old_id(make_party(), "given")
    assert delete(admin_client, old).status_code == 403
    change(admin_client, old, slug="other")
    assert OldId.objects.get().slug == "given"


def test_database_error_is_told_in_words():
    """What a race brings about: another's row came between the form's check and the save."""
    party = make_party(slug="one")
    with pytest.raises(IntegrityError) as broken:
        Delegation.objects.bulk_create([Delegation(meeting=make_meeting(), party=party)] * 2)
    assert reasons_of(broken.value) == ["A party sits once at a meeting."]


def test_lost_race_comes_back_on_the_form(admin_client, monkeypatch):
    make_old_id(None, "given", noun="party")
    monkeypatch.setattr("talks.admin.forms.NounForm.clean_slug", lambda form: "given")
    response = add(admin_client, Party, name="Typed", slug="given", kind="state")
    assert errors(response) == [
        'The database refused this: the id "given" was given to another party before.'
    ]
    assert response.context["adminform"].form["name"].value() == "Typed"
