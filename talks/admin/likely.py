"""What staff would type next: a statement like those before it, the post an official held that day.

Proposals alone: what is saved is what stands on the form.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import JsonResponse
from django.shortcuts import get_object_or_404

from talks import dates
from talks.models import Meeting, Official, Statement
from talks.written_dates import Span, read

from .picks import is_key

FIELDS_OF_MAKER = ["speaker", "party", "speaker_title"]
FIELDS_OF_OCCASION = ["said_on", "setting"]


def next_statement(meeting_id):
    """First values for a meeting's next statement: two sides in turn, on the same occasion."""
    last, *before = Statement.objects.filter(meeting=meeting_id).latest_entered(2) or [None]
    values = {name: getattr(last, name) for name in FIELDS_OF_OCCASION if last}
    for other in before:
        maker = [Statement._meta.get_field(name) for name in FIELDS_OF_MAKER]
        values |= {field.name: field.value_from_object(other) for field in maker}
    return values


def said_before(meeting):
    """Of a meeting's last two statements what the next ones may repeat, for the script of its form.

    A list of dicts by field; a row as a pair of its key and its name.
    """
    return [
        {name: pair(getattr(statement, name)) for name in ["speaker", "party"]}
        | {name: getattr(statement, name) for name in ["speaker_title", *FIELDS_OF_OCCASION]}
        | {"source": pair(next((c.source for c in statement.citations.all()), None))}
        for statement in reversed(Statement.objects.filter(meeting=meeting).latest_entered(2))
    ]


def pair(row):
    return [str(row.pk), str(row)] if row else ""


def next_source(meeting_id):
    """The source of the last statement, as first values for a citation; a list of one or none."""
    for last in Statement.objects.filter(meeting=meeting_id).latest_entered(1):
        return [{"source": citation.source_id} for citation in last.citations.all()[:1]]
    return []


def post_on_day(request):
    """As JSON: `posts` of an official on the day of a meeting or of what was said, and a `note`.

    `is_doubtful` where staff should look again: no post, several, or another than the title given.
    """
    if not request.user.has_perm("talks.view_official"):
        raise PermissionDenied
    official = get_object_or_404(Official, pk=key_in(request, "official"))
    prefetch_related_objects([official], "appointments__party")
    posts = official.all_posts_on(*days_asked(request))
    shown = [
        {"title": post.title, "party": post.party_id, "party_name": str(post.party)}
        for post in posts
    ]
    note, is_doubtful = note_on(posts, request.GET.get("title", ""))
    return JsonResponse({"posts": shown, "note": note, "is_doubtful": is_doubtful})


def key_in(request, name):
    """The primary key that the address names; None when that is no number."""
    text = request.GET.get(name, "")
    return int(text) if is_key(text) else None


def days_asked(request):
    """The first and last day of what is written as `said_on` and `ends`, or else of the meeting."""
    meeting = Meeting.objects.filter(pk=key_in(request, "meeting")).first()
    whole = (meeting.first_day, meeting.last_day) if meeting else (None, None)
    said, ends = (bounds(request.GET.get(name, "")) for name in ("said_on", "ends"))
    return said[0] or whole[0], ends[1] or said[1] or whole[1]


def bounds(text):
    """The first and last day that a text says; None for what it does not say."""
    try:
        found = read(text)
        texts = (found.starts, found.ends) if isinstance(found, Span) else (found, found)
        return dates.parse(texts[0]).earliest, dates.parse(texts[1]).latest
    except ValueError:
        return None, None


def note_on(posts, title):
    """A sentence on the posts of that day, and whether it is a warning."""
    named = "; ".join(f"{post.title}, {post.party}" for post in posts)
    if not posts:
        return "No post on record that day.", True
    if len(posts) > 1:
        return f"{len(posts)} posts on record that day: {named}.", True
    if title and title.casefold() != posts[0].title.casefold():
        return f"On record that day: {named}. The title given differs.", True
    return f"On record that day: {named}.", False
