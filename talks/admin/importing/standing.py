"""Where each import stands, in words: also of those that became a proposed change."""

from talks.models import ProposedChange
from talks.models.proposals import ProposalState

PROPOSED = {
    ProposalState.WAITING: "proposed: waits for review, nothing is written yet",
    ProposalState.APPLIED: "applied by a reviewer: in the record",
    ProposalState.DECLINED: "declined by a reviewer: not in the record",
    ProposalState.WITHDRAWN: "withdrawn by its author: not in the record",
}


def told(jobs):
    """The jobs, each with what it `stands` at, and the `proposal` that it became or None.

    One query, where there are any such.
    """
    jobs = list(jobs)
    keys = {job.report.get("proposal") for job in jobs} - {None}
    proposals = ProposedChange.objects.in_short().in_bulk(keys) if keys else {}
    for job in jobs:
        job.proposal = proposals.get(job.report.get("proposal"))
        job.stands = PROPOSED[job.proposal.state] if job.proposal else job.get_state_display()
    return jobs
