"""What a search offers beside its results: someone named in the words, a looser question."""

from dataclasses import dataclass

from django.http import QueryDict

from talks.models import Statement
from talks.name_search import names_within, public_rows, weight

MAX_READINGS = 3
# Counts of offers stop here: that there is plenty is enough to know.
PLENTY = 1000


@dataclass(frozen=True)
class Offer:
    """Another question: how it differs, its words, how many statements answer it, and its query."""

    text: str
    words: str
    count: int
    query: str
    row: object = None

    @property
    def count_in_words(self):
        return f"more than {PLENTY:,}" if self.count > PLENTY else f"{self.count:,}"


def offer(text, question, row=None, **filters):
    words = str(question)
    asked = QueryDict(mutable=True)
    asked["q"] = words
    asked.update(filters)
    rows = Statement.objects.published().matching(words).order_by()
    if row:
        narrow = rows.made_by if "official" in filters else rows.made_by_party
        rows = narrow(row)
    return Offer(text, words, rows[: PLENTY + 1].count(), asked.urlencode(), row)


def by_speaker(question, near):
    """Offers of what is said by those whom some of the words name, on the other words.

    `near` are the names to choose from, as `names_near` has them.
    """
    if len(question.terms) < 2:
        return []
    named = names_within(near, question.words)
    offers = []
    for noun in ("official", "party"):
        said = named[noun]
        most = sorted(said, key=lambda pk: len(said[pk]), reverse=True)
        rows = sorted(public_rows(noun, most[:20]), key=weight, reverse=True)
        for row in rows[:MAX_READINGS]:
            rest = question.without_words(said[row.pk])
            if rest.wanted:
                offers.append(offer("", rest, row, **{noun: row.slug}))
    return [each for each in offers if each.count]


def looser(question, filters):
    """Offers of questions that ask less, for one that found nothing: those with an answer."""
    ways = [
        ("without the filters", question, bool(filters)),
        ("without the quotation marks", question.without_quotes(), True),
        ("without the words that were shut out", question.without_unwanted(), True),
        ("with any of the words", question.without_unwanted().with_any_word(), True),
        (
            "with any of the words, outside quotation marks",
            question.without_unwanted().without_quotes().with_any_word(),
            True,
        ),
    ]
    offers, asked = [], {str(question)} if not filters else set()
    for text, other, applies in ways:
        if applies and other.wanted and str(other) not in asked:
            asked.add(str(other))
            offers.append(offer(text, other))
    return [each for each in offers if each.count]
