"""The names a search finds (of officials, parties, issues, processes, places) or suggests."""

from dataclasses import dataclass

from django.urls import reverse

from talks.folding import fold
from talks.models import Meeting
from talks.name_search import best_names, names_with, public_rows, weight
from talks.search import beginning_with, parse

SHOWN_NAMES = 3
MAX_NAMES = 30
MAX_SUGGESTIONS = 3
MAX_NAMED = 6
LABELS = {
    "official": "Officials",
    "party": "Parties",
    "issue": "Issues",
    "process": "Processes",
    "place": "Places",
}


@dataclass(frozen=True)
class Names:
    """Rows of one noun whose names fit, best first; `is_cut` when there may be more."""

    noun: str
    rows: list
    is_cut: bool = False

    @property
    def label(self):
        return LABELS[self.noun]

    @property
    def first(self):
        return self.rows[:SHOWN_NAMES]

    @property
    def list_address(self):
        return reverse(f"{self.noun}_list")


def names_near(question):
    """Names that hold one of the words, to choose from. One query."""
    # An alternative, or a word shut out, asks for texts.
    if len(question.alternatives) != 1 or question.unwanted:
        return []
    return names_with(question.words)


def names_found(question, near, limit=MAX_NAMES):
    """`Names` of each noun that has any, from `names_near`. One query or two a noun."""
    groups = []
    for noun, fits in best_names(near, question.words).items():
        if rows := rows_by_fit(noun, dict(fits[: limit + 1])):
            groups.append(Names(noun, rows[:limit], len(fits) > limit))
    return groups


def rows_by_fit(noun, fits):
    """Public rows, of which those that fit alike stand in the order of their meetings' number."""
    rows = public_rows(noun, list(fits))
    return sorted(rows, key=lambda row: (fits[row.pk], weight(row)), reverse=True)


def count_of_names(groups):
    total = sum(len(names.rows) for names in groups)
    return f"more than {total}" if any(names.is_cut for names in groups) else str(total)


@dataclass(frozen=True)
class Suggestion:
    name: str
    kind: str
    address: str


def suggested(words):
    """Names and meetings that begin as the words do, for one who is still typing."""
    question = parse(words)
    if not any(len(word) > 1 for word in question.words):
        return []
    start = " ".join(question.words)
    rows = [
        (not fold(str(row)).startswith(start), -weight(row), row, group.noun)
        for group in names_found(question, names_near(question), limit=MAX_SUGGESTIONS)
        for row in group.rows
    ]
    named = [(row, noun) for *_, row, noun in sorted(rows, key=lambda each: each[:2])]
    meetings = Meeting.objects.published().without_prose().filter(search=beginning_with(question))
    first = meetings.newest_first()[:MAX_SUGGESTIONS]
    named = named[:MAX_NAMED] + [(meeting, f"meeting, {meeting.when}") for meeting in first]
    return [Suggestion(str(row), kind, row.get_absolute_url()) for row, kind in named]
