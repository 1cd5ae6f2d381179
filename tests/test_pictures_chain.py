"""The geometry of the chain's picture: bands, lanes, marks, lines, texts."""

import re
from datetime import date, timedelta

import pytest

from talks.pictures.chain import NARROW, RADIUS, WIDE, Link, Stop, bands_of

FIRST = date(2020, 1, 15)


def stop(n, lane="Geneva", day=None, title="Talks", **fields):
    fields = {"when": "on a day", "shape": "held", "state": "held", "note": ""} | fields
    return Stop(
        key=f"m{n}",
        number=str(n),
        title=title,
        day=day or FIRST + timedelta(days=40 * n),
        lane=lane,
        href=f"/meetings/{n}/",
        **fields,
    )


def picture(count, layout, lanes=("Geneva",), links=()):
    stops = [stop(n, lanes[n % len(lanes)]) for n in range(1, count + 1)]
    return bands_of(stops, links, lanes, layout)


def numbers(text):
    return [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", text)]


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("count", [1, 2, 7, 8, 9, 26, 43, 120])
@pytest.mark.parametrize("lanes", [["Geneva"], ["A", "B", "C", "D", "E", "F", "G", "elsewhere"]])
def test_every_stop_stands_once_within_the_picture_and_clear_of_all_others(count, lanes, layout):
    bands = picture(count, layout, lanes)
    assert [node.stop.number for band in bands for node in band.nodes] == [
        str(n) for n in range(1, count + 1)
    ]
    for band in bands:
        places = [(node.x, node.y) for node in band.nodes]
        for x, y in places:
            assert layout.margin <= x - RADIUS and x + RADIUS <= band.width
            assert 0 <= y - RADIUS and y + RADIUS <= band.height
        steps = [b[0] - a[0] for a, b in zip(places, places[1:], strict=False)]
        assert all(step >= 2 * RADIUS + 4 for step in steps)
        lane_of = {lane.name: lane.y for lane in band.lanes}
        assert all(node.y == lane_of[node.stop.lane] for node in band.nodes)
        assert len(set(lane_of.values())) == len(lane_of)


def test_nothing_makes_no_picture():
    assert bands_of([], [], [], WIDE) == []


def test_bands_are_evenly_filled():
    assert [len(band.nodes) for band in picture(27, WIDE)] == [14, 13]


def test_lanes_that_a_band_does_not_use_are_left_out_and_the_rest_keep_their_order():
    stops = [stop(n, lane) for n, lane in enumerate(["B"] * 25 + ["A", "B", "C"])]
    first, second = bands_of(stops, [], ["A", "B", "C", "D"], WIDE)
    assert [lane.name for lane in first.lanes] == ["B"]
    assert [lane.name for lane in second.lanes] == ["A", "B", "C"]


def test_titles_stand_below_few_stops_and_not_below_many():
    (few,) = picture(7, WIDE)
    (more,) = picture(8, WIDE)
    assert all(node.texts for node in few.nodes)
    assert not any(node.texts for node in more.nodes)
    assert not any(node.texts for band in picture(7, NARROW) for node in band.nodes)


def test_a_long_title_is_cut_and_lanes_leave_room_for_it():
    long = stop(1, "A", title="A meeting " * 50, note="no outcome on record")
    (band,) = bands_of([long, stop(2, "B")], [], ["A", "B"], WIDE)
    first, second = band.nodes
    kinds = [kind for _, kind, _ in first.texts]
    assert kinds.count("title") == 4
    assert kinds[4:] == ["day", "state"]
    assert first.texts[3][0].endswith("…")
    assert max(y for *_, y in first.texts) + first.y < second.y - RADIUS


def test_wide_letters_take_twice_the_room():
    (band,) = bands_of([stop(1, title="日" * 100)], [], ["Geneva"], WIDE)
    narrow = max(len(text) for text, kind, _ in band.nodes[0].texts if kind == "title")
    (band,) = bands_of([stop(1, title="a" * 100)], [], ["Geneva"], WIDE)
    assert narrow == max(len(text) for text, *_ in band.nodes[0].texts) // 2


def test_years_are_marked_where_they_begin_and_months_when_all_is_short():
    (band,) = picture(20, WIDE)
    assert [mark.words for mark in band.marks] == ["2020", "2021", "2022"]
    days = [date(2022, 1, 10), date(2022, 1, 12), date(2022, 3, 1)]
    (band,) = bands_of([stop(n, day=day) for n, day in enumerate(days)], [], ["Geneva"], WIDE)
    assert [mark.words for mark in band.marks] == ["Jan 2022", "Mar 2022"]


def test_marks_do_not_run_into_each_other():
    stops = [stop(n, day=date(1900 + n, 1, 1)) for n in range(1, 121)]
    for layout in (WIDE, NARROW):
        for band in bands_of(stops, [], ["Geneva"], layout):
            named = [mark.x for mark in band.marks if mark.words]
            assert all(b - a >= 36 for a, b in zip(named, named[1:], strict=False))
            assert len(band.marks) == len(band.nodes)


def test_a_stop_without_a_day_has_no_mark():
    undated = Stop("m2", "2", "Talks", "no date", None, "Geneva", "held", "held", "", "/")
    (band,) = bands_of([stop(1), undated], [], ["Geneva"], WIDE)
    assert len(band.marks) == 1


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("count", [5, 20])
def test_links_begin_and_end_at_their_stops(count, layout):
    links = [Link("m1", "m2", "follow_up"), Link("m1", "m4", "parallel"), Link("m5", "m3", "x")]
    for lanes in (["A"], ["A", "B"], ["A", "B", "C"]):
        band = picture(count, layout, lanes, links)[0]
        at = {node.stop.key: node for node in band.nodes}
        for link, line in zip(links, band.lines, strict=True):
            start, end = at[link.start], at[link.end]
            x, y = numbers(line.path)[:2]
            assert (line.kind, x) == (link.kind, start.x)
            assert abs(y - start.y) < RADIUS
            last = numbers(line.path)
            assert last[-1] == end.y or end.x in last or end.x - RADIUS - 5 in last


def test_what_leads_out_of_a_band_is_a_stub():
    stops = [stop(n) for n in range(1, 31)]
    links = [Link("m1", "m30", "follow_up"), Link("m30", "m99", "decision")]
    first, second = bands_of(stops, links, ["Geneva"], WIDE)
    assert [line.kind for line in first.lines] == ["stub"]
    assert [line.kind for line in second.lines] == ["stub", "stub"]


def test_a_link_over_others_in_its_lane_has_room_above():
    (flat,) = picture(9, WIDE, links=[Link("m1", "m2", "follow_up")])
    (bent,) = picture(9, WIDE, links=[Link("m1", "m3", "follow_up")])
    assert "Q" in bent.lines[0].path
    assert "Q" not in flat.lines[0].path
    assert bent.nodes[0].y > flat.nodes[0].y
    assert min(numbers(bent.lines[0].path)) >= 0


def test_links_of_several_kinds_from_one_stop_run_apart():
    stops = [stop(1, "A"), stop(2, "B"), stop(3, "C")]
    links = [Link("m1", "m2", "consultation"), Link("m1", "m3", "decision")]
    (band,) = bands_of(stops, links, ["A", "B", "C"], WIDE)
    starts = {numbers(line.path)[1] for line in band.lines}
    assert len(starts) == 2


def test_size_follows_the_readers_text():
    (band,) = picture(3, NARROW)
    assert band.rem_width == NARROW.width / 16
    assert band.rem_height == band.height / 16
