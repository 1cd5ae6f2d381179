"""Processes: the list, and the meetings of one in order."""

from django.shortcuts import render

from talks.filters import NameFilter
from talks.models import Process

from .addresses import with_public
from .pagination import page_of

PROCESSES_ON_A_PAGE = 100
MEETINGS_ON_A_PAGE = 50


def process_list(request):
    filters = NameFilter(request.GET, Process.objects.public())
    processes = page_of(request, filters.qs.for_list_page(), PROCESSES_ON_A_PAGE)
    return render(request, "processes/list.html", {"filters": filters, "processes": processes})


@with_public(process=lambda: Process.objects.public().select_related("parent"))
def process_detail(request, process):
    """What stands above a public process is public; what stands below may not be."""
    meetings = process.meetings.published().oldest_first().for_list_page()
    public = Process.objects.public().values("pk")
    return render(
        request,
        "processes/detail.html",
        {
            "process": process,
            "children": process.children.filter(pk__in=public).for_list_page(),
            "meetings": page_of(request, meetings, MEETINGS_ON_A_PAGE),
        },
    )
