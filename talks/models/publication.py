"""What a meeting needs before the public may see it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One reason against publishing: `path` names the field as the record file does."""

    path: str
    reason: str

    def __str__(self):
        return self.reason


def publication_problems(meeting):
    """Every reason why a saved meeting may not be published. Two queries.

    That no delegate sits twice in a delegation is kept by the database, for drafts too.
    """
    problems = date_problems(meeting.starts, meeting.starts_earliest, meeting.ends_latest)
    if not meeting.delegations.exists():
        problems.append(Problem("delegations", "No delegation is on record."))
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
