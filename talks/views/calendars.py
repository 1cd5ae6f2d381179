"""The record as calendars: lists of meetings, one meeting, promises by the day they fall due."""

from itertools import islice

from django.db.models import Max, Min
from django.http import HttpResponse, StreamingHttpResponse
from django.http.request import split_domain_port

from talks.calendars import meetings, promises
from talks.calendars.files import calendar_file
from talks.calendars.spans import due_span_of, span_of
from talks.citing import SITE
from talks.data_forms import PLAIN, complaints_of, data_filters
from talks.filters import FollowUpFilter, MeetingFilter
from talks.history.revised import revisions_of_follow_ups, revisions_of_meetings
from talks.kept_counts import record_version
from talks.models import FollowUp, Issue, Meeting, Official, Party, Place, Process
from talks.sentences import counted

from .addresses import with_public

AT_ONCE = 500
# Up to so many entries are sent as one piece, and known again by what they say.
IN_ONE_PIECE = 1_000
LEFT_OUT = "Not here, as their dates are less precise than a month: {}."
PROMISES = "Promises made at diplomatic talks, each on the day or days on which it falls due."


def every_meeting():
    return Meeting.objects.published().newest_first()


@data_filters(MeetingFilter, every_meeting)
def meeting_list_ics(request, filters):
    return calendar_of_meetings(request, filters, "meetings")


def calendar_of_noun(name, model):
    """A view: what the list of meetings has under the filter of that name, and further ones."""

    @with_public(**{name: lambda: model.objects.public()})
    def answered(request, **found):
        asked = request.GET.copy()
        asked.appendlist(name, found[name].slug)
        filters = MeetingFilter(asked, every_meeting())
        if complaints := complaints_of(filters, asked):
            return HttpResponse("\n".join([*complaints, ""]), PLAIN, status=400)
        return calendar_of_meetings(request, filters, found[name].slug)

    return answered


official_detail_ics = calendar_of_noun("official", Official)
party_detail_ics = calendar_of_noun("party", Party)
issue_detail_ics = calendar_of_noun("issue", Issue)
process_detail_ics = calendar_of_noun("process", Process)
place_detail_ics = calendar_of_noun("place", Place)


def calendar_of_meetings(request, filters, filename):
    """Ten queries, for each further five hundred meetings eight."""
    rows = filters.qs.dated_to_a_month()
    count, left_out = rows.count(), filters.qs.exclude(pk__in=rows.order_by().values("pk")).count()
    description = f"{filters.sentence}."
    if left_out:
        description += f" {LEFT_OUT.format(counted(left_out, 'meeting'))}"
    pieces = calendar_file(
        f"{filters.sentence} – {SITE}",
        description,
        request.build_absolute_uri(),
        zones_of(rows),
        events_of(request, rows),
    )
    return sent(request, filename, pieces, count)


@with_public(meeting=lambda: Meeting.objects.published().without_prose())
def meeting_detail_ics(request, meeting):
    """One meeting, however vague its date: whoever asks for it wants it in the calendar."""
    rows = Meeting.objects.filter(pk=meeting.pk)
    address = request.build_absolute_uri()
    events = events_of(request, rows)
    pieces = calendar_file(meeting.title, meeting.when, address, zones_of(rows), events)
    return sent(request, meeting.slug, pieces, 1)


@data_filters(FollowUpFilter, lambda: FollowUp.objects.published().promises().by_due_date())
def follow_up_list_ics(request, filters):
    """Five queries, for each further five hundred promises three."""
    rows = filters.qs.with_last_day()
    address = request.build_absolute_uri()
    name = f"{filters.sentence} – {SITE}"
    pieces = calendar_file(name, PROMISES, address, [], due_dates_of(request, rows))
    return sent(request, "follow-ups", pieces, rows.count())


def events_of(request, rows):
    for some in portions(rows.for_calendar()):
        revisions = revisions_of_meetings(some)
        for meeting in some:
            if span := span_of(meeting):
                uid = f"{meeting.first_slug or meeting.slug}@{host_of(request)}"
                address = request.build_absolute_uri(meeting.get_absolute_url())
                yield meetings.event_of(meeting, span, uid, address, revisions[meeting.pk])


def due_dates_of(request, rows):
    for some in portions(rows.for_calendar()):
        revisions = revisions_of_follow_ups(some)
        for row in some:
            of = row.first_slug or row.meeting.slug
            uid = f"{row.slug}.{of}@{host_of(request)}"
            address = request.build_absolute_uri(row.get_absolute_url())
            yield promises.event_of(row, due_span_of(row), uid, address, revisions[row.pk])


def portions(rows):
    """Lists of some hundred rows, so that the memory they take does not grow with their number."""
    found = rows.iterator(chunk_size=AT_ONCE)
    while some := list(islice(found, AT_ONCE)):
        yield some


def zones_of(rows):
    """The time zones that some meetings need, with the days on which they do. One query."""
    timed = rows.exclude(time=None).order_by("timezone").values_list("timezone")
    return list(timed.annotate(first=Min("starts_earliest"), last=Max("starts_earliest")))


def host_of(request):
    return split_domain_port(request.get_host())[0]


def sent(request, filename, pieces, count):
    """A long calendar goes out as it is written; it is known again while nobody writes."""
    if count <= IN_ONE_PIECE:
        response = HttpResponse(b"".join(pieces))
    else:
        response = StreamingHttpResponse(pieces)
        if version := record_version():
            response["ETag"] = f'"{version}"'
    response["Content-Type"] = "text/calendar; charset=utf-8"
    response["Content-Disposition"] = f'attachment; filename="{filename}.ics"'
    return response
