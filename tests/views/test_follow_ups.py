"""The board of what was promised, and the same as a list."""

import pytest
from django.urls import reverse
from django.utils import timezone

from talks.models import FollowUp
from talks.models.follow_ups import Standing
from talks.views import follow_ups as views
from tests.factories import make_follow_up, make_meeting, make_party, make_source

pytestmark = pytest.mark.django_db


def board(client, query=None):
    """The cards of each column that has any, by the standing they share."""
    columns = client.get(reverse("follow_up_list"), query).context["columns"]
    return {column.standing.value: column.cards for column in columns if column.count}


def listed(client, **query):
    return list(client.get(reverse("follow_up_list"), query).context["follow_ups"])


def one_of_each(**fields):
    return {
        "due": make_follow_up(due="2022-06-01", **fields),
        "late": make_follow_up(due="2022-05-31", **fields),
        "undated": make_follow_up(due="2022-05-01/..", **fields),
        "met": make_follow_up(state="met", outcome="They met.", **fields),
        "dropped": make_follow_up(state="dropped", due="2022-05-31", **fields),
        "overtaken": make_follow_up(state="overtaken", **fields),
    }


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize("query", [{}, {"state": "pending"}])
def test_follow_up_list_queries(n, query, client, django_assert_num_queries):
    for _ in range(n):
        make_follow_up(
            promised_by=[make_party() for _ in range(n)],
            to_meeting=make_meeting(),
            source=make_source(),
        )
    with django_assert_num_queries(4):
        response = client.get(reverse("follow_up_list"), query)
    assert response.content.decode().count('class="promise"') == n


@pytest.mark.parametrize("query", [{}, {"page": 1}])
def test_follow_ups_are_promises_of_published_meetings(query, client):
    promise = make_follow_up(to_meeting=make_meeting("Hidden later", draft=True))
    wordless = make_follow_up(text="", promised_by=[make_party()])
    make_follow_up(text="", to_meeting=make_meeting("An editors' link"))
    hidden = make_meeting("Hidden", draft=True)
    for state in ["pending", "met", "dropped"]:
        make_follow_up(hidden, "Hidden promise", state=state, outcome="Hidden")
    response = client.get(reverse("follow_up_list"), query)
    if query:
        assert set(response.context["follow_ups"]) == {promise, wordless}
    else:
        assert {k: set(v) for k, v in board(client).items()} == {"undated": {promise, wordless}}
        assert response.context["count"] == 2
    page = response.content.decode()
    assert "Hidden" not in page
    assert "editors" not in page


def test_board_has_a_column_for_each_standing(client, time_machine):
    time_machine.move_to("2022-06-01 12:00")
    made = one_of_each()
    assert board(client) == {standing: [made[standing]] for standing in Standing.values}
    page = client.get(reverse("follow_up_list")).content.decode()
    for standing in Standing:
        assert f'id="{standing}"' in page


def test_standing_agrees_with_what_late_and_due_say(time_machine):
    time_machine.move_to("2022-06-01 12:00")
    one_of_each()
    rows = FollowUp.objects.with_standing()
    assert set(rows.filter(standing=Standing.LATE)) == set(FollowUp.objects.late())
    assert set(rows.filter(standing=Standing.DUE)) == set(FollowUp.objects.still_due())
    for row in rows:
        assert row.is_late == (row.standing == Standing.LATE)


def test_board_is_of_today(client, time_machine):
    for day, standing in [("2022-05-31", "due"), ("2022-06-01", "due"), ("2022-06-02", "late")]:
        time_machine.move_to(f"{day} 12:00")
        assert timezone.localdate().isoformat() == day
        FollowUp.objects.all().delete()
        made = make_follow_up(due="2022-06-01")
        assert board(client) == {standing: [made]}


def test_columns_begin_with_what_is_nearest(client, time_machine):
    time_machine.move_to("2022-06-01 12:00")
    days = ["2022-07", "2022-06-02", "2022-05-02", "2022-05-30"]
    later, soon, long_ago, just_now = [make_follow_up(due=day) for day in days]
    assert board(client) == {"due": [soon, later], "late": [just_now, long_ago]}


def test_full_column_leads_to_its_list(client, monkeypatch):
    monkeypatch.setattr(views, "CARDS", 2)
    party = make_party(slug="russia")
    made = [
        make_follow_up(state="met", outcome="Done.", due=f"200{n}", promised_by=[party])
        for n in range(3)
    ]
    response = client.get(reverse("follow_up_list"), {"party": "russia"})
    column = next(c for c in response.context["columns"] if c.standing == Standing.MET)
    assert (column.cards, column.count) == (made[:0:-1], 3)
    assert 'href="?party=russia&amp;state=met"' in response.content.decode()
    assert listed(client, party="russia", state="met") == made


def test_follow_up_list_is_by_due_date(client):
    undated, later, sooner = [make_follow_up(due=due) for due in ["", "2023", "2022-01-14~"]]
    assert listed(client, page=1) == [sooner, later, undated]


def test_follow_up_list_has_pages(client, monkeypatch):
    monkeypatch.setattr(views, "FOLLOW_UPS_ON_A_PAGE", 1)
    _, second = [make_follow_up(due=due) for due in ["2022", "2023"]]
    assert listed(client, page=2) == [second]
    response = client.get(reverse("follow_up_list"), {"page": "many"})
    assert "There is no page “many”" in response.content.decode()


def test_follow_up_list_filters(client, time_machine):
    time_machine.move_to("2022-06-01 12:00")
    party = make_party(slug="russia")
    late = make_follow_up(due="2022-05-31", promised_by=[party, make_party()])
    today = make_follow_up(due="2022-06-01")
    met = make_follow_up(state="met", outcome="They met.", due="2021")
    for query, expected in [
        ({"state": "no_outcome"}, [late]),
        ({"state": "pending"}, [late, today]),
        ({"state": "met"}, [met]),
        ({"party": "russia", "page": 1}, [late]),
    ]:
        assert listed(client, **query) == expected
    assert board(client, {"party": "russia"}) == {"late": [late]}


def test_unknown_state_is_left_out_with_a_note(client):
    make_follow_up()
    response = client.get(reverse("follow_up_list"), {"state": "broken\x00"})
    assert response.status_code == 200
    assert "the filter was left out" in response.content.decode()
    assert response.context["count"] == 1


def test_card_says_what_came_of_a_promise(client):
    meeting, later = make_meeting("In Geneva"), make_meeting("In Vienna", starts="2022-02")
    make_follow_up(
        meeting,
        "They meet <again>.",
        state="met",
        outcome="They met.",
        to_meeting=later,
        promised_by=[make_party("Ruritania")],
        source=make_source(publisher="A Paper"),
        due="2022-01-14~",
    )
    page = client.get(reverse("follow_up_list")).content.decode()
    for words in ["about 14 January 2022", "They meet &lt;again&gt;.", "They met.", "In Vienna"]:
        assert words in page
    for words in ["February 2022", "In Geneva", "Ruritania", "A Paper, paragraph 1"]:
        assert words in page.replace("<bdi>", "").replace("</bdi>", "")


@pytest.mark.parametrize("query", [{}, {"page": 1}])
def test_readers_see_no_verdict(query, client):
    make_follow_up(due="2001")
    page = client.get(reverse("follow_up_list"), query).content.decode()
    assert "no outcome on record" in page
    for word in [">late", "broken", "overdue", "failed"]:
        assert word not in page


def test_empty_board_says_so(client):
    response = client.get(reverse("follow_up_list"))
    assert "No promise on record" in response.content.decode()
