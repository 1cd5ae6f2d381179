"""The work queue on the admin's front page: what it counts, for whom, and the lists behind it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from talks import work_queue
from talks.models import Guess, LinkCheck, Meeting, Party, ReviewNote
from tests.factories import (
    make_correction,
    make_delegate,
    make_delegation,
    make_follow_up,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_place,
    make_proposal,
    make_source,
    make_statement,
)
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
INDEX = reverse("admin:index")
# What each entry counts in the thin record.
NUMBERS = {
    "corrections": 1,
    "proposals": 1,
    "waiting": 1,
    "guesses": 1,
    "drafts": 1,
    "uncited": 1,
    "late": 1,
    "due": 1,
    "one-account": 1,
    "delegates-without-post": 1,
    "speakers-without-post": 1,
    "same-name": 2,
    "same-day": 2,
    "dead-links": 1,
    "same-party": 2,
    "same-place": 2,
    "same-issue": 2,
    "same-source": 2,
    "unchecked": 7,
}


def make_thin_record():
    """One finding, or a pair of them, for each entry."""
    one, other = make_party(), make_party()
    make_correction()
    make_correction(state="declined", handled_at=timezone.now())
    make_proposal()
    make_proposal(state="declined", decided_at=timezone.now())
    draft = make_meeting(draft=True, starts="1990")
    ReviewNote.objects.create(meeting=draft.pk, step="asked")
    Guess.objects.create(meeting=draft.pk, path="starts", value="1990", why="", importer="FRUS")
    make_statement(make_meeting(starts="1991"), cited=False)
    make_follow_up(make_meeting(starts="1992"), due="2022-01-01")
    make_follow_up(make_meeting(starts="1993"), due="2024-06-20")
    make_statement(make_meeting(parties=[one, other], starts="1994"), party=one)
    make_delegate(make_delegation(make_meeting(starts="1995")), make_official("A. Mute"))
    make_statement(make_meeting(starts="1996"), speaker=make_official("A. Voice"), party=one)
    make_official("Ivan Petrov")
    make_official("I. Petrov", native_name="Иван Петров")
    for make in (make_place, make_issue):
        make("Genève"), make("Geneve")
    make_party("Türkiye"), make_party("Turkey", native_name="Türkiye")
    for address in ("https://example.org/a", "http://EXAMPLE.org/a/"):
        make_source(url=address)
    for _ in range(2):
        make_meeting(parties=[one, other], last_checked="2024-06-01")
    dead = make_source(url="https://example.org/gone")
    make_meeting(starts="1997", last_checked="2023-01", source=dead)
    for days in (3, 0):
        now = timezone.now() - timedelta(days=days)
        LinkCheck.objects.note(dead.url, "404 Not Found", fails=True, now=now)


@pytest.fixture
def today(time_machine):
    time_machine.move_to("2024-06-15 12:00")


def numbers(response):
    return {line.entry.key: line.number for line in response.context["lines"]}


def make_staff(django_user_model, *codenames):
    staff = django_user_model.objects.create(username="staff", password="!", is_staff=True)
    staff.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return staff


def test_front_page_counts_each_kind_of_work(admin_client, today):
    make_thin_record()
    assert numbers(admin_client.get(INDEX)) == NUMBERS


def test_nothing_waits_in_an_empty_record(admin_client):
    assert set(numbers(admin_client.get(INDEX)).values()) == {0}


@pytest.mark.parametrize("entry", work_queue.ENTRIES, ids=lambda entry: entry.key)
def test_each_number_leads_to_a_list_of_as_many(entry, admin_client, today):
    make_thin_record()
    assert entry.address in admin_client.get(INDEX).content.decode()
    response = admin_client.get(entry.address)
    assert response.context["cl"].result_count == NUMBERS[entry.key]
    assert set(response.context["cl"].result_list) == set(entry.rows(entry.model.objects))
    assert entry.title in response.content.decode()


def test_a_list_is_narrowed_further_and_searched(admin_client):
    make_meeting("Geneva", draft=True, status="planned")
    make_meeting("Vienna", draft=True)
    make_meeting("Vienna")
    address = "/admin/talks/meeting/?queue=drafts&status__exact=held&q=vienna"
    assert admin_client.get(address).context["cl"].result_count == 1


def test_a_word_that_names_no_work_narrows_nothing(admin_client):
    make_meeting()
    for word in ("nonsense", "late", "%00", ""):
        response = admin_client.get(f"/admin/talks/meeting/?queue={word}")
        assert response.context["cl"].result_count == 1


def test_the_stock_front_page_stays_below(admin_client):
    page = admin_client.get(INDEX).content.decode()
    parts = ['id="work-queue"', "app-talks", "recent-actions-module"]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)


def test_more_than_the_most_is_said_and_not_counted(admin_client, monkeypatch):
    monkeypatch.setattr(work_queue, "MOST", 2)
    for n in range(4):
        make_meeting(draft=True, starts=str(2000 + n))
    lines = admin_client.get(INDEX).context["lines"]
    assert [line.words for line in lines if line.entry.key == "drafts"] == ["more than 2"]


@pytest.mark.parametrize(("is_costly", "shown"), [(False, 4), (True, 2)])
def test_a_costly_list_ends_at_the_most_and_says_so(is_costly, shown, admin_client, monkeypatch):
    monkeypatch.setattr(work_queue, "MOST", 2)
    entry = work_queue.Entry("made", "Made", Party, lambda rows: rows.all(), is_costly)
    monkeypatch.setattr(work_queue, "ENTRIES", [entry])
    for _ in range(4):
        make_party()
    response = admin_client.get(entry.address)
    assert response.context["cl"].result_count == shown
    assert ("Made (up to 2)" in response.content.decode()) == is_costly


@pytest.mark.parametrize("verb", ["view", "change"])
def test_staff_see_only_what_they_may_open(verb, client, django_user_model, today):
    make_thin_record()
    sign_in(client, make_staff(django_user_model, f"{verb}_statement"))
    response = client.get(INDEX)
    assert numbers(response) == {"uncited": 1, "speakers-without-post": 1}
    assert "probable duplicates" not in response.content.decode()
    for entry in work_queue.ENTRIES:
        seen = entry.key in numbers(response)
        assert client.get(entry.address).status_code == (200 if seen else 403)


def test_staff_without_permissions_see_no_queue(client, django_user_model):
    make_thin_record()
    sign_in(client, make_staff(django_user_model))
    response = client.get(INDEX)
    assert response.status_code == 200
    assert "work-queue" not in response.content.decode()


def test_the_queue_is_for_staff(client, django_user_model):
    assert client.get(INDEX).status_code == 302
    client.force_login(django_user_model.objects.create(username="reader", password="!"))
    assert client.get(INDEX).status_code == 302


def test_one_more_kind_of_work_is_one_more_entry(admin_client, monkeypatch):
    make_party("Nameless", kind="other")
    make_party()
    more = work_queue.Entry("other", "Of no kind", Party, lambda rows: rows.filter(kind="other"))
    monkeypatch.setattr(work_queue, "ENTRIES", [*work_queue.ENTRIES, more])
    assert numbers(admin_client.get(INDEX))["other"] == 1
    assert admin_client.get(more.address).context["cl"].result_count == 1


@pytest.mark.parametrize("times", [1, 3])
def test_front_page_costs_a_query_for_each_entry(
    times, admin_client, today, django_assert_num_queries
):
    for _ in range(times):
        make_thin_record()
    # Session, user, second factor, recent actions; for each entry whether the record changed and,
    # as it did, the keys; and for duplicates the names or seats that they are found by.
    with django_assert_num_queries(4 + 2 * len(work_queue.ENTRIES) + 7):
        admin_client.get(INDEX)


@pytest.mark.parametrize("entry", work_queue.ENTRIES, ids=lambda entry: entry.key)
@pytest.mark.parametrize("times", [1, 3])
def test_lists_cost_as_many_queries_however_long(
    times, entry, admin_client, today, django_assert_num_queries
):
    for _ in range(times):
        make_thin_record()
    # Session, user, second factor, whether the record changed, keys of the entry, number, keys of
    # the page, rows; what duplicates are found by (two queries for parties), the same again to
    # show each with the others, and the keys of these. The list of corrections finds no keys first;
    # nor does that of proposed changes, but it finds authors; nor that of guesses.
    likely = dict.fromkeys(work_queue.DUPLICATES, 3) | {"same-party": 5}
    more = (likely | {"corrections": -1, "guesses": -1}).get(entry.key, 0)
    with django_assert_num_queries(8 + more):
        admin_client.get(entry.address)


@pytest.mark.django_db(transaction=True)
def test_numbers_are_kept_until_the_record_changes(admin_client):
    make_meeting(draft=True)
    assert numbers(admin_client.get(INDEX))["drafts"] == 1
    with CaptureQueriesContext(connection) as queries:
        assert numbers(admin_client.get(INDEX))["drafts"] == 1
    assert len(queries) == 4 + len(work_queue.ENTRIES)
    Meeting.objects.update(is_draft=False)
    assert numbers(admin_client.get(INDEX))["drafts"] == 0


def test_probable_duplicates_name_each_other(client, django_user_model):
    for name, slug in [("Ivan Petrov", "a"), ("Иван Петров", "b"), ("ivan petrov", "c")]:
        make_official(name, slug=slug)
    sign_in(client, make_staff(django_user_model, "view_official"))
    page = client.get("/admin/talks/official/?queue=same-name").content.decode()
    for others in ("b, c", "a, c", "a, b"):
        assert f'<td class="field-likely_same">{others}</td>' in page
    plain = client.get("/admin/talks/official/").content.decode()
    assert "likely_same" not in plain
