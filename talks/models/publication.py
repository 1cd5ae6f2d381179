"""What a meeting needs before the public may see it."""

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One reason against publishing: `path` names the field as the record file does."""

    path: str
    reason: str

    def __str__(self):
        return self.reason


def publication_problems(meeting):
    """Every reason why a saved meeting may not be published. At most four queries."""
    problems = date_problems(meeting.starts, meeting.starts_earliest, meeting.ends_latest)
    delegations = list(meeting.delegations.prefetch_related("delegates__official"))
    if not delegations:
        problems.append(Problem("delegations", "No delegation is on record."))
    for delegation in delegations:
        seats = Counter(seat.official for seat in delegation.delegates.all() if seat.official)
        problems += [
            Problem("delegations", f"{official} sits twice in the delegation of a party.")
            for official, count in seats.items()
            if count > 1
        ]
    uncited = meeting.statements.filter(citations=None).values_list("slug", flat=True)
    problems += [Problem("statements", f"Statement {slug} has no citation.") for slug in uncited]
    return problems


def date_problems(starts, starts_earliest, ends_latest):
    """Reasons that lie in the dates alone."""
    if not starts:
        return [Problem("starts", "There is no date.")]
    if starts_earliest and ends_latest and ends_latest < starts_earliest:
        return [Problem("ends", "The meeting ends before it starts.")]
    return []
