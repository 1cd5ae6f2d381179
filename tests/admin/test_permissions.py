"""Who may open what: every address of the admin, by role. A new one fails until it stands here."""

import pghistory.models
import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.urls import reverse

from talks.admin.merging import carry_out
from talks.admin.withholding import tellable
from talks.merging.plan import plan_for
from talks.models import (
    Correction,
    Delegate,
    FollowUp,
    Guess,
    ImportJob,
    Meeting,
    Merge,
    OldId,
    ProposedChange,
    Statement,
    Subscription,
    Withheld,
)
from talks.models.nouns import Noun
from talks.revisions.saves import Save
from talks.roles import make_groups
from tests.admin.pages import address, change, change_address
from tests.admin.roles import ROLES, admin_routes, answer, by_role, client_of, refusal
from tests.factories import (
    make_correction,
    make_meeting,
    make_party,
    make_subscription,
)
from tests.models.rows import MODELS, one_of_each

pytestmark = pytest.mark.django_db
REGISTERED = [*MODELS, Correction]


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr("talks.import_jobs.workers.start", lambda: None)


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
READ = {"changelist", "history", "changes", "save", "export"}
NEEDS = {model: TRACKED for model in MODELS} | {OldId: STOCK, Correction: STOCK}
# To merge two, one is changed and the other goes.
NEEDS |= {m: NEEDS[m] | {"merge": "d", "export": "v"} for m in MODELS if issubclass(m, Noun)}
NEEDS |= {m: NEEDS[m] | {"export": "v"} for m in (Statement, FollowUp, Delegate)}
WITHHELD = [model for model in MODELS if model is not OldId]
# Pages besides, by role: of nobody always the sign-in. 302 leads on to another page.
SOME = {"no group": 403, "editor": 200, "reviewer": 200, "superuser": 200}
SUPERUSERS = {"no group": 403, "editor": 403, "reviewer": 403, "superuser": 200}
REVIEWERS = SUPERUSERS | {"reviewer": 200}
ALL, NONE = dict.fromkeys(SOME, 200), dict.fromkeys(SOME, 403)
OTHERS = {
    "talks_meeting_publish": SOME,
    "talks_meeting_unpublish": REVIEWERS,
    # Merges are seen by who may merge; none is added, changed or deleted by hand.
    "talks_merge_changelist": REVIEWERS,
    "talks_merge_undo": REVIEWERS,
    "talks_merge_change": REVIEWERS,
    # To others there is no such merge: Django leads them to the front page.
    "talks_merge_history": REVIEWERS | {"no group": 302, "editor": 302},
    "talks_merge_add": NONE,
    "talks_merge_delete": NONE,
    # Proposed changes are read by all who change meetings; the page decides who does what.
    "talks_proposedchange_changelist": SOME,
    "talks_proposedchange_change": SOME,
    "talks_proposedchange_history": SOME,
    "talks_proposedchange_add": NONE,
    "talks_proposedchange_delete": NONE,
    # What imports guessed is seen by all who change meetings, and settled in the list.
    "talks_guess_changelist": SOME,
    "talks_guess_change": SOME,
    "talks_guess_history": SOME,
    "talks_guess_add": NONE,
    "talks_guess_delete": NONE,
    # Addresses of readers: for those who run the site, and not for staff.
    "talks_subscription_changelist": SUPERUSERS,
    "talks_subscription_change": SUPERUSERS,
    "talks_subscription_history": SUPERUSERS,
    "talks_subscription_add": NONE,
    "talks_subscription_delete": NONE,
    "import_list": SOME,
    "import_template": SOME,
    "import_transcript": SOME,
    # Another's import; one's own is below.
    "import_job": SOME | {"editor": 404},
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
# These have tests of their own below, by what is sent to them.
BESIDES = {"import_commit", "import_cancel", "import_headings"}
# Old forms of addresses, which lead to the present ones, and what is none at all.
NAMELESS = {"<path:object_id>/", "(?P<url>.*)$"}


def name_of(model, view):
    return f"talks_{model._meta.model_name}_{view}"


def test_every_address_of_the_admin_is_expected_here():
    names = {name for _, name in admin_routes()} - {None}
    of_models = {name_of(model, view) for model, views in NEEDS.items() for view in views}
    of_models |= {name_of(model, "withhold") for model in WITHHELD}
    of_models |= {name_of(model, "row") for model in MODELS}
    assert names == of_models | set(OTHERS) | WAYS_IN | BESIDES
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
    if "export" in NEEDS[model]:
        found["export"] = address(model, "export", "csv")
    if "merge" in NEEDS[model]:
        found["merge"] = address(model, "merge", row.pk)
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
    proposal, merge, job = a_proposal(), a_merge(), ImportJob.objects.create(name="a", user=user)
    guess = Guess.objects.create(meeting=meeting, path="starts", value="1950", why="")
    query = {"app_label": "talks", "model_name": "delegation", "field_name": "party"}
    asked = {"official": statement.speaker_id, "meeting": meeting}
    found = {
        name: reverse(f"admin:{name}")
        for name in ("index", "password_change", "password_change_done", "jsi18n")
    }
    reader = make_subscription()
    looked_at = [(Merge, merge), (ProposedChange, proposal), (Guess, guess), (Subscription, reader)]
    for model, row in looked_at:
        for view in ("changelist", "add"):
            found[name_of(model, view)] = address(model, view)
        for view in ("change", "delete", "history"):
            found[name_of(model, view)] = address(model, view, row.pk)
    found |= {
        "talks_merge_undo": address(Merge, "undo", merge.pk),
        "import_list": reverse("import_list"),
        "import_job": reverse("import_job", args=[job.pk]),
        "import_template": reverse("import_template", args=["meetings.csv"]),
        "import_transcript": reverse("import_transcript"),
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


def a_proposal():
    return ProposedChange.objects.create(title="Talks", meetings=[], rows=[])


def a_merge():
    kept, merged = make_party(), make_party()
    with transaction.atomic():
        plan = plan_for(kept, merged)
        return carry_out(plan, set(), None)


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


@by_role
@pytest.mark.parametrize("model", WITHHELD, ids=lambda model: model.__name__)
def test_only_who_publishes_withholds(model, role, rows):
    """Of what readers were never told there is nothing to withhold."""
    event = model.pgh_event_model.objects.filter(pgh_obj_id=rows[model].pk).latest("pgh_id")
    client, page = client_of(role), address(model, "withhold", event.pk)
    if role in ("reviewer", "superuser"):
        told = tellable(model, [event.pk])
        assert answer(client, page) == (200 if told else 404)
        assert answer(client, page, {"reason": "A slip."}) == (302 if told else 404)
        assert Withheld.objects.count() == len(told)
        return
    for sent in (None, {"reason": "A slip."}, {"show": "yes"}):
        assert answer(client, page, sent) == refusal(role)
    assert not Withheld.objects.exists()


@by_role
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_row_of_a_form_opens_for_those_who_change_it(model, role, rows):
    """Long lists are on the form of a meeting alone."""
    row = rows[Meeting].statements.first() if model is Meeting else rows[model]
    page = address(model, "row", rows[model].pk, "statements", row.pk, 0)
    may = role in ("editor", "reviewer", "superuser") and model is Meeting
    expected = "sign in" if role == "nobody" else 200 if may else 404
    assert answer(client_of(role), page) == expected


@by_role
def test_headings_are_read_anew_by_whose_import_it_is(role):
    user = User.objects.create(username="colleague")
    job = ImportJob.objects.create(name="a.csv", form="csv", user=user, state="checked", digest="x")
    where = reverse("import_headings", args=[job.pk])
    may = role in ("reviewer", "superuser")
    expected = {"editor": 404}.get(role, 302 if may else refusal(role))
    assert answer(client_of(role), where, {"digest": "x"}) == expected


@by_role
@pytest.mark.parametrize("view", ["import_commit", "import_cancel"])
def test_imports_are_ones_own_but_for_who_publishes(view, role):
    client, user = client_of(role), User.objects.create(username="colleague")
    may = role in ("reviewer", "superuser")
    job = ImportJob.objects.create(name="a", user=user, state="checked", digest="x")
    expected = {"editor": 404}.get(role, 302 if may else refusal(role))
    assert answer(client, reverse(view, args=[job.pk]), {"digest": "x"}) == expected
    job.refresh_from_db()
    assert (job.state != "checked") == may
    assert client.get(reverse(view, args=[job.pk])).status_code == 405
    if role == "editor":
        own = ImportJob.objects.create(name="a", user=client.user, state="checked", digest="x")
        assert answer(client, reverse(view, args=[own.pk]), {"digest": "x"}) == 302


@by_role
@pytest.mark.parametrize("view", ["add", "delete"])
@pytest.mark.parametrize("model", [Merge, ProposedChange], ids=lambda model: model.__name__)
def test_what_is_kept_beside_the_record_is_not_written_by_hand(model, view, role):
    row = a_merge() if model is Merge else a_proposal()
    page = address(model, view, *([row.pk] if view == "delete" else []))
    assert answer(client_of(role), page, {"post": "yes"}) == refusal(role)
    assert model.objects.count() == 1


@by_role
def test_merge_is_undone_by_who_may_merge(role):
    where = address(Merge, "undo", a_merge().pk)
    client = client_of(role)
    page = client.get(where)
    token = page.context["plan"].token if page.status_code == 200 else ""
    may = role in ("reviewer", "superuser")
    assert answer(client, where, {"token": token}) == (302 if may else refusal(role))
    assert bool(Merge.objects.get().undone_at) == may


@by_role
@pytest.mark.parametrize("button", ["apply", "decline", "withdraw", "note"])
def test_proposed_change_is_decided_by_who_publishes(button, role):
    """That of another; of a name of nobody here only a reviewer makes something."""
    proposal = a_proposal()
    sent = {"do": button, "token": "", "reason": "No.", "note": "x"}
    may = role in ("reviewer", "superuser") and button in ("apply", "decline")
    done = 302 if button == "decline" else 200
    assert answer(client_of(role), change_address(proposal), sent) == (
        done if may else refusal(role)
    )
    proposal.refresh_from_db()
    assert proposal.is_waiting == (not (may and button == "decline")) and not proposal.note


@pytest.mark.parametrize(("before", "status"), [("", 403), ("%20", 404), ("%2B", 404), ("x", 404)])
def test_address_of_a_draft_is_told_to_nobody_who_may_not_see_it(before, status):
    draft = make_meeting(draft=True)
    page = f"/admin/r/{before}{content_type(Meeting)}/{draft.pk}/"
    assert client_of("no group").get(page).status_code == status
