"""Readable excerpts around the words that were found, with those words told apart.

Which words of a text are meant is asked of PostgreSQL, with the configuration that found the text,
so that forms of a word and foreign scripts are marked as they are matched.
"""

import re
from dataclasses import dataclass

from django.db import connection

from talks.folding import fold
from talks.search import CONFIG, Question

LENGTH = 320
LEAD = 110
READ_FIRST = 3_000
# A hit beyond so many characters is not looked for: the excerpt is the beginning of the text then.
SCANNED = 60_000
# Words as PostgreSQL would part them, hyphens and points within a word left to it.
CHUNK = re.compile(r"[^\s—–…“”„«»\"()\[\]<>]+")
SENTENCE_END = re.compile(r"[.!?]['’”\"]?\s+(?=\S)")


@dataclass(frozen=True)
class Sought:
    """Lexemes of single words, and phrases as tuples of (lexeme, distance from the first)."""

    single: frozenset = frozenset()
    phrases: tuple = ()
    ignored: tuple = ()
    question: Question = Question(())

    @property
    def alternatives(self):
        """The terms that are looked for, as the question has them, without those left out."""
        kept = (
            [t for t in terms if not t.is_unwanted and t not in self.ignored]
            for terms in self.question.alternatives
        )
        return [terms for terms in kept if terms]

    @property
    def lexemes(self):
        return self.single | {lexeme for phrase in self.phrases for lexeme, _ in phrase}

    def is_held(self, found):
        """Whether hits are all that could be wanted of a text: one alternative in full."""
        held = {what for _, _, row in found for what in row}
        needed = len(self.single) + len(self.phrases)
        return len(held) >= (needed if len(self.alternatives) == 1 else 1)

    @property
    def is_empty(self):
        return not (self.single or self.phrases)


@dataclass(frozen=True)
class Excerpt:
    """`parts` are pairs of a text and whether it was found."""

    parts: list
    is_cut_before: bool = False
    is_cut_after: bool = False

    @property
    def has_hits(self):
        return any(is_found for _, is_found in self.parts)


def sought(question):
    """What to mark for a question, and the terms in it that search leaves out. One query."""
    if not question.wanted:
        return Sought(question=question)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, lexeme, positions"
            " FROM unnest(%s::text[]) WITH ORDINALITY AS term (t, number)"
            " CROSS JOIN LATERAL unnest(to_tsvector(%s::regconfig, t)) ORDER BY number, positions",
            [[term.folded for term in question.wanted], CONFIG],
        )
        rows = cursor.fetchall()
    single, phrases, ignored = set(), [], []
    for number, term in enumerate(question.wanted, 1):
        found = [(lexeme, position) for n, lexeme, at in rows if n == number for position in at]
        if not found:
            ignored.append(term)
        elif term.is_phrase and len(found) > 1:
            first = min(position for _, position in found)
            phrases.append(tuple((lexeme, position - first) for lexeme, position in found))
        else:
            single.update(lexeme for lexeme, _ in found)
    return Sought(frozenset(single), tuple(phrases), tuple(ignored), question)


def excerpts_of(texts, what, length=LENGTH):
    """An `Excerpt` of each text, around what was sought. One query for all of them, or two.

    Of a long text the beginning is read, and more of it only where that does not hold all.
    """
    found = hits_in([text[:READ_FIRST] for text in texts], what)
    unread = [
        n for n, text in enumerate(texts) if len(text) > READ_FIRST and not what.is_held(found[n])
    ]
    again = hits_in([texts[n][:SCANNED] for n in unread], what)
    for n, more in zip(unread, again, strict=True):
        found[n] = more
    return [excerpt_of(text, found[n], length) for n, text in enumerate(texts)]


def hits_in(texts, what):
    """The `hits` of each text."""
    chunks = [list(CHUNK.finditer(text)) for text in texts]
    folded = [[folded_chunk(match[0]) for match in row] for row in chunks]
    known = lexemes_of({word for row in folded for word in row}, what)
    return [hits(row, words, known, what) for row, words in zip(chunks, folded, strict=True)]


