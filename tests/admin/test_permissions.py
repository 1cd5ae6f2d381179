"""Who may open what: every address of the admin, by role. A new one fails until it stands here."""

from importlib import import_module

import pghistory.models
import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.urls import reverse

from talks.models import Correction, Meeting, OldId, Statement
from talks.models.nouns import Noun
from talks.revisions.saves import Save
from talks.roles import codenames, make_groups
from tests.admin.pages import act, address, change, delete, errors
from tests.admin.roles import ROLES, admin_routes, by_role, client_of
from tests.factories import (
    make_correction,
    make_delegation,
    make_follow_up,
    make_meeting,
    make_party,
    make_statement,
)
from tests.models.rows import MODELS, one_of_each

pytestmark = pytest.mark.django_db
REGISTERED = [*MODELS, Correction]
by_model = pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)
# What each role may do: view, add, change, delete. The same for all that is no noun.
NOUN = {"editor": "vac", "reviewer": "vacd", "superuser": "vacd"}
ROW = dict.fromkeys(NOUN, "vacd")
RIGHTS = {
    **{model: NOUN if issubclass(model, Noun) else ROW for model in MODELS},
    OldId: {"editor": "v", "reviewer": "vac", "superuser": "vac"},
    Correction: {"editor": "vc", "reviewer": "vcd", "superuser": "vcd"},
}
# What each page of a model needs. The history of what the database tracks is for those who change.
STOCK = {"changelist": "v", "add": "a", "change": "v", "delete": "d", "history": "v"}
TRACKED = STOCK | dict.fromkeys(["history", "changes", "revert", "save", "revert_save"], "c")
READ = {"changelist", "history", "changes", "save"}
NEEDS = {model: TRACKED for model in MODELS} | {OldId: STOCK, Correction: STOCK}
MOVED = "take it away from a published meeting."
by_staying = pytest.mark.parametrize("make", [make_statement, make_delegation, make_follow_up])
# Pages besides, by role: of nobody always the sign-in. 302 leads on to another page.
SOME = {"no group": 403, "editor": 200, "reviewer": 200, "superuser": 200}
SUPERUSERS = {"no group": 403, "editor": 403, "reviewer": 403, "superuser": 200}
ALL = dict.fromkeys(SOME, 200)
OTHERS = {
    "talks_meeting_publish": SOME,
    "talks_meeting_unpublish": SUPERUSERS | {"reviewer": 200},
    "meeting_preview": SOME,
    "talks_followup_met": SOME,
    "post_on_day": SOME,
    "autocomplete": SOME,
    "app_list": SOME | {"no group": 404},
    "understood_date": ALL,
    "index": ALL,
    "password_change": ALL,
    "password_change_done": ALL,
    "jsi18n": ALL,
    # Leads on to a page of readers.
    "view_on_site": SOME | dict.fromkeys(["editor", "reviewer", "superuser"], 302),
    **{
        f"auth_{model}_{view}": SUPERUSERS
        for model in ("user", "group")
        for view in ("changelist", "add", "history", "delete", "change")
    },
    "auth_user_password_change": SUPERUSERS,
}
# For those who are not in yet, or leave: tests/signin/ has them.
WAYS_IN = {"login", "logout", "second_factor", "second_factor_app", "recovery_codes"}
WAYS_IN |= {"second_factor_leave"}
# Old forms of addresses, which lead to the present ones, and what is none at all.
NAMELESS = {"<path:object_id>/", "(?P<url>.*)$"}


def name_of(model, view):
    return f"talks_{model._meta.model_name}_{view}"


def test_every_address_of_the_admin_is_expected_here():
    names = {name for _, name in admin_routes()} - {None}
    of_models = {name_of(model, view) for model, views in NEEDS.items() for view in views}
    assert names == of_models | set(OTHERS) | WAYS_IN
    nameless = {address for address, name in admin_routes() if name is None}
    assert all(any(address.endswith(end) for end in NAMELESS) for address in nameless)


@pytest.fixture
def rows():
    return one_of_each() | {Correction: make_correction()}


def pages_of(model, row):
    """The address of each page of a model, for a row of it."""
    found = {view: address(model, view) for view in ("changelist", "add")}
    found |= {view: address(model, view, row.pk) for view in ("change", "delete", "history")}
    if "revert" in NEEDS[model]:
        event = model.pgh_event_model.objects.filter(pgh_obj_id=row.pk).latest("pgh_id")
        found["changes"] = address(model, "changes")
        found["revert"] = address(model, "revert", event.pk)
        token = Save.of(event).token
        found |= {view: address(model, view, token) for view in ("save", "revert_save")}
    return found


