"""The work queue: what waits for staff, counted, each with the address of its list.

One more kind of work is one more `Entry`: its rows are a named queryset method of the model. Not
here: what the lists show (admin/), and what only `check_record` looks for (record/health.py).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils import timezone

from talks.kept_counts import kept
from talks.models import (
    Correction,
    Delegate,
    FollowUp,
    Guess,
    Issue,
    Meeting,
    Official,
    Party,
    Place,
    ProposedChange,
    Source,
    Statement,
)

PARAMETER = "queue"
# Its rows lead to the page that publishes them.
WAITING = "waiting"
# Lists of probable duplicates, whose rows lead to the page of a merge.
SAME_NAME, SAME_DAY = "same-name", "same-day"
SAME_PARTY, SAME_PLACE = "same-party", "same-place"
SAME_ISSUE, SAME_SOURCE = "same-issue", "same-source"
DUPLICATES = {SAME_NAME, SAME_DAY, SAME_PARTY, SAME_PLACE, SAME_ISSUE, SAME_SOURCE}
# Nobody works through more in a day; to count further would only cost time.
MOST = 1_000


@dataclass(frozen=True)
class Entry:
    """`key` stands in the address of the list; `rows` narrows a queryset of the model."""

    key: str
    title: str
    model: type[models.Model]
    rows: Callable
    # Whether to find the rows takes a look at the whole record: their list ends at `MOST`.
    is_costly: bool = False

    @property
    def address(self):
        name = f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}_changelist"
        return reverse(name, query={PARAMETER: self.key})

    def keys(self):
        """Of the rows; one above `MOST` stands for all that are more.

        One query while the record stays as it is, else two; duplicates cost one more.
        """
        return kept(("work queue", self.key, timezone.localdate()), self.found_keys)

    def found_keys(self):
        rows = self.rows(self.model.objects.order_by())
        return list(rows[: MOST + 1].values_list("pk", flat=True))

    def narrow(self, rows):
        """The rows of a list that this entry is about: named where few, found again where many."""
        keys = self.keys()
        if len(keys) <= MOST or self.is_costly:
            return rows.filter(pk__in=keys[:MOST])
        return self.rows(rows)

    @property
    def title_of_list(self):
        return f"{self.title} (up to {MOST:,})" if self.is_costly else self.title

    def is_seen_by(self, request):
        """Whether the user may open the list: what it counts is told to nobody else."""
        return admin.site.get_model_admin(self.model).has_view_permission(request)


ENTRIES = [
    Entry("corrections", "Readers’ corrections to handle", Correction, lambda rows: rows.new()),
    Entry(
        "proposals",
        "Changes of published meetings waiting for review",
        ProposedChange,
        lambda rows: rows.waiting(),
    ),
    Entry(
        WAITING,
        "Drafts waiting for review",
        Meeting,
        lambda rows: rows.waiting_for_review(),
    ),
    Entry("guesses", "Guessed by an import", Guess, lambda rows: rows.open()),
    Entry("drafts", "Drafts", Meeting, lambda rows: rows.drafts()),
    Entry("uncited", "Statements without a citation", Statement, lambda rows: rows.uncited()),
    Entry(
        "late", "Follow-ups past their day, without an outcome", FollowUp, lambda rows: rows.late()
    ),
    Entry("due", "Follow-ups due within two weeks", FollowUp, lambda rows: rows.due_soon()),
    Entry(
        "one-account",
        "Meetings held with only one side’s account on record",
        Meeting,
        lambda rows: rows.with_one_account(),
        is_costly=True,
    ),
    Entry(
        "delegates-without-post",
        "Delegates without a title or a post on the day",
        Delegate,
        lambda rows: rows.without_post(),
    ),
    Entry(
        "speakers-without-post",
        "Statements whose speaker has no title or post on the day",
        Statement,
        lambda rows: rows.without_post(),
        is_costly=True,
    ),
    Entry(
        SAME_NAME,
        "Officials who share a name: probable duplicates",
        Official,
        lambda rows: rows.sharing_a_name(),
    ),
    Entry(
        SAME_DAY,
        "Meetings of the same parties on the same day: probable duplicates",
        Meeting,
        lambda rows: rows.at_once(),
    ),
    Entry(
        "dead-links",
        "Sources with a dead link",
        Source,
        lambda rows: rows.with_dead_links(),
        is_costly=True,
    ),
    Entry(
        SAME_PARTY,
        "Parties who share a name: probable duplicates",
        Party,
        lambda rows: rows.on_record_twice(),
    ),
    Entry(
        SAME_PLACE,
        "Places of one name: probable duplicates",
        Place,
        lambda rows: rows.on_record_twice(),
    ),
    Entry(
        SAME_ISSUE,
        "Issues of one name: probable duplicates",
        Issue,
        lambda rows: rows.on_record_twice(),
    ),
    Entry(
        SAME_SOURCE,
        "Sources at one address, or of one title and day: probable duplicates",
        Source,
        lambda rows: rows.on_record_twice(),
    ),
    Entry(
        "unchecked",
        "Published meetings not checked against their sources for a year, or never",
        Meeting,
        lambda rows: rows.long_unchecked(),
    ),
]


@dataclass(frozen=True)
class Line:
    """An entry as the front page shows it."""

    entry: Entry
    number: int

    @property
    def words(self):
        return f"more than {MOST:,}" if self.number > MOST else f"{self.number:,}"


def entries_of(model):
    return [entry for entry in ENTRIES if entry.model is model]


def lines_for(request):
    """A line for each entry whose list the user may open; what each costs, `keys()` says."""
    return [Line(entry, len(entry.keys())) for entry in ENTRIES if entry.is_seen_by(request)]
