"""Names that a reader's words may mean: exactly, by their beginning, or but for a slip.

Names are folded, so that a script, an accent or a quote makes no difference. The database finds
rows that hold one of the words; which of them fit best is judged here; that they are public is
asked last, of the few that are shown.
"""

from collections import Counter
from dataclasses import dataclass

from django.db import connection
from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from talks.models import Issue, Official, Party, Place, Process
from talks.search import CONFIG

NOUNS = {"official": Official, "party": Party, "issue": Issue, "process": Process, "place": Place}
# `folded` of a party or a place has more than its name, that of an issue its question.
NAMES = """
    SELECT 'official', id, folded FROM talks_official UNION ALL
    SELECT 'party', id, sort_key FROM talks_party UNION ALL
    SELECT 'party', id, folded FROM talks_party UNION ALL
    SELECT 'party', party_id, folded FROM talks_partyname UNION ALL
    SELECT 'issue', id, sort_key FROM talks_issue UNION ALL
    SELECT 'process', id, folded FROM talks_process UNION ALL
    SELECT 'place', id, sort_key FROM talks_place UNION ALL
    SELECT 'place', id, folded FROM talks_place
"""
MAX_WORDS = 12
MAX_CANDIDATES = 2000
# Words that make no name by themselves.
SMALL = {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
# How alike two words must be, of 1, to be one with a slip; and two names as wholes, of 100.
ALIKE = 0.75
LETTERS = 4


@dataclass(frozen=True)
class Name:
    """A row's name in one of its spellings."""

    noun: str
    pk: int
    folded: str

    @property
    def words(self):
        return [word.strip(".,;:()’'\"") for word in self.folded.split()]


def names_with(words, limit=MAX_CANDIDATES):
    """Names in which one of the folded words begins a word. One query."""
    starts = [f"% {word.translate(LIKE_TEXT)}%" for word in words[:MAX_WORDS]]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({NAMES}) AS name (noun, id, folded)"  # noqa: S608 - fixed text
            " WHERE ' ' || replace(folded, '(', ' ') LIKE ANY(%s) LIMIT %s",
            [starts, limit],
        )
        return [Name(*row) for row in cursor.fetchall()]


LIKE_TEXT = str.maketrans({"%": r"\%", "_": r"\_", "\\": r"\\"})


def fit(name, words):
    """How well a name fits words that must all begin words of it; None when they do not."""
    own = name.words
    if not all(any(o.startswith(word) for o in own) for word in words):
        return None
    together = f" {' '.join(words)}"
    whole = sum(word in own for word in words)
    # A person is not the less meant for having many spellings.
    length = 0 if name.noun == "official" else len(own)
    return name.folded.startswith(together[1:]), together in f" {name.folded}", whole, -length


def best_names(names, words):
    """By noun, pairs of an id and how well its best name fits; best first."""
    fits = {noun: {} for noun in NOUNS}
    for name in names:
        if (score := fit(name, words)) is not None:
            known = fits[name.noun]
            known[name.pk] = max(score, known.get(name.pk, score))
    return {
        noun: sorted(known.items(), key=lambda pair: pair[1], reverse=True)
        for noun, known in fits.items()
    }


def names_within(names, words):
    """By noun, ids of rows that some of the words name, with those words.

    A surname or any other word of an official's name is enough; of all else the whole name.
    """
    asked, found = set(words), {noun: {} for noun in NOUNS}
    for name in names:
        own = {word for word in name.words if word not in SMALL}
        said = own & asked
        is_named = said and (said == own or (name.noun == "official" and is_telling(said)))
        if is_named and len(said) > len(found[name.noun].get(name.pk, ())):
            found[name.noun][name.pk] = said
    return found


def is_telling(words):
    return any(len(word) >= LETTERS for word in words)


def public_rows(noun, ids):
    """The public rows among a few ids, in their order, as on their lists. Few queries."""
    if not ids:
        return []
    objects = NOUNS[noun].objects
    known = {row.pk: row for row in objects.for_list_page().filter(pk__in=ids)}
    # What a published meeting counts is public; all else is asked, as that costs much more.
    doubtful = [pk for pk, row in known.items() if not weight(row)]
    if doubtful:
        public = set(objects.public().filter(pk__in=doubtful).values_list("pk", flat=True))
        known = {pk: row for pk, row in known.items() if weight(row) or pk in public}
    return [known[pk] for pk in ids if pk in known]


def weight(row):
    """How many published meetings, or of an issue statements, a row of a list has."""
    return getattr(row, "meeting_count", 0) or getattr(row, "statement_count", 0)


def did_you_mean(words, limit=3):
    """Public rows of which a name is nearly what was typed, the likeliest first.

    Reads all names: for questions that found nothing.
    """
    slips = unheard([word for word in words if len(word) >= LETTERS][:MAX_WORDS])
    if not slips:
        return []
    with connection.cursor() as cursor:
        cursor.execute(NAMES)
        names = [Name(*row) for row in cursor.fetchall()]
    known = {word for name in names for word in name.words if len(word) >= LETTERS}
    alike = {}
    for word in slips:
        if word not in known:
            alike[word] = nearly(word, known)
    scores = Counter()
    for name in names:
        own = name.words
        parts = [max((alike[w].get(o, 0) for o in own), default=0) for w in alike]
        if any(parts):
            whole = fuzz.token_sort_ratio(" ".join(words), name.folded) / 1000
            key = name.noun, name.pk
            scores[key] = max(scores[key], sum(parts) + whole)
    likeliest = [key for key, _ in scores.most_common(limit * 3)]
    return in_public(likeliest)[:limit]


def unheard(words):
    """The words that no published statement holds. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM unnest(%s::text[]) AS asked (word) WHERE NOT EXISTS ("
            " SELECT FROM talks_statement AS said JOIN talks_meeting AS met ON met.id = meeting_id"
            " WHERE NOT is_draft AND said.search @@ plainto_tsquery(%s::regconfig, word))",
            [words, CONFIG],
        )
        return [word for (word,) in cursor.fetchall()]


def nearly(word, known):
    """Known words that differ from one by a slip or two, with how alike they are."""
    similarity = DamerauLevenshtein.normalized_similarity
    found = process.extract(word, known, scorer=similarity, score_cutoff=ALIKE, limit=20)
    return {other: score for other, score, _ in found}


def in_public(keys):
    """The public rows of (noun, id) pairs, in their order. A query a noun."""
    rows = {}
    for noun in dict.fromkeys(noun for noun, _ in keys):
        for row in public_rows(noun, [pk for kind, pk in keys if kind == noun]):
            rows[noun, row.pk] = row
    return [rows[key] for key in keys if key in rows]
