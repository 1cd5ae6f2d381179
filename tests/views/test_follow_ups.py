"""The list of what was promised."""

import pytest
from django.urls import reverse

from tests.factories import make_follow_up, make_meeting, make_party, make_source

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n", [1, 3])
def test_follow_up_list_queries(n, client, django_assert_num_queries):
    for _ in range(n):
        make_follow_up(
            promised_by=[make_party() for _ in range(n)],
            to_meeting=make_meeting(),
            source=make_source(),
        )
    with django_assert_num_queries(4):
        response = client.get(reverse("follow_up_list"))
    assert len(response.context["follow_ups"]) == n


def test_follow_up_list_has_promises_of_published_meetings(client):
    promise = make_follow_up(to_meeting=make_meeting("Hidden later", draft=True))
    wordless = make_follow_up(text="", promised_by=[make_party()])
    make_follow_up(text="", to_meeting=make_meeting("An editors' link"))
    make_follow_up(make_meeting("Hidden", draft=True), "Hidden promise")
    response = client.get(reverse("follow_up_list"))
    assert set(response.context["follow_ups"]) == {promise, wordless}
    page = response.content.decode()
    assert "Hidden" not in page
    assert "editors" not in page


def test_follow_up_list_is_by_due_date(client):
    undated, later, sooner = [make_follow_up(due=due) for due in ["", "2023", "2022-01-14~"]]
    follow_ups = client.get(reverse("follow_up_list")).context["follow_ups"]
    assert list(follow_ups) == [sooner, later, undated]


def test_follow_up_list_filters(client, time_machine):
    time_machine.move_to("2022-06-01 12:00")
    party = make_party(slug="russia")
    late = make_follow_up(due="2022-05-31", promised_by=[party])
    today = make_follow_up(due="2022-06-01")
    met = make_follow_up(state="met", outcome="They met.", due="2021")
    for query, expected in [
        ({"state": "no_outcome"}, [late]),
        ({"state": "pending"}, [late, today]),
        ({"state": "met"}, [met]),
        ({"party": "russia"}, [late]),
    ]:
        assert list(client.get(reverse("follow_up_list"), query).context["follow_ups"]) == expected


def test_readers_see_no_verdict(client):
    make_follow_up(due="2001")
    page = client.get(reverse("follow_up_list")).content.decode()
    assert "no outcome on record" in page
    for word in ["late", "broken", "overdue", "pending</span>"]:
        assert word not in page.replace("latest", "").replace("template", "")
