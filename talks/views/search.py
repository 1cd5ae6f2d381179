"""Search over the whole record: statements, meetings, and names; and names while one types."""

from dataclasses import dataclass

from django.http import QueryDict
from django.shortcuts import render

from talks.excerpts import excerpts_of, sought
from talks.facets import MEETING_FACETS, STATEMENT_FACETS, facets_of
from talks.filters import OLDEST_OR_NEWEST, MeetingFilter, Note, StatementFilter
from talks.filters.fields import quoted
from talks.filters.kinds import OrderFilter
from talks.kept_counts import kept, kept_ids
from talks.models import Meeting, Statement
from talks.name_search import did_you_mean
from talks.search import best_first, parse, rank

from .lists import Years
from .pagination import page_of
from .search_names import count_of_names, names_found, names_near, suggested
from .search_offers import by_speaker, looser

RESULTS_ON_A_PAGE = 20
MAX_TYPED = 200
MEETINGS_ABOVE = 3
OFFERED_STATEMENTS = 3
# Of more matches the first so many are counted, ranked and shown, and the page says so.
CAP = 50_000
ORDERS = {"relevance": ("most relevant first", "order_by")} | OLDEST_OR_NEWEST
SORTS = {"": "Most relevant", "-starts": "Newest", "starts": "Oldest"}
KINDS = {"": "All", "statements": "Statements", "meetings": "Meetings", "names": "Names"}
EXAMPLES = [
    ("open door", "both words, in any form, in one statement"),
    ('"open door"', "the words one after the other"),
    ("missiles or warheads", "either word"),
    ("NATO -enlargement", "the first word, without the second"),
    ("Рябков", "a name, in any script"),
]
# Filters that the form, the sentence and the orders show already.
QUIET = ("Words", "Order")
# Offers are for a question with so few answers that the reader may have meant another.
FEW = 3


class FoundStatements(StatementFilter):
    """Statements that hold the words."""

    ordering = OrderFilter(ORDERS)
    kind, model, facets = "statements", Statement, STATEMENT_FACETS
    chart_caption = "Matching statements a year"

    @staticmethod
    def texts(statement):
        return [statement.text]

    @staticmethod
    def in_order(rows):
        return rows.sorted_whole()

    @staticmethod
    def load(rows):
        return rows.for_list_page()


class FoundMeetings(MeetingFilter):
    """Meetings whose own texts hold the words."""

    ordering = OrderFilter(ORDERS)
    kind, model, facets = "meetings", Meeting, MEETING_FACETS
    chart_caption = "Matching meetings a year"

    @staticmethod
    def texts(meeting):
        return [meeting.title, meeting.summary, meeting.outcome, meeting.venue]

    @staticmethod
    def in_order(rows):
        return rows

    @staticmethod
    def load(rows):
        return rows.for_list_page().defer(None).defer("folded", "search")


@dataclass(frozen=True)
class Choice:
    """A link among others: a kind of results, or an order; `count` in words."""

    label: str
    query: str
    is_chosen: bool
    count: str = ""


def search(request):
    """About twenty-five queries, whatever is found; a dozen more when nothing is."""
    kind = request.GET.get("kind", "").strip()
    filters = found_by(FoundMeetings if kind == "meetings" else FoundStatements, request.GET)
    question = parse(filters.cleaned.get("q") or "")
    what = sought(question)
    context = {
        "filters": filters,
        "question": question,
        "what": what,
        "kind": kind if kind in KINDS else "",
        "notes": filters.notes + notes_on_kind(kind),
    }
    if what.is_empty:
        return render(request, "search/start.html", context | {"examples": EXAMPLES})
    return render(request, "search/results.html", context | results(request, **context))


def suggestions(request):
    """Names that begin as the words do, as a piece of a page. A dozen queries at most."""
    found = suggested(request.GET.get("q", "")[:MAX_TYPED])
    return render(request, "search/_suggestions.html", {"suggestions": found})


def found_by(filters_of, query):
    return filters_of(query, filters_of.model.objects.published().order_by())


def notes_on_kind(kind):
    if kind in KINDS:
        return []
    return [Note(f"We do not know the kind of results {quoted(kind)}; all are shown.")]


def results(request, filters, question, what, kind, **_):
    """What the page of results shows, and what it offers beside."""
    words = filters.cleaned["q"]
    near = names_near(question)
    names = names_found(question, near)
    found = rows_found(request, filters, kind, what) if kind != "names" else {}
    chips = [each for each in filters.active if each.label not in QUIET]
    is_front = kind == "" and not chips and found["page"].number == 1
    counts = {"names": count_of_names(names)}
    for of in (FoundStatements, FoundMeetings):
        is_main = found and isinstance(filters, of)
        counts[of.kind] = found["facets"].total_in_words if is_main else matches(of, words)
    return found | {
        "names": names,
        "chips": chips,
        "kinds": kinds_of(words, kind, counts),
        "plain_query": query_of(words, kind),
        "subject": subject_of(filters),
        "meetings": best_meetings(words, what) if is_front else [],
        "has_more_names": any(len(group.rows) > len(group.first) for group in names),
        "has_more_meetings": counts["meetings"] not in map(str, range(MEETINGS_ABOVE + 1)),
        "is_front": is_front,
        **offers(question, chips, near, names, found),
    }


