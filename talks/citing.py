"""Plain-text citations that a reader copies: of one statement, of one meeting.

Not here: the record's own citations of its sources (models/sources.py).
"""

from django.utils import timezone
from django.utils.text import Truncator

from talks import dates

SITE = "Parley"
LONGEST_QUOTATION = 240


def cite_statement(statement, maker, meeting, address):
    """Who, the words, how and when they were said, where, the sources, the permalink.

    `maker` says who: "Wendy Sherman, Deputy Secretary of State (United States)". Reads the
    statement's citations with their sources: prefetch.
    """
    is_same_day = statement.said_on == meeting.starts
    said = [statement.how, "" if is_same_day else statement.day]
    parts = [
        f"{maker}: {words_of(statement)}",
        capitalised(", ".join(filter(None, said))),
        title_of(meeting),
        "; ".join(cite_source(row) for row in statement.citations.all()),
        seen(address),
    ]
    return in_sentences(parts)


def cite_meeting(meeting, places, address):
    where = ", ".join(str(place) for place in places)
    return in_sentences([title_of(meeting, where), seen(address)])


def seen(address):
    """The site, the lasting address, and the day on which it was read."""
    return f"{SITE}, {address} (accessed {dates.in_words(timezone.localdate().isoformat())})"


def cite_source(citation):
    """A source as it is named in a citation: publisher, title, date, and the place in it."""
    source = citation.source
    title = f"“{source.title}”"
    return ", ".join(
        filter(None, [source.publisher, title, dates.in_words(source.published), citation.locator])
    )


def words_of(statement):
    """The text in quotation marks where it is quoted; shortened at a word."""
    text = Truncator(" ".join(statement.text.split())).chars(LONGEST_QUOTATION)
    return f"“{text}”" if statement.is_quoted and not statement.has_own_marks else text


def title_of(meeting, where=""):
    return ", ".join(filter(None, [f"“{meeting.title}”", where, meeting.when]))


def in_sentences(parts):
    ended = (part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part)
    return " ".join(ended)


def capitalised(words):
    return words[:1].upper() + words[1:]
