"""What changed on a meeting's page since it was first published."""

from django.shortcuts import render

from talks.history import changes_since_publication, saves_in_words
from talks.models import Meeting

from .addresses import with_public
from .pagination import page_of

CHANGES_ON_A_PAGE = 25


@with_public(meeting=lambda: Meeting.objects.published().without_prose())
def meeting_changes(request, meeting):
    """Two queries when nothing changed; else as many more as the page tells of tables and nouns."""
    changes = changes_since_publication(meeting)
    page = page_of(request, changes, CHANGES_ON_A_PAGE)
    context = {
        "meeting": meeting,
        "page": page,
        "saves": saves_in_words(meeting, page.object_list),
        "save_count": len({change.moment for change in changes}),
    }
    return render(request, "meetings/changes.html", context)
