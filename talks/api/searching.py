"""The search of the site, for programs: the best statements, meetings and names at once."""

from django.http import QueryDict

from talks.excerpts import excerpts_of, sought
from talks.filters import RecordFilter
from talks.filters.kinds import WordsFilter
from talks.kept_counts import kept, kept_ids
from talks.models import Statement
from talks.record.states import one_state
from talks.search import best_first, parse
from talks.views.search import CAP, FoundMeetings, FoundStatements, found_by
from talks.views.search_names import names_found, names_near

from .answers import answer, in_list
from .asked import Asked
from .problems import BadQuery, Complaint

MOST = 50
NO_WORDS = "q is what is looked for: one word at least that is not too common or shut out."


class SearchFilter(RecordFilter):
    """What may be asked of a search."""

    q = WordsFilter(lambda rows, words: rows.matching(words), label="Words")


def search_answer(request):
    """Some sixty queries, whatever is found."""
    with one_state():
        rows = Statement.objects.published()
        asked = Asked(request.GET, SearchFilter, rows, own=("limit",), most=MOST)
        question = parse(asked.filters.cleaned["q"])
        what = sought(question)
        if what.is_empty:
            raise BadQuery([Complaint("q", NO_WORDS)])
        return answer(found(asked.filters.cleaned["q"], question, what, asked.limit))


def found(words, question, what, limit):
    return {
        "q": words,
        "ignored": [str(term) for term in what.ignored],
        "statements": statements_found(words, what, limit),
        "meetings": meetings_found(words, what, limit),
        "names": [
            {"noun": group.noun, "id": row.slug, "name": str(row)}
            for group in names_found(question, names_near(question), limit)
            for row in group.rows
        ],
    }


def statements_found(words, what, limit):
    ids, count = best(FoundStatements, words, limit)
    items = in_list("statement", ids)
    excerpts = excerpts_of([item["text"] for item in items], what)
    pairs = zip(items, map(in_marks, excerpts), strict=True)
    return {
        "count": count,
        "items": [{"statement": item, "excerpt": excerpt} for item, excerpt in pairs],
    }


def meetings_found(words, what, limit):
    ids, count = best(FoundMeetings, words, limit)
    items = in_list("meeting", ids)
    texts = [[item.get(key, "") for key in TEXTS] for item in items]
    marked = iter(excerpts_of([text for parts in texts for text in parts], what))
    found = []
    for item, parts in zip(items, texts, strict=True):
        excerpts = [next(marked) for _ in parts]
        held = [in_marks(excerpt) for excerpt in excerpts if excerpt.has_hits]
        found.append({"meeting": item, "excerpts": held})
    return {"count": count, "items": found}


# The texts of a meeting that hold words, as in FoundMeetings.
TEXTS = ("title", "summary", "outcome", "venue")


def best(of, words, limit):
    """The ids of the best rows, and how many there are; of very many, among the first CAP."""
    asked = QueryDict(mutable=True)
    asked["q"] = words
    rows = found_by(of, asked).qs
    count = kept(("api search", of.kind, words), rows.count)
    if count > CAP:
        rows = rows.filter(pk__in=rows.order_by().values("pk")[:CAP])
    return kept_ids(("api search", of.kind, words, limit), best_first(rows, words)[:limit]), count


def in_marks(excerpt):
    """An excerpt as its text, and where in it the hits are."""
    text, marks = "", []
    for part, is_found in excerpt.parts:
        if is_found:
            marks.append([len(text), len(text) + len(part)])
        text += part
    return {
        "text": text,
        "marks": marks,
        "cut_before": excerpt.is_cut_before,
        "cut_after": excerpt.is_cut_after,
    }
