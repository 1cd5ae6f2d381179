"""What a meeting needs before the public may see it, and what is said when it no longer may."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils import timezone

STATE = ["is_draft", "withdrawn_at", "withdrawn_because"]
WITHDRAWN = models.CheckConstraint(
    condition=Q(withdrawn_at=None, withdrawn_because="")
    | Q(is_draft=True, withdrawn_at__isnull=False, withdrawn_because__regex=r"\S"),
    name="meeting_withdrawn_is_draft_with_reason",
    violation_error_message="A withdrawn meeting is a draft, and the public is told why.",
)


@dataclass(frozen=True)
class Problem:
    """One reason against publishing: `path` names the field as the record file does.

    `row` is the key of the row that lacks something, where there are many.
    """

    path: str
    reason: str
    row: int | None = None

    def __str__(self):
        return self.reason


def publication_problems(meeting):
    """Every reason why a saved meeting may not be published. Two queries.

    That no delegate sits twice in a delegation is kept by the database, for drafts too.
    """
    problems = date_problems(meeting.starts, meeting.starts_earliest, meeting.ends_latest)
    if not meeting.delegations.exists():
        problems.append(Problem("delegations", "No delegation is on record."))
    uncited = meeting.statements.filter(citations=None).values_list("slug", "pk")
    return problems + [
        Problem("statements", f"Statement {slug} has no citation.", pk) for slug, pk in uncited
    ]


def date_problems(starts, starts_earliest, ends_latest):
    """Reasons that lie in the dates alone."""
    if not starts:
        return [Problem("starts", "There is no date.")]
    if starts_earliest and ends_latest and ends_latest < starts_earliest:
        return [Problem("ends", "The meeting ends before it starts.")]
    return []


def publish(meeting):
    meeting.is_draft, meeting.withdrawn_at, meeting.withdrawn_because = False, None, ""
    meeting.save(update_fields=STATE)


def withdraw(meeting, because):
    meeting.is_draft, meeting.withdrawn_at, meeting.withdrawn_because = (
        True,
        timezone.now(),
        because,
    )
    meeting.save(update_fields=STATE)
