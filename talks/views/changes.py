"""What changed on a meeting's page since it was first published; or in one of its statements."""

from django.shortcuts import render

from talks.history import changes_since_publication, saves_in_words
from talks.models import Meeting, Statement

from .addresses import with_public
from .pagination import page_of

CHANGES_ON_A_PAGE = 25


@with_public(meeting=lambda: Meeting.objects.published().without_prose())
def meeting_changes(request, meeting):
    """Two queries when nothing changed; else as many more as the page tells of tables and nouns.

    One more for a statement that is asked for.
    """
    asked = request.GET.get("statement", "").replace("\0", "")
    statement = meeting.statements.only("slug").filter(slug=asked).first() if asked else None
    changes = changes_since_publication(meeting)
    if statement:
        mine = Statement, statement.pk
        changes = [change for change in changes if (change.thing, change.pk) == mine]
    page = page_of(request, changes, CHANGES_ON_A_PAGE)
    context = {
        "meeting": meeting,
        "statement": statement,
        "asked": asked,
        "page": page,
        "saves": saves_in_words(meeting, page.object_list),
        "save_count": len({change.moment for change in changes}),
    }
    return render(request, "meetings/changes.html", context)
