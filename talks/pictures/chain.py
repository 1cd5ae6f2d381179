"""The chain of talks as a picture: where meetings, lanes, links and marks stand in an SVG.

Geometry only, in units of a sixteenth of the reader's text size; the templates draw it. How links
run is in chain_lines.py. Meetings stand in order of time at even distances, on as many lines below
each other as they need ("bands"): docs/decisions/chain.md says why.
"""

import textwrap
import unicodedata
from dataclasses import dataclass, field
from math import ceil

from talks.pictures.chain_lines import ARC_ROOM, GUTTER, RADIUS, lines_of

UNITS_PER_REM = 16
STEP, WIDEST_STEP = 36, 64
TITLED_STEP, WIDEST_TITLED_STEP = 124, 230
TOP, GAP, NAME_ROOM = 22, 12, 18
TEXT_LINE, TITLE_LINES = 16, 4
# A generous guess of a letter's width; Chinese, Japanese and Korean ones are twice as wide.
LETTER, MARK_LETTER = 6.6, 9.5
LANE_LETTERS = 15


@dataclass(frozen=True)
class Stop:
    """A meeting on the chain, or the promise of one; `key` is what links name it by.

    `number` stands in its node. `shape` is a class of the style sheet, `state` the same in words,
    `note` in fewer words, and none where the shape alone will do.
    """

    key: str
    number: str
    title: str
    when: str
    day: object
    lane: str
    shape: str
    state: str
    note: str
    href: str

    @property
    def words(self):
        return ", ".join(filter(None, [f"{self.number}. {self.title}", self.when, self.state]))


@dataclass(frozen=True)
class Link:
    """From one stop's key to another's; with an end that is elsewhere a stub is drawn."""

    start: str
    end: str
    kind: str


@dataclass
class Node:
    """`texts` are triples of a line of text, its kind and its y, where there is room for them."""

    stop: Stop
    x: float
    y: float = 0
    texts: list = field(default_factory=list)


@dataclass(frozen=True)
class Lane:
    name: str
    y: float
    name_y: float

    @property
    def short_name(self):
        return cut(self.name, LANE_LETTERS)


@dataclass(frozen=True)
class Mark:
    """The year or month that begins at `x`; no words where there is no room for them."""

    words: str
    x: float

    @property
    def words_x(self):
        return self.x + 4


@dataclass(frozen=True)
class Band:
    """One line of the picture: `lanes_x` is where its lanes begin."""

    width: float
    height: float
    lanes_x: float
    nodes: list
    lanes: list
    marks: list
    lines: list

    @property
    def words(self):
        first, last = self.nodes[0].stop, self.nodes[-1].stop
        return f"{first.number} to {last.number}" if first != last else first.number

    @property
    def rem_width(self):
        return self.width / UNITS_PER_REM

    @property
    def rem_height(self):
        return self.height / UNITS_PER_REM


@dataclass(frozen=True)
class Layout:
    """How wide the picture is; `margin` is left for the lanes' names, else they stand above."""

    width: float
    margin: float = 0

    @property
    def room(self):
        return self.width - self.margin - 2

    def step_for(self, count):
        """The distance between stops, and whether each has its title below it."""
        if self.margin and count * TITLED_STEP <= self.room:
            return min(self.room / count, WIDEST_TITLED_STEP), True
        return min(self.room / count, WIDEST_STEP), False


WIDE = Layout(width=1024, margin=120)
NARROW = Layout(width=320)


def bands_of(stops, links, lanes, layout):
    """The picture of `stops`, which are in order of time; `lanes` names all lanes in theirs."""
    if not stops:
        return []
    most = int(layout.room // STEP)
    count = ceil(len(stops) / ceil(len(stops) / most))
    parts = [stops[first : first + count] for first in range(0, len(stops), count)]
    step, is_titled = layout.step_for(count)
    by_month = spans_few_months(stops)
    return [band_of(part, links, lanes, layout, step, is_titled, by_month) for part in parts]


def band_of(stops, links, lanes, layout, step, is_titled, by_month):
    left = layout.margin + RADIUS + 1
    nodes = [Node(stop, round(left + step * n, 1)) for n, stop in enumerate(stops)]
    if is_titled:
        for node in nodes:
            write_title(node, int((step - GUTTER) / LETTER))
    placed, bottom = [], TOP
    for name in lanes:
        here = [node for node in nodes if node.stop.lane == name]
        if not here:
            continue
        arcs = ARC_ROOM if any(leaps(link, here) for link in links) else 0
        top = bottom + GAP + arcs + (0 if layout.margin else NAME_ROOM)
        y = top + RADIUS
        for node in here:
            node.y = y
        bottom = y + RADIUS + text_height(here)
        placed.append(Lane(name, y, y + 4 if layout.margin else top - 5))
    return Band(
        width=layout.width,
        height=bottom + GAP,
        lanes_x=layout.margin,
        nodes=nodes,
        lanes=placed,
        marks=marks_of(nodes, step, by_month),
        lines=lines_of(nodes, links, step if is_titled else 0),
    )


def leaps(link, lane):
    """Whether a link goes over what stands between its ends in one lane."""
    places = [n for n, node in enumerate(lane) if node.stop.key in (link.start, link.end)]
    return len(places) == 2 and places[1] - places[0] > 1


def write_title(node, letters):
    """Below the node: its title, its day, and its state unless that goes without saying."""
    stop = node.stop
    said = [("title", line) for line in wrapped(stop.title, letters, TITLE_LINES)]
    said += [("day", line) for line in wrapped(stop.when, letters, 2)]
    said += [("state", line) for line in wrapped(stop.note, letters, 2)]
    first = RADIUS + TEXT_LINE + 3
    node.texts = [(line, kind, first + n * TEXT_LINE) for n, (kind, line) in enumerate(said)]


def cut(text, letters):
    return next(iter(wrapped(text, letters, 1)), "")


def wrapped(text, letters, most):
    if any(unicodedata.east_asian_width(letter) in "WF" for letter in text):
        letters //= 2
    return textwrap.wrap(text, letters, max_lines=most, placeholder="…")


def text_height(nodes):
    lines = max(len(node.texts) for node in nodes)
    return lines * TEXT_LINE + (GAP if lines else 0)


def spans_few_months(stops):
    days = [stop.day for stop in stops if stop.day]
    return bool(days) and (max(days) - min(days)).days < 400


def marks_of(nodes, step, by_month):
    """A mark before each stop with which a year, or a month, begins."""
    marks, last, free_from = [], None, 0
    for node in nodes:
        day = node.stop.day
        if day is None or (words := f"{day:%b %Y}" if by_month else str(day.year)) == last:
            continue
        x = round(node.x - min(step / 2, RADIUS + 4), 1) if marks else node.x - RADIUS
        marks.append(Mark(words if x >= free_from else "", x))
        if x >= free_from:
            free_from = x + len(words) * MARK_LETTER
        last = words
    return marks
