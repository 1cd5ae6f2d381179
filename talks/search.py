"""How a reader's words become a text-search query: phrases in quotes, `or`, and a minus."""

import re
from dataclasses import dataclass
from itertools import groupby

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, FloatField, Func
from django.db.models.functions import Ln

from talks.folding import fold

CONFIG = "english"
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"') | dict.fromkeys("−﹣－", "-"))
TERM = re.compile(r'(-?)(?:"([^"]*)(?:"|\Z)|([^\s"]+))')
# So many different words make a short text; of shorter ones none comes first for that alone.
SHORT = 100


@dataclass(frozen=True)
class Term:
    """A word, or a phrase in quotes, as it was typed; `is_unwanted` with a minus before it."""

    text: str
    is_phrase: bool = False
    is_unwanted: bool = False

    @property
    def folded(self):
        return fold(self.text).replace('"', " ").strip(" -")

    def __str__(self):
        quoted = f'"{self.text}"' if self.is_phrase else self.text
        return f"-{quoted}" if self.is_unwanted else quoted

    def as_websearch(self):
        quoted = f'"{self.folded}"' if self.is_phrase else self.folded
        return f"-{quoted}" if self.is_unwanted else quoted


@dataclass(frozen=True)
class Question:
    """What is looked for: `alternatives` are tuples of terms that must all hold."""

    alternatives: tuple

    @property
    def terms(self):
        return [term for terms in self.alternatives for term in terms]

    @property
    def wanted(self):
        return [term for term in self.terms if not term.is_unwanted]

    @property
    def unwanted(self):
        return [term for term in self.terms if term.is_unwanted]

    @property
    def words(self):
        """The folded words that are wanted, phrases taken apart, each once."""
        return list(dict.fromkeys(w for term in self.wanted for w in term.folded.split()))

    def __str__(self):
        return " or ".join(" ".join(map(str, terms)) for terms in self.alternatives)

    def as_websearch(self):
        """In PostgreSQL's own web syntax. What only shuts words out finds nothing."""
        found = [terms for terms in self.alternatives if any(not t.is_unwanted for t in terms)]
        return " or ".join(" ".join(t.as_websearch() for t in terms) for terms in found)

    def without_quotes(self):
        return self.rebuilt(lambda term: [Term(w, False, False) for w in term.text.split()])

    def without_unwanted(self):
        return self.rebuilt(lambda term: [term], keep=lambda term: not term.is_unwanted)

    def with_any_word(self):
        """Each wanted term an alternative of its own."""
        return Question(tuple((term,) for term in dict.fromkeys(self.wanted)))

    def without_words(self, folded):
        """Without the words, given folded, that stand outside a phrase."""
        return self.rebuilt(
            lambda term: [term], keep=lambda term: term.is_phrase or term.folded not in folded
        )

    def rebuilt(self, change, keep=lambda term: True):
        alternatives = (
            tuple(
                new
                for term in terms
                if keep(term)
                for new in (change(term) if term.is_phrase and not term.is_unwanted else [term])
            )
            for terms in self.alternatives
        )
        return Question(tuple(filter(None, alternatives)))


def parse(words):
    """The question in a reader's words; one without alternatives when there are no words."""
    terms = []
    for minus, phrase, word in TERM.findall(words.translate(QUOTES)):
        term = Term(" ".join((phrase or word).split()), bool(phrase), bool(minus))
        if term.folded:
            terms.append(term)
    runs = groupby(terms, key=lambda term: not term.is_phrase and term.folded == "or")
    return Question(tuple(tuple(run) for is_or, run in runs if not is_or))


def query(words):
    """A query for the `search` vectors."""
    return SearchQuery(parse(words).as_websearch(), config=CONFIG, search_type="websearch")


def rank(words):
    """How often a row holds the words, or how near together, for its length."""
    question = parse(words)
    # How near the words stand is dear to find out, and says nothing of alternatives.
    of_one_piece = len(question.alternatives) == 1 and len(question.words) > 1
    held = SearchRank(F("search"), query(words), cover_density=of_one_piece)
    length = Func("search", function="length", output_field=FloatField())
    return held / Ln(length + SHORT)


def best_first(rows, words):
    return rows.order_by(rank(words).desc(), "-pk")


def beginning_with(question):
    """A query for texts that hold words beginning as those of a question do."""
    words = [word for text in question.words for word in re.findall(r"[a-z0-9]+", text)]
    return SearchQuery(" & ".join(f"{w}:*" for w in words), config=CONFIG, search_type="raw")
