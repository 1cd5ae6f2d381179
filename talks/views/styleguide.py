"""The style guide, for those who work on the site: every form that the pages have, under DEBUG.

Its specimen pages are made by the site's own views, from a small made-up record that is imported
for the length of one request and never kept. So the guide cannot drift from the site, and it works
whatever the record holds.
"""

import re

from django.conf import settings
from django.db import transaction
from django.http import Http404, QueryDict
from django.shortcuts import render

from talks.filters import StatementFilter
from talks.history.differences import compared
from talks.models import Meeting, Statement, choices
from talks.pictures.years import year_chart
from talks.record.importer import import_files
from talks.record.reader import RecordFile

from . import changes, follow_ups, issues, meetings, officials, parties, places, processes, sources
from .pagination import page_of
from .statements import statement_list

SPECIMEN = settings.BASE_DIR / "templates" / "styleguide" / "specimen.jsonl"
STYLE_SHEET = settings.BASE_DIR / "static" / "parley.css"
TOKEN = re.compile(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\)")
MEETING = "specimen-second-round"
PAGES = {
    "meeting": (meetings.meeting_detail, {"meeting": MEETING}),
    "changes": (changes.meeting_changes, {"meeting": MEETING}),
    "process": (processes.process_detail, {"process": "specimen-straits"}),
    "issue": (issues.issue_detail, {"issue": "specimen-passage"}),
    "official": (officials.official_detail, {"official": "specimen-ines"}),
    "party": (parties.party_detail, {"party": "specimen-alba"}),
    "pair": (parties.party_pair, {"party": "specimen-alba", "other": "specimen-borea"}),
    "place": (places.place_detail, {"place": "specimen-quay"}),
    "source": (sources.source_detail, {"source": "specimen-gazette"}),
    "meetings": (meetings.meeting_list, {}),
    "statements": (statement_list, {}),
    "follow-ups": (follow_ups.follow_up_list, {}),
}


def styleguide(request):
    """The guide itself, or with `?specimen=` one of its pages; 404 unless DEBUG."""
    if not settings.DEBUG:
        raise Http404
    with transaction.atomic():
        import_files([RecordFile(SPECIMEN)], lock=False)
        response = specimen_page(request, request.GET.get("specimen", ""))
        transaction.set_rollback(True)
    return response


def specimen_page(request, name):
    if not name:
        return render(request, "styleguide/styleguide.html", forms(request))
    if name not in PAGES:
        raise Http404
    view, ids = PAGES[name]
    request.GET = QueryDict()
    return view(request, **ids)


def forms(request):
    """What the guide shows of each form that is not a page of its own."""
    statements = Statement.objects.filter(meeting__slug=MEETING).order_by("order")
    return {
        "pages": list(PAGES),
        "tokens": tokens(STYLE_SHEET.read_text(encoding="utf-8")),
        "meeting": Meeting.objects.for_list_page().get(slug=MEETING),
        "statements": statements.for_list_page(),
        "stances": choices.Stance,
        "chart": year_chart({1985: 3, 1990: 8, 1991: 13, 2010: 1, 2021: 5}, chosen=[1991]),
        "filters": StatementFilter(QueryDict("party=specimen-alba&year=soon"), statements),
        "numbered": page_of(request, range(1000), 25, count=1000),
        "pieces": compared("The talks were long and frank.", "The talks were short and frank."),
    }


def tokens(css):
    """Each colour: its name, both values, and how it stands out from the paper of its scheme."""
    pairs = {name: (light, dark) for name, light, dark in TOKEN.findall(css)}
    return [
        (
            name,
            [(color, f"{contrast(color, paper):.1f}") for color, paper in both_papers(pair, pairs)],
        )
        for name, pair in pairs.items()
    ]


def both_papers(pair, pairs):
    return zip(pair, pairs["paper"], strict=True)


def contrast(one, other):
    """The contrast ratio of two colours, as WCAG 2.2 has it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color):
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
