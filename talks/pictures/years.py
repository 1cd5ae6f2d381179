"""Counts per year as a bar chart: its geometry, for an SVG that the templates draw.

No charting package fits: those that draw SVG put style sheets and scripts into it, which the
site's Content-Security-Policy refuses (docs/decisions/charts.md).
"""

from dataclasses import dataclass

# Across, percent of the width, so that text keeps its size on any screen; down, pixels.
HEIGHT, FOOT = 96, 20
LABELS = 6
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000)
WIDEST_BAR = 4
GAP = 0.2


@dataclass(frozen=True)
class Bar:
    """One year: where its slot and its bar stand, and where it leads ("" for nowhere)."""

    year: int
    count: int
    words: str
    slot: str
    slot_width: str
    x: str
    width: str
    y: int
    height: int
    href: str
    is_chosen: bool


@dataclass(frozen=True)
class YearChart:
    """`bars` in order of years, those without a count left out; `ticks` are pairs (year, x)."""

    bars: list
    ticks: list
    first: int
    last: int
    height: int = HEIGHT
    total_height: int = HEIGHT + FOOT
    foot: int = HEIGHT + FOOT - 5


def year_chart(counts, link=None, chosen=()):
    """The chart of `counts` (numbers by year), or None when there are none.

    `link(year)` gives the address a bar leads to; `chosen` are the years that a filter holds.
    """
    counts = {year: n for year, n in sorted(counts.items()) if n}
    if not counts:
        return None
    first, last, most = min(counts), max(counts), max(counts.values())
    slot = min(100 / (last - first + 1), WIDEST_BAR)
    bars = []
    for year, n in counts.items():
        left = (year - first) * slot
        height = max(round(n / most * (HEIGHT - 2)), 2)  # one among thousands is still to be seen
        bars.append(
            Bar(
                year=year,
                count=n,
                words=f"{n:,}",
                slot=percent(left),
                slot_width=percent(slot),
                x=percent(left + slot * GAP / 2),
                width=percent(slot * (1 - GAP)),
                y=HEIGHT - height,
                height=height,
                href=link(year) if link else "",
                is_chosen=year in chosen,
            )
        )
    step = next((s for s in STEPS if s * slot >= 100 / LABELS), STEPS[-1])
    named = list(range(first + -first % step, last + 1, step)) or [first]
    ticks = [(year, percent(tick_place(year, first, slot))) for year in named]
    return YearChart(bars, ticks, first, last)


def tick_place(year, first, slot):
    """The middle of a year's slot, far enough from the edges for its label."""
    return min(max((year - first + 0.5) * slot, 3), 97)


def percent(number):
    return f"{number:.2f}%"
