"""What staff would type next: a statement like those before it, the post an official held that day.

Proposals alone: what is saved is what stands on the form.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import JsonResponse
from django.shortcuts import get_object_or_404

from talks import dates
from talks.models import Meeting, Official, Statement
from talks.written_dates import read

from .picks import is_key

FIELDS_OF_MAKER = ["speaker", "party", "speaker_title"]
FIELDS_OF_OCCASION = ["said_on", "setting"]


def next_statement(meeting_id):
    """First values for a meeting's next statement: two sides in turn, on the same occasion."""
    last, *before = Statement.objects.filter(meeting=meeting_id).latest_entered(2) or [None]
    values = {name: getattr(last, name) for name in FIELDS_OF_OCCASION if last}
    for other in before:
        values |= {name: getattr(other, name) for name in FIELDS_OF_MAKER}
    return values


def next_source(meeting_id):
    """The source of the last statement, as first values for a citation; a list of one or none."""
    for last in Statement.objects.filter(meeting=meeting_id).latest_entered(1):
        return [{"source": citation.source_id} for citation in last.citations.all()[:1]]
    return []


def post_on_day(request):
    """As JSON: `posts` of an official on the day of a meeting or of what was said, and a `note`."""
    if not request.user.has_perm("talks.view_official"):
        raise PermissionDenied
    official, meeting = row(Official, request, "official"), row(Meeting, request, "meeting")
    prefetch_related_objects([official], "appointments__party")
    posts = official.all_posts_on(*days_asked(request.GET.get("said_on", ""), meeting))
    shown = [
        {"title": post.title, "party": post.party_id, "party_name": str(post.party)}
        for post in posts
    ]
    return JsonResponse({"posts": shown, "note": note_on(posts, request.GET.get("title", ""))})


def row(model, request, name):
    return get_object_or_404(model, pk=key_in(request, name))


def key_in(request, name):
    """The primary key that the address names; None when that is no number."""
    text = request.GET.get(name, "")
    return int(text) if is_key(text) else None


def days_asked(said_on, meeting):
    """The first and last day that what was said, or else the meeting, may have been on."""
    try:
        said = dates.parse(str(read(said_on)))
    except ValueError:
        return meeting.first_day, meeting.last_day
    return said.earliest or meeting.first_day, said.latest or meeting.last_day


def note_on(posts, title):
    named = "; ".join(f"{post.title}, {post.party}" for post in posts)
    if not posts:
        return "No post on record that day."
    if len(posts) > 1:
        return f"{len(posts)} posts on record that day: {named}."
    if title and title.casefold() != posts[0].title.casefold():
        return f"On record that day: {named}. The title given differs."
    return f"On record that day: {named}."
