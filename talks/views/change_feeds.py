"""Feeds of changes to what was published: on one meeting's page, and everywhere."""

from django.urls import reverse

from talks.history import (
    changes_by_meeting,
    changes_since_publication,
    recent_saves,
    saves_by_meeting,
    saves_in_words,
)
from talks.kept_counts import kept
from talks.models import Meeting

from .addresses import with_public
from .feed_entries import publication_entry, save_entry
from .feeds import MOST, Refused, heading_of, in_words, page_asked, portion, sent

CHANGES = "What readers saw change, newest first, with the reason where one was given"


def alone(request):
    """The number of the part asked for: nothing else can be."""
    number, asked = page_asked(request)
    if asked:
        raise Refused("There are no filters here but the page.")
    return number


@in_words
@with_public(meeting=lambda: Meeting.objects.published().without_prose())
def meeting_detail_atom(request, meeting):
    """Every change since it was published; the publication itself comes last."""
    number, changes = alone(request), changes_since_publication(meeting)
    moments = list(dict.fromkeys(change.moment for change in changes))
    shown = portion([*moments, None], number)
    mine = saves_in_words(meeting, [change for change in changes if change.moment in shown])
    entries = [save_entry(request, meeting, save) for save in mine if tells(save)]
    if None in shown:
        entries.append(publication_entry(request, meeting))
    page = reverse("meeting_changes", args=[meeting.slug])
    title = f"Changes to {meeting}"
    return sent(heading_of(request, number, len(moments) + 1, title, page, CHANGES), entries)


@in_words
def corrections_atom(request):
    """A meeting's changes in one save are one entry."""
    number = alone(request)
    saves = kept("recent saves", lambda: recent_saves(MOST))
    shown = portion(saves, number)
    rows = Meeting.objects.published().without_prose().filter(pk__in={pk for pk, _ in shown})
    meetings = {meeting.pk: meeting for meeting in rows}
    told = saves_told(list(meetings.values()), set(shown))
    in_order = [(meetings[pk], told[pk, moment]) for pk, moment in shown if (pk, moment) in told]
    entries = [save_entry(request, meeting, save) for meeting, save in in_order]
    title, page = "Corrections and other changes", reverse("meeting_list")
    return sent(heading_of(request, number, len(saves), title, page, CHANGES), entries)


def saves_told(meetings, wanted):
    """The `Save`s of some pairs of a meeting's key and a moment that changed what readers see."""
    changes = {
        pk: [change for change in some if (pk, change.moment) in wanted]
        for pk, some in changes_by_meeting(meetings).items()
    }
    return {
        (pk, save.moment): save
        for pk, saves in saves_by_meeting(meetings, changes).items()
        for save in saves
        if tells(save)
    }


def tells(save):
    return bool(save.items or save.is_republication)
