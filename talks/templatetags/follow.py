"""The link that leads from a page to the form for following what it shows."""

from django import template
from django.http import QueryDict
from django.urls import reverse

from talks.following.followed import NOT_FOLLOWED, with_query, with_what
from talks.following.links import can_follow
from talks.models.subscriptions import What

register = template.Library()

# Lists that are followed as they are filtered.
LISTS = {
    "statement_list": What.STATEMENTS,
    "meeting_list": What.MEETINGS,
    "follow_up_list": What.FOLLOW_UPS,
}
# Pages of nouns: what of them is followed, by the filter of that name.
NOUNS = {
    "official_detail": (What.STATEMENTS, "official"),
    "party_detail": (What.STATEMENTS, "party"),
    "issue_detail": (What.STATEMENTS, "issue"),
    "process_detail": (What.MEETINGS, "process"),
    "place_detail": (What.MEETINGS, "place"),
}


@register.simple_tag(takes_context=True)
def follow_address(context):
    """Where the reader of this page may follow it; "" where nothing can be, or no mail goes out."""
    match = getattr(context.get("request"), "resolver_match", None)
    if match is None or not can_follow():
        return ""
    asked = asked_of(match.url_name, match.kwargs, context)
    return with_query(reverse("follow"), with_what(*asked)) if asked else ""


def asked_of(name, ids, context):
    """A pair of what to follow, and its query string; None for a page of something else."""
    if name in LISTS:
        return LISTS[name], in_force(context["filters"]).urlencode()
    if name in NOUNS:
        what, noun = NOUNS[name]
        return what, f"{noun}={ids[noun]}"
    if name == "party_pair":
        return What.MEETINGS, f"party={ids['party']}&party={ids['other']}"
    if name == "search" and not context["what"].is_empty:
        return asked_of_search(context["kind"], in_force(context["filters"]))
    return None


def asked_of_search(kind, asked):
    """The words alone find rows of both kinds; with a filter, rows of the kind that is shown."""
    if kind == "names":
        return None
    is_plain = not kind and list(asked) == ["q"]
    return What.SEARCH if is_plain else What(kind or "statements"), asked.urlencode()


def in_force(filters):
    """The filters that are followed, without another query."""
    asked = filters.in_force.copy()
    for name in NOT_FOLLOWED:
        asked.pop(name, None)
    return QueryDict(asked.urlencode(), mutable=True)
