"""Processes: the list, and the meetings of one as a chain."""

from django.db.models import Count
from django.shortcuts import render

from talks.filters import ProcessFilter
from talks.filters.fields import quoted
from talks.models import Party, Process
from talks.models.chain import extent_of, for_chain
from talks.models.meeting_queries import TOOK_PART
from talks.structured_data import process_graph

from .addresses import site_of, with_public
from .lists import as_tree, render_list, with_filters
from .pagination import page_of
from .process_chain import LANES_BY, chain_of_process

PROCESSES_ON_A_PAGE = 100
MEETINGS_ON_A_PAGE = 120
MOST_OFTEN = 5


@with_filters(ProcessFilter, lambda: Process.objects.public())
def process_list(request, filters):
    """One query: processes are few, and their order is that of a tree."""
    processes = page_of(request, as_tree(filters.qs.for_list_page()), PROCESSES_ON_A_PAGE)
    return render_list(request, "processes/list.html", filters, processes, processes=processes)


@with_public(process=lambda: Process.objects.public().select_related("parent"))
def process_detail(request, process):
    """What stands above a public process is public; what stands below may not be."""
    meetings = process.meetings.published()
    extent = extent_of(meetings)
    rows = for_chain(meetings.oldest_first())
    page = page_of(request, rows, MEETINGS_ON_A_PAGE, count=extent["count"])
    lanes_by, note = lanes_asked(request)
    public = Process.objects.public().values("pk")
    context = {
        "process": process,
        "children": process.children.filter(pk__in=public).for_list_page(),
        "meetings": page,
        "extent": extent,
        "parties": parties_most_often(process),
        "lanes": LANES_BY,
        "lanes_by": lanes_by,
        "note": note,
    }
    context |= chain_of_process(process, page, lanes_by)
    data = process_graph(site_of(request), process, extent, list(page))
    context["structured_data"] = data
    return render(request, "processes/detail.html", context)


def lanes_asked(request):
    """What the lanes of the picture stand for, and a sentence if that is not what was asked."""
    usual = next(iter(LANES_BY))
    asked = request.GET.get("lanes", usual).strip()
    if asked in LANES_BY:
        return asked, ""
    return usual, f"The picture has no lanes by {quoted(asked)}; they stand for the {usual}."


def parties_most_often(process):
    """The parties that took part in most of its meetings, each with its `times`. One query."""
    return (
        Party.objects.filter(
            delegations__meeting__process=process,
            delegations__meeting__is_draft=False,
            delegations__role__in=TOOK_PART,
        )
        .defer("folded")
        .annotate(times=Count("delegations"))
        .order_by("-times", "sort_key", "slug")[:MOST_OFTEN]
    )
