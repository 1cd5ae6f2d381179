"""Who may open what: every address of the admin, by role. A new one fails until it stands here."""

import pghistory.models
import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.urls import reverse

from talks.models import Correction, Meeting, OldId, Statement
from talks.models.nouns import Noun
from talks.revisions.saves import Save
from talks.roles import make_groups
from tests.admin.pages import address, change
from tests.admin.roles import ROLES, admin_routes, answer, by_role, client_of, refusal
from tests.factories import (
    make_correction,
    make_meeting,
    make_party,
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


def test_roles_are_all_here():
    assert set(ROLES) == {"nobody", *SOME}


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
