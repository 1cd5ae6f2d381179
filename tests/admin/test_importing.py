"""Import in the admin, as staff use it; and who may not."""

import json
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from talks.admin.importing import views
from talks.import_jobs import files
from talks.import_jobs.beats import Still
from talks.import_jobs.workers import work
from talks.importers.columns import KINDS
from talks.models import ImportJob, Meeting, ProposedChange
from tests.admin import proposed
from tests.admin.pages import change_address, told
from tests.factories import make_meeting, make_party
from tests.import_jobs.conftest import folder  # noqa: F401 - used by all tests here
from tests.import_jobs.jobs import checked, line, send, staff
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
LIST = "/admin/import/"


@pytest.fixture(autouse=True)
def started(monkeypatch):
    """How often a worker would have been started."""
    calls = []
    monkeypatch.setattr("talks.import_jobs.workers.start", lambda: calls.append(1))
    return calls


@pytest.fixture
def signed_in(client):
    """A client of a member of staff with these permissions."""

    def signed(*permissions, name="eve"):
        user = staff(name)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        sign_in(client, user)
        return client

    return signed


def upload(client, content, name="file.jsonl", **values):
    if not isinstance(content, bytes):
        content = "".join(json.dumps(one) + "\n" for one in content).encode()
    return client.post(LIST, {"file": SimpleUploadedFile(name, content), **values})


def page_of(client, job, **query):
    return client.get(reverse("import_job", args=[job.pk]), query)


def test_file_is_checked_read_and_committed(admin_client, started):
    response = upload(admin_client, [line(delegations=[{"party": {"id": "p", "name": "P"}}])])
    job = ImportJob.objects.get()
    assert response.url == reverse("import_job", args=[job.pk]) and len(started) == 1
    assert (job.name, job.form, job.user.username) == ("file.jsonl", "record", "editor")
    assert "data-active" in page_of(admin_client, job).text
    work(Still)
    page = page_of(admin_client, job)
    assert "data-active" not in page.text and not Meeting.objects.exists()
    assert [item.outcome for item in page.context["items"]] == ["created", "created"]
    commit = reverse("import_commit", args=[job.pk])
    admin_client.post(commit, {"digest": page.context["job"].digest})
    work(Still)
    assert "In the record" in page_of(admin_client, job).text
    assert Meeting.objects.get().is_draft


def test_page_asks_anew_by_itself_with_and_without_script(admin_client):
    job = send([line()])
    html = page_of(admin_client, job).text
    assert '<noscript><meta http-equiv="refresh"' in html
    assert "importing.js" in html


def test_progress_is_shown(admin_client):
    job = send([line()], state="checking", progress=630, lines_read=4200)
    html = page_of(admin_client, job).text
    assert "63 %" in html and "4,200 lines read" in html and 'value="630"' in html


def test_large_file_is_refused_on_the_form(admin_client, settings, folder):  # noqa: F811
    settings.IMPORT_LIMIT_MB = 1
    response = upload(admin_client, b"a" * (1024**2 + 1))
    assert response.status_code == 413
    assert "larger than 1 MB" in response.text
    assert not ImportJob.objects.exists() and list(folder.iterdir()) == []
    assert upload(admin_client, b"a" * 1024**2).status_code == 302


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.pdf", "A record file (.jsonl, .jsonl.gz), a CSV or an XLSX file is taken"),
        ("a.xls", "is taken"),
        ("jsonl", "is taken"),
    ],
)
def test_other_files_are_refused(admin_client, name, said):
    assert said in upload(admin_client, b"a", name).text
    assert not ImportJob.objects.exists()


def test_form_without_a_file_or_with_nonsense_comes_back(admin_client):
    assert "This field is required" in admin_client.post(LIST).text
    response = upload(admin_client, b"a", kind="shouts", overwrite="on")
    assert "Select a valid choice" in response.text
    assert "checked" in str(response.context["form"]["overwrite"])
    assert "empty" in upload(admin_client, b"").text


def test_upload_needs_the_token_of_the_form(admin_user):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    sign_in(client, admin_user)
    assert upload(client, [line()]).status_code == 403
    token = client.get(LIST).context["csrf_token"]
    assert upload(client, [line()], csrfmiddlewaretoken=str(token)).status_code == 302