@by_role
@by_model
def test_page_of_a_model_opens_and_takes_for_those_who_may(model, role, rows):
    client, pages = client_of(role), pages_of(model, rows[model])
    assert set(pages) == set(NEEDS[model])
    before = number_of_writes()
    for view, page in pages.items():
        may = NEEDS[model][view] in RIGHTS[model].get(role, "")
        assert answer(client, page) == (200 if may else refusal(role)), view
        needed = "c" if view == "change" else NEEDS[model][view]
        if needed not in RIGHTS[model].get(role, "") and view not in READ:
            sent = {"post": "yes", "token": "", "_save": ""}
            assert answer(client, page, sent) == refusal(role), view
    assert number_of_writes() == before


@by_model
def test_editor_saves_what_an_editor_may_change(model, rows):
    if "c" in RIGHTS[model]["editor"]:
        assert change(client_of("editor"), rows[model]).status_code == 302


def answer(client, page, sent=None):
    response = client.get(page) if sent is None else client.post(page, sent)
    leads_to = response.headers.get("Location", "")
    return "sign in" if leads_to.startswith(reverse("admin:login")) else response.status_code


def refusal(role):
    return "sign in" if role == "nobody" else 403


def number_of_writes():
    return pghistory.models.Events.objects.count(), OldId.objects.count()


def other_pages(rows):
    """The address of each page in `OTHERS`."""
    meeting, user = rows[Meeting].pk, User.objects.create(username="colleague")
    group = Group.objects.first()
    public = make_meeting(parties=[make_party()])
    statement = rows[Statement]
    query = {"app_label": "talks", "model_name": "delegation", "field_name": "party"}
    asked = {"official": statement.speaker_id, "meeting": meeting}
    found = {
        name: reverse(f"admin:{name}")
        for name in ("index", "password_change", "password_change_done", "jsi18n")
    }
    found |= {
        "talks_meeting_publish": reverse("admin:talks_meeting_publish", args=[meeting]),
        "talks_meeting_unpublish": reverse("admin:talks_meeting_unpublish", args=[public.pk]),
        "meeting_preview": reverse("meeting_preview", args=[meeting]),
        "talks_followup_met": reverse(
            "admin:talks_followup_met", args=[rows[Meeting].follow_ups.get().pk]
        ),
        "post_on_day": reverse("post_on_day", query=asked),
        "understood_date": reverse("understood_date", query={"date": "Jan 2022"}),
        "autocomplete": reverse("admin:autocomplete", query=query),
        "app_list": reverse("admin:app_list", args=["talks"]),
        "view_on_site": reverse("admin:view_on_site", args=[content_type(Meeting), public.pk]),
        "auth_user_password_change": reverse("admin:auth_user_password_change", args=[user.pk]),
    }
    for kind, pk in (("user", user.pk), ("group", group.pk)):
        for view in ("changelist", "add"):
            found[f"auth_{kind}_{view}"] = reverse(f"admin:auth_{kind}_{view}")
        for view in ("history", "delete", "change"):
            found[f"auth_{kind}_{view}"] = reverse(f"admin:auth_{kind}_{view}", args=[pk])
    return found


def content_type(model):
    from django.contrib.contenttypes.models import ContentType

    return ContentType.objects.get_for_model(model).pk


@by_role
def test_other_page_opens_for_those_who_may(role, rows):
    make_groups(apps)
    client, pages = client_of(role), other_pages(rows)
    assert set(pages) == set(OTHERS)
    for name, page in pages.items():
        # The browser asks for the words of the scripts on the page of the sign-in, too.
        expected = "sign in" if role == "nobody" else OTHERS[name][role]
        assert answer(client, page) == expected, name


@pytest.mark.parametrize(("before", "status"), [("", 403), ("%20", 404), ("%2B", 404), ("x", 404)])
def test_address_of_a_draft_is_told_to_nobody_who_may_not_see_it(before, status):
    draft = make_meeting(draft=True)
    page = f"/admin/r/{before}{content_type(Meeting)}/{draft.pk}/"
    assert client_of("no group").get(page).status_code == status


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


def test_roles_are_all_here():
    assert set(ROLES) == {"nobody", "no group", *SOME}
