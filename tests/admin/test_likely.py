"""What the form of a new statement begins with, and the post that an official held that day."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from talks.models import Statement
from tests.admin.pages import add, address, errors, filled_in
from tests.factories import (
    make_appointment,
    make_meeting,
    make_official,
    make_party,
    make_statement,
)
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
ADDRESS = reverse("post_on_day")


@pytest.fixture
def talks():
    one, other = make_party("One"), make_party("Other")
    meeting = make_meeting(draft=True, starts="2022-01-10", parties=[one, other])
    for n, (party, name) in enumerate([(one, "A"), (other, "B")], start=1):
        make_statement(
            meeting,
            party=party,
            speaker=make_official(name),
            order=n,
            slug=f"s{n}",
            said_on="2022-01-11",
            setting="briefing",
        )
    return meeting


def test_two_sides_take_turns(admin_client, talks):
    first, second = talks.statements.order_by("order")
    query = f"?meeting={talks.pk}"
    data = filled_in(admin_client.get(address(Statement, "add") + query))
    assert (data["slug"], int(data["order"])) == ("s3", 3)
    assert (int(data["speaker"]), int(data["party"])) == (first.speaker_id, first.party_id)
    assert (data["said_on"], data["setting"]) == ("2022-01-11", "briefing")
    source = second.citations.get().source_id
    assert int(data["citations-0-source"]) == source
    saved = add(admin_client, Statement, query=query, text="More.", _addanother="")
    assert errors(saved) == []
    assert saved.url.endswith(query)
    third = talks.statements.get(slug="s3")
    assert (third.speaker, third.citations.get().source_id) == (first.speaker, source)
    after = filled_in(admin_client.get(address(Statement, "add") + query))
    assert int(after["speaker"]) == second.speaker_id


def test_what_was_proposed_can_be_taken_away(admin_client, talks):
    def edit(data):
        data["citations-TOTAL_FORMS"] = 0

    values = {"text": "More.", "speaker": "", "setting": ""}
    assert errors(add(admin_client, Statement, edit, f"?meeting={talks.pk}", **values)) == []
    third = talks.statements.get(slug="s3")
    assert (third.speaker, third.setting, third.citations.count()) == (None, "", 0)


@pytest.mark.parametrize("meeting", ["", "x", "²", "9" * 30, "999999", "%00"])
def test_an_address_that_names_no_meeting_proposes_nothing(meeting, admin_client):
    page = admin_client.get(address(Statement, "add") + f"?meeting={meeting}")
    assert page.status_code == 200
    assert "speaker" not in filled_in(page)


@pytest.mark.parametrize("n", [2, 4])
def test_queries_of_a_proposal(n, admin_client, talks, django_assert_num_queries):
    for k in range(n):
        make_statement(talks, order=10 + k)
    with django_assert_num_queries(12):
        admin_client.get(address(Statement, "add") + f"?meeting={talks.pk}")


def ask(client, official, meeting, **query):
    return client.get(ADDRESS, {"official": official.pk, "meeting": meeting.pk, **query})


def test_the_post_of_the_day_is_told(admin_client):
    meeting, official, party = make_meeting(starts="2022-01-10"), make_official(), make_party("One")
    assert ask(admin_client, official, meeting).json() == {
        "posts": [],
        "note": "No post on record that day.",
        "is_doubtful": True,
    }
    make_appointment(official, party, "Deputy", starts="2020", ends="2022-06")
    make_appointment(official, party, "Minister", starts="2022-02")
    told = ask(admin_client, official, meeting).json()
    assert told["posts"] == [{"title": "Deputy", "party": party.pk, "party_name": "One"}]
    assert told["note"] == "On record that day: Deputy, One."
    assert not told["is_doubtful"]
    other = ask(admin_client, official, meeting, title="Adviser").json()
    assert other["note"] == "On record that day: Deputy, One. The title given differs."
    both = ask(admin_client, official, meeting, said_on="March 2022").json()
    assert both["note"] == "2 posts on record that day: Deputy, One; Minister, One."
    assert other["is_doubtful"] and both["is_doubtful"]
    assert ask(admin_client, official, meeting, said_on="soon").json() == told


def test_the_days_written_on_the_form_count_before_the_meeting_is_saved(admin_client):
    official, party = make_official(), make_party()
    make_appointment(official, party, "Deputy", starts="2020", ends="2022-01")
    make_appointment(official, party, "Minister", starts="2022-02")

    def titles(**days):
        query = {"official": official.pk, "meeting": "", **days}
        return [post["title"] for post in admin_client.get(ADDRESS, query).json()["posts"]]

    assert titles(said_on="10 January 2022") == ["Deputy"]
    assert titles(said_on="30 January - 2 February 2022") == ["Deputy", "Minister"]
    assert titles(said_on="30 January 2022", ends="2 February 2022") == ["Deputy", "Minister"]
    assert titles(said_on="soon") == titles() == []


def test_a_meeting_without_a_date_has_no_post_of_the_day(admin_client):
    official = make_official()
    make_appointment(official, make_party(), starts="2020")
    assert ask(admin_client, official, make_meeting(draft=True, starts="")).json()["posts"] == []


@pytest.mark.parametrize("query", [{}, {"official": "x"}, {"official": "9" * 40, "meeting": "²"}])
def test_nobody_and_nothing_is_not_found(query, admin_client):
    assert admin_client.get(ADDRESS, query).status_code == 404


def test_only_staff_who_may_see_officials_are_told(client, django_user_model):
    official, meeting = make_official(), make_meeting()
    assert ask(client, official, meeting).status_code == 302
    staff = django_user_model.objects.create(username="staff", is_staff=True)
    sign_in(client, staff)
    assert ask(client, official, meeting).status_code == 403
    staff.user_permissions.add(Permission.objects.get(codename="view_official"))
    assert ask(client, official, meeting).status_code == 200
