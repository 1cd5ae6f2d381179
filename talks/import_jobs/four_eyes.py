"""Imports where two people stand behind what is public: a file that changes a published meeting.

All of it waits as one proposed change (`talks/proposals/`), what is new in it too: lines name one
another, and half a file would say something else than the preview did.
"""

from django.conf import settings
from django.db import transaction

from talks.proposals.holding import title_of

# As many rows as a revert takes back: a proposed change is read and written as a whole.
ROWS_AT_MOST = 20_000
TOO_LARGE = (
    "This file changes published meetings ({}), and for that waits as a whole for a second person. "
    f"With {{:,}} rows it is too large to wait: at most {ROWS_AT_MOST:,}. Part it, and send what "
    "changes published meetings in files of its own."
)
WRITTEN = {"created", "updated", "removed"}
NOBODY = "Who committed it has no account any more, so nobody proposes it."


def noted_in(preview):
    """For the importer, which asks before a published meeting changes: never a refusal."""

    def note(row, entry):
        if settings.FOUR_EYES:
            preview.held[row.pk] = row.title
        return ""

    return note


def said_of(held, counts):
    """What is said of a file that changes the meetings `held`: whether it waits, or is too large.

    A pair of the titles in words and of a problem; both empty where nothing waits.
    """
    if not held:
        return "", ""
    rows = sum(number for (_, outcome), number in counts.items() if outcome in WRITTEN)
    titles = title_of(held)
    return titles, TOO_LARGE.format(titles, rows) if rows > ROWS_AT_MOST else ""


def propose(job, held, author, end):
    """Keep what was held back and, with it or not at all, that the job has become that."""
    with transaction.atomic():
        proposal = held.keep(author, f"Import of {job.name}")
        end(proposal.pk)