def test_name_of_a_file_is_shown_harmless(admin_client):
    upload(admin_client, [line()], "<script>alert(1)</script>.jsonl")
    job = ImportJob.objects.get()
    assert "<script>alert" not in page_of(admin_client, job).text
    assert "<script>alert" not in admin_client.get(LIST).text


def test_values_of_a_file_are_shown_harmless(admin_client):
    make_meeting("Talks", slug="talks", draft=True)
    job = checked([line(outcome="<script>alert(1)</script>"), line("<b>")])
    html = page_of(admin_client, job).text
    assert "<script>alert" not in html and "&lt;script&gt;" in html


def test_preview_has_pages_and_can_be_narrowed(admin_client):
    job = checked([*(line(f"m{n}") for n in range(150)), line("bad", format="shout")])
    assert len(page_of(admin_client, job).context["items"]) == views.ITEMS_A_PAGE
    page = page_of(admin_client, job, p=2)
    assert len(page.context["items"]) == 51 and "page 2 of 2" in page.text
    page = page_of(admin_client, job, outcome="refused")
    assert [item.said["where"] for item in page.context["items"]] == ["line 151"]
    assert "format:" in page.text and "Commit the rest" in page.text
    for nonsense in ({"p": "x"}, {"p": "999"}, {"outcome": "shout"}):
        assert page_of(admin_client, job, **nonsense).status_code == 200


@pytest.mark.parametrize("size", [1, 40])
def test_preview_takes_as_many_queries_for_more_lines(
    admin_client, size, django_assert_num_queries
):
    job = checked([line(f"m{n}", summary="x") for n in range(size)])
    # Session, user, second factor, permissions of a superuser: none; job, count, items.
    with django_assert_num_queries(6):
        page_of(admin_client, job)


def test_commit_of_another_preview_is_not_started(admin_client, started):
    job = checked([line()])
    response = admin_client.post(
        reverse("import_commit", args=[job.pk]), {"digest": "another"}, follow=True
    )
    assert "Nothing was started" in told(response)[0]
    job.refresh_from_db()
    assert (job.state, started) == ("checked", [])


def test_fresh_preview_is_said(admin_client):
    make_meeting("Talks", slug="talks", draft=True)
    job = checked([line(outcome="None.")])
    Meeting.objects.update(outcome="Some.")
    admin_client.post(reverse("import_commit", args=[job.pk]), {"digest": job.digest})
    work(Still)
    page = page_of(admin_client, job)
    assert "the record has changed since you saw the preview" in page.text
    assert "<del>Some.</del>" in page.text
    # Committed again, it is what was seen now.
    fresh = page.context["job"]
    admin_client.post(reverse("import_commit", args=[job.pk]), {"digest": fresh.digest})
    work(Still)
    assert Meeting.objects.get().outcome == "None."


def test_job_can_be_cancelled(admin_client):
    job = checked([line()])
    response = admin_client.post(reverse("import_cancel", args=[job.pk]), follow=True)
    assert told(response) == ["Cancelled: nothing of this file is in the record."]
    assert not files.path_of(job).exists()
    response = admin_client.post(reverse("import_cancel", args=[job.pk]), follow=True)
    assert told(response) == ["Too late to cancel: the import had ended."]


def test_lost_worker_is_replaced_when_somebody_looks(admin_client, started):
    job = send([line()])
    page_of(admin_client, job)
    page_of(admin_client, job)
    assert len(started) == 1


@pytest.mark.parametrize("permissions", [(), ("add_meeting",), ("change_meeting",)])
def test_who_may_not_enter_meetings_may_not_import(signed_in, permissions):
    client, job = signed_in(*permissions), checked([line()])
    for name in ("import_job", "import_commit", "import_cancel"):
        address = reverse(name, args=[job.pk])
        assert client.get(address).status_code in (403, 405)
        assert client.post(address, {"digest": job.digest}).status_code in (403, 405)
    assert client.get(LIST).status_code == 403
    assert upload(client, [line()]).status_code == 403
    assert client.get(reverse("import_template", args=["all.xlsx"])).status_code == 403
    assert LIST not in client.get("/admin/").text
    job.refresh_from_db()
    assert job.state == "checked"


