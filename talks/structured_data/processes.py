"""Processes: series of events."""

from talks.iso_dates import certain_part

from .graph import breadcrumbs, graph, known_as, named, node, page_of

KIND = "EventSeries"
MEETINGS_AT_MOST = 50


def process_graph(site, process, extent, meetings):
    """`extent` has the first and the last day of the meetings; `meetings` are those of the page."""
    series = node(
        KIND,
        **known_as(site, process),
        name=process.name,
        description=process.summary,
        startDate=year_of(extent["first"]),
        endDate=year_of(extent["last"]),
        superEvent=process.parent and named(site, process.parent, KIND),
        subEvent=[part_of(site, meeting) for meeting in meetings[:MEETINGS_AT_MOST]],
    )
    return graph(
        series, breadcrumbs(site, "Processes", "process_list", process.parent, row=process)
    )


def year_of(day):
    """No more is certain: the first day may be the first of a year that is all that is known."""
    return day and f"{day.year:04}"


def part_of(site, meeting):
    return node(
        "Event",
        id=page_of(site, meeting),
        name=meeting.title,
        startDate=certain_part(meeting.starts),
    )
