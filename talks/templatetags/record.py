"""How the record's values read on a page: dates, lengths, names of the day, addresses."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from talks import dates, sentences

register = template.Library()
register.filter(sentences.language_name)


@register.filter
def in_words(edtf):
    """An EDTF date as a reader says it."""
    return dates.in_words(edtf)


@register.simple_tag
def span(starts, ends):
    return dates.span_in_words(starts, ends)


@register.filter
def hours(minutes):
    """A length of time: 480 is "8 hours", 95 "1 hour 35 minutes"."""
    whole, rest = divmod(minutes, 60)
    parts = [counted(whole, "hour"), counted(rest, "minute")]
    return " ".join(filter(None, parts))


def counted(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'}" if number else ""


@register.filter
def name_on(party, day):
    """The name a party had on a day; its present name where the day is not known."""
    return party.name_on(day)


@register.filter
def listed(rows):
    """Names as a sentence has them: "A, B and C"."""
    return in_a_sentence(format_html("<bdi>{}</bdi>", row) for row in rows)


@register.filter
def linked(rows):
    """As `listed`, each name a link to its page."""
    link = '<a href="{}"><bdi>{}</bdi></a>'
    return in_a_sentence(format_html(link, row.get_absolute_url(), row) for row in rows)


def in_a_sentence(names):
    *names, last = list(names) or [""]
    first = format_html_join(", ", "{}", ((name,) for name in names))
    return format_html("{} and {}", first, last) if names else last


@register.filter
def beyond(count, shown):
    """How many there are beyond those shown."""
    return count - len(shown)


@register.filter
def get(mapping, key):
    return mapping[key]


@register.simple_tag(takes_context=True)
def current(context, section):
    """`aria-current` for the part of the site that the page belongs to."""
    match = getattr(context.get("request"), "resolver_match", None)
    name = match.url_name or "" if match else ""
    if name in (section, f"{section}_list"):
        return "page"
    return "true" if name.startswith(f"{section}_") else "false"


@register.simple_tag(takes_context=True)
def canonical(context):
    """The page's address without filters; a further page of a list stays a page of its own.

    A page that knows better says so: `canonical_query` is the query string to keep.
    """
    request = context["request"]
    page = request.GET.get("page", "")
    query = f"page={page}" if page.isascii() and page.isdigit() and page != "1" else ""
    query = context.get("canonical_query", query)
    return request.build_absolute_uri(f"{request.path}?{query}" if query else request.path)


@register.tag
def capture(parser, token):
    """`{% capture "title" %}…{% endcapture %}`: a text that a page says in several places."""
    name = token.split_contents()[1].strip('"')
    nodelist = parser.parse(["endcapture"])
    parser.delete_first_token()
    return Capture(name, nodelist)


class Capture(template.Node):
    """Renders nothing; what stands within becomes a variable."""

    def __init__(self, name, nodelist):
        self.name, self.nodelist = name, nodelist

    def render(self, context):
        # Each part was escaped as it was rendered.
        context[self.name] = mark_safe(" ".join(self.nodelist.render(context).split()))  # noqa: S308
        return ""
