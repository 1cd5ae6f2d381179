"""The groups, and what the permission to publish decides. Which pages: test_permissions.py."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.urls import reverse

from talks.models import Meeting, Statement
from talks.roles import codenames, make_groups
from tests.admin.pages import act, address, change, delete, errors
from tests.admin.roles import answer, client_of, refusal
from tests.factories import (
    make_delegation,
    make_follow_up,
    make_meeting,
    make_party,
    make_statement,
)

pytestmark = pytest.mark.django_db
MOVED = "take it away from a published meeting."
by_staying = pytest.mark.parametrize("make", [make_statement, make_delegation, make_follow_up])


# What the permission to publish decides


@pytest.mark.parametrize("role", ["nobody", "no group", "editor"])
def test_who_may_not_publish_cannot_by_any_way(role):
    draft, public = make_meeting(draft=True, parties=[make_party()]), make_meeting()
    client = client_of(role)
    page = reverse("admin:talks_meeting_publish", args=[draft.pk])
    assert answer(client, page, {"version": "1"}) == refusal(role)
    withdrawn = {"because": "A hoax."}
    page = reverse("admin:talks_meeting_unpublish", args=[public.pk])
    assert answer(client, page, withdrawn) == refusal(role)
    if role == "editor":
        act(client, "publish", draft)
        act(client, "unpublish", public, **withdrawn)
        change(client, draft, is_draft="", withdrawn_at="", withdrawn_because="")
        change(client, public, is_draft="on")
    assert states() == {draft.pk: True, public.pk: False}


def states():
    return dict(Meeting.objects.values_list("pk", "is_draft"))


def test_who_may_not_publish_is_offered_no_way():
    client, draft = client_of("editor"), make_meeting(draft=True, parties=[make_party()])
    page = client.get(address(Meeting, "changelist"))
    assert "delete_selected" not in page.text and 'value="publish"' not in page.text
    page = client.get(reverse("admin:talks_meeting_publish", args=[draft.pk]))
    assert 'value="Publish"' not in page.text
    assert "You may not publish meetings: a reviewer does." in page.text


def test_reviewer_is_offered_both():
    client = client_of("reviewer")
    make_meeting()
    page = client.get(address(Meeting, "changelist")).text
    assert all(f'value="{name}"' in page for name in ("publish", "unpublish", "delete_selected"))


# Readers may have cited what a published meeting holds


@pytest.mark.parametrize("role", ["editor", "reviewer"])
@pytest.mark.parametrize("draft", [True, False])
def test_statement_of_a_published_meeting_is_taken_away_by_reviewers(role, draft):
    meeting = make_meeting(draft=draft, parties=[make_party()])
    one, other = make_statement(meeting), make_statement(meeting)
    client = client_of(role)
    delete(client, one)
    act(client, "delete_selected", other, post="yes")
    assert Statement.objects.count() == (0 if draft or role == "reviewer" else 2)


def test_editor_takes_no_delegation_from_the_form_of_a_published_meeting():
    meeting, client = make_meeting(parties=[make_party(), make_party()]), client_of("editor")

    def without(data):
        data["delegations-0-DELETE"] = "on"

    change(client, meeting, without, venue="Palais")
    assert meeting.delegations.count() == 2
    Meeting.objects.update(is_draft=True)
    change(client, meeting, without)
    assert meeting.delegations.count() == 1


@by_staying
def test_editor_moves_nothing_away_from_a_published_meeting(make):
    meeting, draft = make_meeting(parties=[make_party()]), make_meeting(draft=True)
    row, client = make(meeting), client_of("editor")
    assert errors(change(client, row, meeting=draft.pk)) == [f"Only those who may publish {MOVED}"]
    assert type(row).objects.get(pk=row.pk).meeting == meeting
    Meeting.objects.update(is_draft=True)
    assert errors(change(client, row, meeting=draft.pk)) == []


def test_editor_takes_links_from_a_published_meeting():
    """What readers cannot cite by itself is corrected like any other word."""
    statement = make_statement(make_meeting(parties=[make_party()]), issues=[])
    citation = statement.citations.get()
    client = client_of("editor")
    type(citation).objects.create(statement=statement, source=citation.source, locator="p. 2")
    delete(client, citation)
    assert statement.citations.count() == 1


# The groups


def test_migration_makes_the_groups_where_there_are_no_permissions_yet():
    """A model that `ROLES` names later is granted by the migration that adds it."""
    Group.objects.all().delete()
    Permission.objects.all().delete()
    state = MigrationLoader(connection).project_state(("talks", "0004_review"))
    review = import_module("talks.migrations.0004_review").Migration
    review.operations[-1].code(state.apps, None)
    for name in ("editor", "reviewer"):
        granted = Group.objects.get(name=name).permissions.values_list("codename", flat=True)
        assert sorted(granted) == sorted(codenames(name))


def test_groups_are_made_once():
    Group.objects.all().delete()
    make_groups(apps)
    before = Group.objects.get(name="reviewer")
    extra = before.permissions.model.objects.get(codename="view_user")
    before.permissions.add(extra)
    make_groups(apps)
    assert Group.objects.filter(name="reviewer").get() == before
    assert before.permissions.filter(pk=extra.pk).exists()


@pytest.mark.parametrize("name", ["editor", "reviewer"])
def test_no_group_manages_accounts(name):
    make_groups(apps)
    apps_named = Group.objects.get(name=name).permissions.values_list("content_type__app_label")
    assert set(apps_named) == {("talks",)}
