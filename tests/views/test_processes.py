"""The list of processes, and the meetings of one: the picture, and the same in words."""

import pytest
from django.urls import reverse

from tests.factories import (
    make_delegation,
    make_follow_up,
    make_meeting,
    make_party,
    make_place,
    make_process,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n", [1, 3])
def test_process_list_queries(n, client, django_assert_num_queries):
    for _ in range(n):
        make_meeting(process=make_process(parent=make_process()))
    with django_assert_num_queries(1):
        response = client.get(reverse("process_list"))
    assert len(response.context["processes"]) == 2 * n


@pytest.mark.parametrize("n", [1, 3])
def test_process_detail_queries(n, client, django_assert_num_queries):
    process = make_process(parent=make_process())
    for _ in range(n):
        meeting = make_meeting(process=process, parties=[make_party()], places=[make_place()])
        make_meeting(process=make_process(parent=process))
        make_follow_up(meeting, to_meeting=make_meeting(process=process), text="")
        make_follow_up(meeting, to_meeting=make_meeting(), promised_by=[make_party()])
        make_follow_up(meeting, promised_by=[make_party()])
    with django_assert_num_queries(8):
        response = client.get(process.get_absolute_url())
    assert len(response.context["entries"]) == 2 * n


def test_process_list_has_no_process_of_a_draft(client):
    parent = make_process("Above")
    process = make_process("Shown", parent=parent)
    make_process("Nowhere")
    make_meeting(process=process)
    make_meeting(process=process, draft=True)
    make_meeting(process=make_process("Hidden"), draft=True)
    processes = client.get(reverse("process_list")).context["processes"]
    assert [(row, row.meeting_count) for row in processes] == [(parent, 0), (process, 1)]


def shown(response):
    return [entry.meeting for entry in response.context["entries"]]


def stops(response, width="wide"):
    bands = response.context["pictures"][width]
    return [node.stop for band in bands for node in band.nodes]


def test_process_detail_leaves_drafts_out(client):
    process = make_process()
    child = make_process("Shown child", parent=process)
    make_meeting(process=child)
    make_meeting(process=make_process("Hidden child", parent=process), draft=True)
    meeting = make_meeting(process=process)
    hidden = make_meeting(
        "Hidden", process=process, draft=True, parties=[make_party("Hidden party")]
    )
    make_follow_up(meeting, to_meeting=hidden, text="")
    make_follow_up(hidden, to_meeting=meeting, text="Hidden promise")
    make_follow_up(hidden, text="Hidden promise")
    promise = make_follow_up(meeting, to_meeting=hidden, text="Shown promise")
    response = client.get(process.get_absolute_url())
    assert shown(response) == [meeting]
    assert list(response.context["children"]) == [child]
    assert list(response.context["parties"]) == []
    assert response.context["extent"]["count"] == 1
    assert response.context["entries"][0].promises == [("a", promise)]
    assert [stop.href for stop in stops(response)] == [
        meeting.get_absolute_url(),
        promise.get_absolute_url(),
    ]
    assert [line.kind for band in response.context["pictures"]["wide"] for line in band.lines] == [
        "follow_up"
    ]
    page = response.content.decode()
    assert "Hidden" not in page
    assert hidden.slug not in page


def test_process_detail_is_in_order(client):
    process = make_process()
    last, first = [make_meeting(process=process, starts=year) for year in ["2022", "1990"]]
    response = client.get(process.get_absolute_url())
    assert shown(response) == [first, last]
    assert [stop.number for stop in stops(response)] == ["1", "2"]
    assert "2 meetings · 1990 to 2022" in response.content.decode()


def test_each_stop_is_a_link_that_says_what_it_is(client):
    process = make_process()
    meeting = make_meeting("<Talks>", process=process, starts="2022-01-10", status="cancelled")
    page = client.get(process.get_absolute_url()).content.decode()
    link = f'<a class="node cancelled" href="{meeting.get_absolute_url()}"'
    assert page.count(link) == 2
    assert 'aria-label="1. &lt;Talks&gt;, 10 January 2022, cancelled"' in page
    assert "style=" not in page
    assert "<style" not in page


@pytest.mark.parametrize(
    ("status", "starts", "shape"),
    [
        ("held", "2022-01-10", "held"),
        ("planned", "2022-01-12", "overdue"),
        ("planned", "2022-01-13", "planned"),
        ("planned", "2022-01-14", "planned"),
        ("planned", "2022-01-12/..", "planned"),
        ("tentative", "2022-01-12", "overdue"),
        ("tentative", "2022-02", "tentative"),
        ("postponed", "2022-01-12", "postponed"),
        ("cancelled", "2022-01-12", "cancelled"),
    ],
)
def test_planned_and_past_are_told_apart(status, starts, shape, client, time_machine):
    time_machine.move_to("2022-01-13T12:00Z", tick=False)
    process = make_process()
    make_meeting(process=process, status=status, starts=starts)
    response = client.get(process.get_absolute_url())
    assert [stop.shape for stop in stops(response)] == [shape]
    assert ("no outcome on record" in response.content.decode()) == (shape == "overdue")


def test_lanes_are_places_or_forms(client):
    process = make_process()
    geneva = make_place("Geneva")
    make_meeting(process=process, starts="2020", places=[geneva], format="bilateral")
    make_meeting(process=process, starts="2021", format="multilateral")
    make_meeting(process=process, starts="2022", places=[geneva])
    address = process.get_absolute_url()

    def lanes(query):
        return [stop.lane for stop in stops(client.get(address + query))]

    assert lanes("") == lanes("?lanes=place") == ["Geneva", "no place given", "Geneva"]
    assert lanes("?lanes=format") == ["bilateral", "multilateral", "no form given"]
    assert lanes("?lanes=\x00") == lanes("")
    page = client.get(f"{address}?lanes=colour").content.decode()
    assert "The picture has no lanes by “colour”" in page
    assert 'href="?lanes=format#chain"' in client.get(address).content.decode()


def test_many_places_share_a_lane(client):
    process = make_process()
    for n in range(9):
        place = make_place(f"City {n}")
        for _ in range(2 if n == 8 else 1):
            make_meeting(process=process, starts=f"200{n}", places=[place])
    lanes = [stop.lane for stop in stops(client.get(process.get_absolute_url()))]
    assert lanes.count("elsewhere") == 3
    assert lanes[-2:] == ["City 8", "City 8"]
    assert len(set(lanes)) == 7


def test_links_are_drawn_and_said(client):
    process, other = make_process(), make_process()
    first = make_meeting("First", process=process, starts="2020")
    second = make_meeting("Second", process=process, starts="2021")
    outside = make_meeting("Outside", process=other, starts="2022")
    make_follow_up(first, text="", to_meeting=second, kind="resumption")
    make_follow_up(second, to_meeting=outside, kind="preparatory")
    make_follow_up(outside, text="", to_meeting=first, kind="parallel")
    response = client.get(process.get_absolute_url())
    ties = [
        (entry.meeting, tie.words, tie.other, tie.number, tie.is_outside)
        for entry in response.context["entries"]
        for tie in entry.ties
    ]
    assert ties == [
        (first, "parallel to", outside, "", True),
        (second, "resumption of", first, "1", False),
        (second, "preparatory meeting:", outside, "", True),
    ]
    (band,) = response.context["pictures"]["wide"]
    assert sorted(line.kind for line in band.lines) == ["resumption", "stub", "stub"]
    assert [kind for kind, _ in response.context["kinds"]] == [
        "preparatory",
        "resumption",
        "parallel",
    ]
    page = " ".join(response.content.decode().split())
    assert f'resumption of <a href="{first.get_absolute_url()}">1. <bdi>First</bdi></a>' in page
    assert "(outside this process)" in page


def test_promises_without_a_meeting_are_open_stops_in_order_of_their_day(client, time_machine):
    time_machine.move_to("2022-01-13T12:00Z", tick=False)
    process = make_process()
    meeting = make_meeting(process=process, starts="2022-01-10")
    last = make_follow_up(meeting, "They meet in spring.", due="2022-04")
    late = make_follow_up(meeting, "They speak on Wednesday.", due="2022-01-12")
    make_follow_up(meeting, "They wrote.", state="met", outcome="Done.")
    make_meeting(process=process, starts="2022-02")
    response = client.get(process.get_absolute_url())
    assert [(stop.number, stop.shape, stop.href) for stop in stops(response)][1:] == [
        ("a", "awaited-overdue", late.get_absolute_url()),
        ("2", "held", stops(response)[2].href),
        ("b", "awaited", last.get_absolute_url()),
    ]
    first = response.context["entries"][0]
    assert [(letter, promise.text) for letter, promise in first.promises] == [
        ("a", "They speak on Wednesday."),
        ("b", "They meet in spring."),
        ("", "They wrote."),
    ]


def test_a_long_process_comes_in_pages_with_the_numbers_going_on(client, monkeypatch):
    monkeypatch.setattr("talks.views.processes.MEETINGS_ON_A_PAGE", 2)
    process = make_process()
    meetings = [make_meeting(process=process, starts=f"200{n}") for n in range(5)]
    make_follow_up(meetings[1], text="", to_meeting=meetings[2])
    response = client.get(f"{process.get_absolute_url()}?page=2")
    assert shown(response) == meetings[2:4]
    assert [stop.number for stop in stops(response)] == ["3", "4"]
    (tie,) = response.context["entries"][0].ties
    assert (tie.other, tie.is_outside) == (meetings[1], False)
    assert "meetings 3 to 4 of 5" in response.content.decode()


def test_a_hundred_and_twenty_meetings_are_all_in_the_picture(client):
    process = make_process()
    for n in range(120):
        make_meeting(process=process, starts=f"{1900 + n}")
    response = client.get(process.get_absolute_url())
    for width in ("wide", "narrow"):
        assert [stop.number for stop in stops(response, width)] == [str(n + 1) for n in range(120)]


def test_who_took_part_most(client):
    process = make_process()
    often, once, observer = make_party("B"), make_party("A"), make_party("C")
    make_meeting(process=process, parties=[often, once])
    make_meeting(process=process, parties=[often])
    make_delegation(make_meeting(process=process), observer, role="observer")
    parties = client.get(process.get_absolute_url()).context["parties"]
    assert [(party, party.times) for party in parties] == [(often, 2), (once, 1)]


def test_process_without_meetings_of_its_own_leads_to_those_within_it(client):
    parent = make_process()
    child = make_process("Child", parent=parent)
    make_meeting(process=child)
    page = client.get(parent.get_absolute_url()).content.decode()
    assert child.get_absolute_url() in page
