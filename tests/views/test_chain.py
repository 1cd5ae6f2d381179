"""A meeting's own part of the chain: what led to it, what follows, what was promised."""

import pytest

from tests.factories import (
    make_follow_up,
    make_meeting,
    make_party,
    make_process,
    make_source,
)

pytestmark = pytest.mark.django_db


def steps(response, name):
    return [(step.meeting, step.shape, step.is_neighbour) for step in response.context[name]]


def test_neighbours_and_links_stand_in_order_of_time(client):
    process = make_process()
    before = make_meeting(process=process, starts="2021")
    here = make_meeting(process=process, starts="2022")
    after = make_meeting(process=process, starts="2023")
    led = make_meeting(starts="2019")
    make_follow_up(led, text="", to_meeting=here)
    far = make_meeting(starts="2024", status="cancelled")
    make_follow_up(here, text="", to_meeting=far)
    response = client.get(here.get_absolute_url())
    assert steps(response, "led_here") == [(led, "held", False), (before, "held", True)]
    assert steps(response, "led_to") == [(after, "held", True), (far, "cancelled", False)]


def test_a_neighbour_that_is_linked_too_stands_once(client):
    process = make_process()
    before = make_meeting(process=process, starts="2021")
    here = make_meeting(process=process, starts="2022")
    after = make_meeting(process=process, starts="2023")
    make_follow_up(before, to_meeting=here)
    promise = make_follow_up(here, to_meeting=after)
    response = client.get(here.get_absolute_url())
    assert steps(response, "led_here") == [(before, "held", True)]
    assert steps(response, "led_to") == [(after, "held", True)]
    page = response.content.decode()
    assert page.count('rel="prev"') == page.count('rel="next"') == 1
    assert page.count(f'id="f-{promise.slug}"') == 1


def test_a_promise_says_who_when_and_what_came_of_it(client, time_machine):
    time_machine.move_to("2022-01-15T12:00Z", tick=False)
    here = make_meeting(starts="2022-01-10")
    make_follow_up(
        here,
        "They <b>speak</b> again.",
        slug="again",
        due="2022-01-14",
        promised_by=[make_party("Ruritania")],
        source=make_source("The Gazette"),
    )
    page = " ".join(client.get(here.get_absolute_url()).content.decode().split())
    chain = page[page.index('class="chain"') : page.index("</ol>", page.index('class="chain"'))]
    assert '<li class="awaited-overdue" id="f-again">' in chain
    for words in [
        "They &lt;b&gt;speak&lt;/b&gt; again.",
        "Ruritania",
        "due 14 January 2022",
        "no outcome on record",
        "The Gazette",
    ]:
        assert words in chain


@pytest.mark.parametrize(
    ("state", "due", "shape"),
    [
        ("pending", "2030", "awaited"),
        ("pending", "2020", "awaited-overdue"),
        ("met", "", "awaited"),
    ],
)
def test_a_promise_without_a_meeting_is_open(state, due, shape, client, time_machine):
    time_machine.move_to("2022-01-15T12:00Z", tick=False)
    here = make_meeting()
    make_follow_up(here, state=state, due=due, outcome="Done." if state == "met" else "")
    response = client.get(here.get_absolute_url())
    assert steps(response, "led_to") == [(None, shape, False)]


def test_no_draft_is_in_the_chain(client):
    process = make_process()
    here = make_meeting(process=process, starts="2022")
    hidden = [
        make_meeting("Hidden", process=process, draft=True, starts=year)
        for year in ("2021", "2023")
    ]
    make_follow_up(hidden[0], "Hidden promise", to_meeting=here)
    make_follow_up(here, text="", to_meeting=hidden[1])
    make_meeting("Hidden", draft=True, part_of=here)
    response = client.get(here.get_absolute_url())
    assert steps(response, "led_here") == steps(response, "led_to") == []
    page = response.content.decode()
    assert "Hidden" not in page
    assert 'id="chain"' not in page


def test_parts_are_listed(client):
    here = make_meeting()
    parts = [make_meeting(part_of=here, starts=f"2022-01-1{n}") for n in range(2)]
    page = client.get(here.get_absolute_url()).content.decode()
    assert "Parts of it" in page
    for part in parts:
        assert part.get_absolute_url() in page
