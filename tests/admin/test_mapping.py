"""Headings of a file's own, as staff say what they are; and what they cannot do to the record."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from talks.import_jobs.beats import Still
from talks.import_jobs.workers import work
from talks.models import ImportJob, Statement
from tests.factories import make_meeting, make_party
from tests.import_jobs.conftest import folder  # noqa: F401 - used by all tests here
from tests.import_jobs.jobs import checked, committed, problems, staff
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
ROWS = b"meeting;Nr;partie;text;<b>Notiz\ntalks;s1;russia;Nyet.;<i>x</i>\ntalks;s2;nobody;Da.;\n"


@pytest.fixture(autouse=True)
def started(monkeypatch):
    calls = []
    monkeypatch.setattr("talks.import_jobs.workers.start", lambda: calls.append(1))
    return calls


@pytest.fixture(autouse=True)
def talks():
    return make_meeting("Talks", slug="talks", draft=True, parties=[make_party(slug="russia")])


@pytest.fixture
def job(admin_user):
    return checked(ROWS, "said.csv", kind="statements", user=admin_user)


def page_of(client, job):
    return client.get(reverse("import_job", args=[job.pk]))


def asked(client, job):
    """The choices that the page begins with, by heading, and what a browser would send."""
    form = page_of(client, job).context["headings"]
    rows = [row for sheet in form.sheets for row in sheet["rows"]]
    begun = {row["heading"]: row["field"] and row["field"].value() for row in rows}
    return begun, {field.html_name: field.value() or "" for field in form}


def again(client, job, **values):
    _, sent = asked(client, job)
    sent |= {name.replace("_", "-"): value for name, value in values.items()}
    return client.post(reverse("import_headings", args=[job.pk]), sent)


def worked(job):
    work(Still)
    job.refresh_from_db()
    return job


def test_headings_are_asked_about_with_values_and_proposals(admin_client, job):
    page = page_of(admin_client, job)
    begun, _ = asked(admin_client, job)
    assert begun == {"Nr": "", "partie": "party", "<b>Notiz": ""}
    assert "&lt;b&gt;Notiz" in page.text and "<i>x</i>" not in page.text
    assert "The file needs the column id." in page.text and job.digest == ""
    assert '<option value="id">id (needed)</option>' in page.text
    assert '<option value="text">' not in page.text


def test_same_file_is_checked_again_and_committed(admin_client, job, started):
    response = again(admin_client, job, **{"0_0": "id"})
    assert response.url == reverse("import_job", args=[job.pk]) and started
    assert worked(job).mapping == {
        "": {"kind": "statements", "columns": {"nr": "id", "partie": "party", "<b>notiz": ""}}
    }
    ((where, column, _),) = problems(job)
    assert (where, column) == ("row 3", 'column party ("partie")')
    assert asked(admin_client, job)[0] == {"Nr": "id", "partie": "party", "<b>Notiz": ""}
    committed(job)
    assert list(Statement.objects.values_list("slug", "party__slug")) == [("s1", "russia")]


def test_two_headings_for_one_column_are_told_and_nothing_is_lost(admin_client, job):
    response = again(admin_client, job, **{"0_0": "party", "0_2": "on"})
    assert "“Nr” is read as party already: a column has one heading." in response.text
    assert response.context["headings"]["0-2"].value() == "on"
    job.refresh_from_db()
    assert (job.state, job.mapping) == ("checked", {})


@pytest.mark.parametrize("column", ["text", "no-column", "old_ids"])
def test_column_that_is_not_offered_is_refused(admin_client, job, column):
    response = again(admin_client, job, **{"0_0": column})
    assert "Select a valid choice" in response.text
    job.refresh_from_db()
    assert job.state == "checked"


def test_what_was_chosen_not_to_be_read_stays_so(admin_client, job):
    again(admin_client, job, **{"0_0": "id", "0_1": ""})
    assert asked(admin_client, worked(job))[0] == {"Nr": "id", "partie": "", "<b>Notiz": ""}


def test_page_of_an_older_check_starts_nothing(admin_client, job):
    _, sent = asked(admin_client, job)
    again(admin_client, job, **{"0_0": "id"})
    worked(job)
    response = admin_client.post(reverse("import_headings", args=[job.pk]), sent)
    assert "The file was checked anew meanwhile" in response.text
    job.refresh_from_db()
    assert job.state == "checked" and job.mapping[""]["columns"]["nr"] == "id"


def test_of_two_at_once_one_counts(job):
    """Two pages of the same check; and one that is committed meanwhile."""
    again, seen = ImportJob.objects.remap, job.finished_at
    assert again(job.pk, seen, {"": {}}) and not again(job.pk, seen, {})
    worked(job)
    assert not again(job.pk, seen, {})
    ImportJob.objects.update(state="accepted")
    assert not again(job.pk, job.finished_at, {})


def test_job_that_waits_or_has_ended_is_not_checked_again(admin_client, job):
    _, sent = asked(admin_client, job)
    for state in ("accepted", "done", "cancelled"):
        ImportJob.objects.update(state=state)
        response = admin_client.post(reverse("import_headings", args=[job.pk]), sent, follow=True)
        assert "Nothing was started" in response.text
        job.refresh_from_db()
        assert (job.state, job.mapping) == (state, {})


def test_same_headings_are_proposed_as_the_last_time(admin_client, admin_user, job):
    again(admin_client, job, **{"0_0": "id", "0_1": "", "0_2": "speaker_title"})
    worked(job)
    values = {"kind": "statements", "user": admin_user}
    other = checked(ROWS.replace(b"Nyet", b"No"), "more.csv", **values)
    assert asked(admin_client, other)[0] == {"Nr": "id", "partie": "", "<b>Notiz": "speaker_title"}
    assert other.mapping == {}, "a proposal counts when it is sent"
    ImportJob.objects.filter(pk=other.pk).update(mapping={"": {"kind": "x", "columns": {}}})
    third = checked(ROWS, "again.csv", **values)
    assert asked(admin_client, third)[0]["<b>Notiz"] == "speaker_title", "no column was chosen"
    different = checked(ROWS.replace(b"Nr;", b"No;"), "fourth.csv", **values)
    assert asked(admin_client, different)[0]["partie"] == "party"
    alien = checked(ROWS, "fifth.csv", kind="statements", user=staff("adam"))
    assert asked(admin_client, alien)[0]["partie"] == "party"


def test_kind_of_rows_is_chosen_first(admin_client, admin_user):
    job = checked(b"Treffen,Nr,Wer\ntalks,s1,russia\n", "x.csv", user=admin_user)
    begun, _ = asked(admin_client, job)
    assert begun == {"Treffen": None, "Nr": None, "Wer": None}
    again(admin_client, job, **{"0_kind": "statements"})
    assert "needs the columns id, meeting, text" in worked(job).report["notes"][0]
    assert asked(admin_client, job)[0] == {"Treffen": "", "Nr": "", "Wer": ""}


def test_other_kind_of_rows_lets_go_what_it_has_no_column_for(admin_client, job):
    again(admin_client, job, **{"0_0": "id", "0_2": "on", "0_kind": "follow_ups"})
    chosen = {"kind": "follow_ups", "columns": {"nr": "id"}}
    assert worked(job).mapping == {"": chosen} and job.state == "checked"
    assert "needs the column kind" in job.report["notes"][0]


def test_file_without_headings_of_its_own_is_not_asked_about(admin_client, admin_user):
    rows = b"meeting,id,party,text\ntalks,s1,russia,No.\n"
    for job in (
        checked(rows, "said.csv", user=admin_user),
        checked([{"id": "a", "title": "A", "status": "held", "starts": "2022"}], user=admin_user),
    ):
        assert 'id="headings"' not in page_of(admin_client, job).text


def test_job_of_somebody_else_does_not_exist(client, job):
    eve = staff("eve")
    address = reverse("import_headings", args=[job.pk])
    sign_in(client, eve)
    assert client.post(address).status_code == 403
    eve.user_permissions.set(
        Permission.objects.filter(codename__in=["add_meeting", "change_meeting"])
    )
    assert client.post(address).status_code == 404
    assert client.get(address).status_code == 405