def rows_found(request, filters, kind, what):
    """One page of the rows, with excerpts; facets; the chart of years; orders to choose from."""
    asked = filters.in_force.copy()
    asked.update({"kind": kind} if kind else {})
    key = ("search", asked.urlencode())
    ordering = in_order_of(filters)
    facets, years = kept(key, lambda: counts_of(filters, asked))
    rows = filters.qs
    if facets.is_capped:
        rows = rows.filter(pk__in=rows.order_by().values("pk")[:CAP])
    rows = filters.in_order(rows) if ordering else best_first(rows, filters.cleaned["q"])
    known = {"known": [] if ordering else facets.best, "key": key}
    page = page_of(request, rows, RESULTS_ON_A_PAGE, facets.total, filters.load, **known)
    add_excerpts(page, filters, what)
    orders = [
        Choice(label, query_in_order(filters, value), value == ordering)
        for value, label in SORTS.items()
    ]
    return {"facets": facets, "page": page, "chart": Years(filters, years).chart, "orders": orders}


def in_order_of(filters):
    """The order asked for; "" for the most relevant first."""
    ordering = filters.cleaned.get("ordering") or ""
    return "" if ordering == "relevance" else ordering


def counts_of(filters, asked):
    """Facets, and numbers by year whichever year is asked for."""
    best = None if in_order_of(filters) else rank(filters.cleaned["q"])
    years = facets = facets_of(asked, filters.qs.order_by(), filters.facets, CAP, best)
    if filters.cleaned.get("year"):
        by_year = [dimension for dimension in filters.facets if dimension.name == "year"]
        years = facets_of(asked, filters.rows_without("year").order_by(), by_year, CAP)
    return facets, {int(year): n for year, n in years.counts("year").items()}


def query_in_order(filters, value):
    if value:
        return filters.query_with("ordering", value)
    return filters.query_without("ordering")


def add_excerpts(rows, filters, what):
    """To each row its `excerpts`, one for each of its texts."""
    texts = [filters.texts(row) for row in rows]
    marked = iter(excerpts_of([text for parts in texts for text in parts], what))
    for row, parts in zip(rows, texts, strict=True):
        row.excerpts = [next(marked) for _ in parts]


def best_meetings(words, what):
    rows = best_first(Meeting.objects.published().matching(words), words)
    ids = kept_ids(("best meetings", words), rows[:MEETINGS_ABOVE])
    meetings = list(FoundMeetings.load(best_first(Meeting.objects.filter(pk__in=ids), words)))
    add_excerpts(meetings, FoundMeetings, what)
    return meetings


def matches(filters_of, words):
    """How many rows hold the words, in words."""
    rows = filters_of.model.objects.published().matching(words).order_by()[: CAP + 1]
    count = kept(("search", filters_of.kind, words), rows.count)
    return f"more than {CAP:,}" if count > CAP else f"{count:,}"


def kinds_of(words, kind, counts):
    """Links to each kind of results; filters are of one kind, and stay behind with it."""
    return {
        name or "all": Choice(label, query_of(words, name), name == kind, counts.get(name, ""))
        for name, label in KINDS.items()
    }


def query_of(words, kind):
    query = QueryDict(mutable=True)
    query.update({"q": words} | ({"kind": kind} if kind else {}))
    return query.urlencode()


def subject_of(filters):
    """What was looked through: "Statements by Russia in 2022"."""
    return type(filters).in_words(filters.cleaned | {"q": "", "ordering": ""})


def offers(question, chips, near, names, found):
    """Other questions: what someone named in the words said; and when little is found, looser."""
    total = found["facets"].total if found else 0
    speakers = by_speaker(question, near) if found and not chips else []
    is_doubtful = total <= FEW and not names and not speakers
    spoken = statements_of(speakers[0]) if speakers and not total else []
    return {
        "speakers": speakers,
        "spoken": spoken,
        "is_all_spoken": len(speakers) == 1 and len(spoken) == speakers[0].count,
        "nearly": did_you_mean(question.words) if is_doubtful else [],
        "looser": looser(question, chips) if found and not total else [],
    }


def statements_of(offer):
    """The best few statements that an offered question finds."""
    filters = found_by(FoundStatements, QueryDict(offer.query))
    rows = best_first(filters.qs, offer.words)[:OFFERED_STATEMENTS]
    keys = list(rows.values_list("pk", flat=True))
    loaded = {row.pk: row for row in FoundStatements.load(Statement.objects.filter(pk__in=keys))}
    statements = [loaded[pk] for pk in keys]
    add_excerpts(statements, FoundStatements, sought(parse(offer.words)))
    return statements