def test_editor_imports_and_sees_own_jobs_alone(signed_in):
    client = signed_in("add_meeting", "change_meeting")
    other = checked([line()], user=staff("anna"))
    assert LIST in client.get("/admin/").text
    assert upload(client, [line()]).status_code == 302
    assert [job.user.username for job in client.get(LIST).context["jobs"]] == ["eve"]
    assert page_of(client, other).status_code == 404
    for name in ("import_commit", "import_cancel"):
        address = reverse(name, args=[other.pk])
        assert client.post(address, {"digest": other.digest}).status_code == 404
    other.refresh_from_db()
    assert other.state == "checked"


def test_strangers_are_asked_to_sign_in(client):
    job = checked([line()])
    for address in (LIST, reverse("import_job", args=[job.pk])):
        assert "/admin/login/" in client.get(address).url
    assert "/admin/login/" in upload(client, [line()]).url
    assert ImportJob.objects.count() == 1


@pytest.mark.parametrize("name", ["import_commit", "import_cancel"])
def test_a_link_changes_nothing(admin_client, name):
    assert admin_client.get(reverse(name, args=[checked([line()]).pk])).status_code == 405


@pytest.mark.parametrize("kind", KINDS)
def test_template_of_each_kind_is_there(admin_client, kind):
    response = admin_client.get(reverse("import_template", args=[f"{kind}.csv"]))
    assert (
        next(iter(response.streaming_content))
        .decode()
        .startswith(",".join(list(KINDS[kind].by_heading)[:2]))
    )


@pytest.mark.parametrize("name", ["no.csv", "statements", "..%2fsecret_key", "all.xls"])
def test_other_templates_are_not(admin_client, name):
    assert admin_client.get(f"/admin/import/templates/{name}").status_code == 404


def test_template_of_all_kinds_is_imported(admin_client):
    response = admin_client.get(reverse("import_template", args=["all.xlsx"]))
    upload(admin_client, response.content, "all.xlsx")
    work(Still)
    job = ImportJob.objects.get()
    assert job.report["outcomes"] == {"created": 10}, list(job.items.values("outcome", "said"))


def test_columns_are_documented():
    """The page of columns names each kind and each column of it."""
    text = (Path(__file__).parents[2] / "docs" / "importers.md").read_text()
    for kind in KINDS.values():
        (part,) = [p for p in text.split("\n### ") if p.startswith(f"{kind.name}\n")]
        for heading in kind.by_heading:
            assert f"| `{heading}` |" in part, (kind.name, heading)


def test_pages_hold_no_inline_script_or_style(admin_client):
    make_party()
    job = checked([line(), line("bad", format="shout")])
    for html in (admin_client.get(LIST).text, page_of(admin_client, job).text):
        assert "<style" not in html and "style=" not in html and "onclick" not in html


# Under four eyes


def test_page_says_that_a_file_waits_and_what_became_of_it(
    admin_client, admin_user, django_user_model, settings
):
    settings.FOUR_EYES = True
    talks = make_meeting("Talks", slug="talks", parties=[make_party()])
    job = checked([line(outcome="None."), line("new")], user=admin_user)
    page = page_of(admin_client, job).text
    assert "the whole file waits" in page and "What would be proposed" in page
    assert 'value="Propose it for review"' in page and 'value="Commit"' not in page
    admin_client.post(reverse("import_commit", args=[job.pk]), {"digest": job.digest})
    work(Still)
    proposal = ProposedChange.objects.get()
    for where in (reverse("import_job", args=[job.pk]), LIST):
        assert "waits for review, nothing is written yet" in admin_client.get(where).text
    assert change_address(proposal) in page_of(admin_client, job).text
    boris = proposed.staff(django_user_model, "boris", superuser=True)
    response = proposed.press_apply(boris, proposal)
    assert told(response) == ["Applied: the record is as proposed."]
    talks.refresh_from_db()
    assert talks.outcome == "None." and Meeting.objects.get(slug="new").is_draft
    page = page_of(admin_client, job).text
    assert "pplied by a reviewer: in the record" in page and "Nothing of it is" not in page