def folded_chunk(word):
    return word.lower() if word.isascii() else fold(word)


def lexemes_of(words, what):
    """The sought lexemes that each word holds; words with none are left out."""
    # A stem keeps the beginning of its word; of a short one ("die", "dying") the first letter.
    starts = {lexeme[: 2 if len(lexeme) > 3 else 1] for lexeme in what.lexemes}
    likely = [word for word in words if any(start in word for start in starts)] if starts else []
    if not likely:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t, tsvector_to_array(v) FROM unnest(%s::text[]) AS t,"
            " LATERAL to_tsvector(%s::regconfig, t) AS v WHERE tsvector_to_array(v) && %s::text[]",
            [likely, CONFIG, sorted(what.lexemes)],
        )
        return {word: set(lexemes) for word, lexemes in cursor.fetchall()}


def hits(chunks, words, known, what):
    """(start, end, what was found) of each chunk to mark, in order."""
    lexemes = [known.get(word, frozenset()) for word in words]
    found = {n: row & what.single for n, row in enumerate(lexemes) if row & what.single}
    for number, phrase in enumerate(what.phrases):
        places = phrase_places(phrase, lexemes)
        # One that hyphens or points divide otherwise is marked by its words.
        its_own = {lexeme for lexeme, _ in phrase}
        places = places or [n for n, row in enumerate(lexemes) if row & its_own]
        for n in places:
            found[n] = {*found.get(n, ()), number}
    return [(*trimmed(chunks[n]), found[n]) for n in sorted(found)]


def phrase_places(phrase, lexemes):
    """The numbers of the chunks in which a phrase stands, word after word."""
    (first, _), *_ = phrase
    return [
        n + distance
        for n, row in enumerate(lexemes)
        if first in row
        and all(n + d < len(lexemes) and lexeme in lexemes[n + d] for lexeme, d in phrase)
        for _, distance in phrase
    ]


def trimmed(match):
    """Where a word begins and ends, without the points and commas around it."""
    start, end, text = match.start(), match.end(), match.string
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def excerpt_of(text, found, length):
    start, end = window(text, found, length)
    parts, at = [], start
    for first, last in joined(text, [(a, b) for a, b, _ in found if start <= a and b <= end]):
        parts += [(text[at:first], False), (text[first:last], True)]
        at = last
    parts.append((text[at:end], False))
    return Excerpt([part for part in parts if part[0]], start > 0, end < len(text.rstrip()))


def joined(text, spans):
    """Spans with neighbours run together where only space parts them."""
    runs = []
    for first, last in spans:
        if runs and text[runs[-1][1] : first].isspace():
            runs[-1][1] = last
        else:
            runs.append([first, last])
    return runs


def window(text, found, length):
    """Where the excerpt begins and ends: around the place that holds most of what was found."""
    if len(text) <= length * 1.25:
        return 0, len(text.rstrip())
    start = opening(text, densest(found, length - LEAD)) if found else 0
    end = start + length
    if end >= len(text) - LEAD / 4:
        return start, len(text.rstrip())
    space = text.rfind(" ", start + length // 2, end)
    return start, space if space > 0 else end


def densest(found, length):
    """Where the stretch of text begins that holds most different hits, then most of them."""
    best, place, last = (0, 0), found[0][0], 0
    for n, (start, _, _) in enumerate(found):
        last = max(last, n)
        while last < len(found) and found[last][1] <= start + length:
            last += 1
        within = found[n : min(last, n + 60)]
        score = len({what for _, _, row in within for what in row}), len(within)
        if score > best:
            best, place = score, start
    return place


def opening(text, place):
    """The begin of the sentence around a place, or of a word shortly before it."""
    if place <= LEAD:
        return 0
    before = text[place - LEAD : place]
    sentence = max((match.end() for match in SENTENCE_END.finditer(before)), default=None)
    if sentence is not None:
        return place - LEAD + sentence
    space = before.find(" ")
    return place - LEAD + space + 1 if space >= 0 else place
