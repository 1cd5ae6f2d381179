"""One job, checked or committed: the rounds of an import, and the end that is all or nothing.

What is refused is left out, and the rest tried again until nothing more is refused: so a preview
shows what a commit would write, and a commit writes that or nothing.
"""

from contextlib import ExitStack, suppress
from functools import partial

import pghistory
from django.db import transaction
from django.utils import timezone

from talks.models import ImportJob
from talks.models.import_jobs import ImportState
from talks.proposals.holding import Proposed, hold
from talks.record.importer import FROM_HERE, import_files
from talks.record.problems import RecordError

from .beats import Lost
from .four_eyes import NOBODY, noted_in, propose
from .previews import Preview
from .sources import Refused

ROUNDS, PROBLEMS_AT_MOST = 20, 5_000
TOO_MANY = "More than {:,} lines or rows are refused; the first are below. Is it the right file?"
NEVER_ENDS = "Each time what is refused was left out, something else was refused."


def check(job, source, beat):
    """Find out what the job would do, and keep that; the record stays as it is: 0 rows created."""
    with previewed(job, source, beat, lock=False) as preview:
        keep(job, preview, beat)
    return 0


def commit(job, source, beat):
    """Write what was previewed; where that is not what would be written now, say so instead.

    Under four eyes what has to wait is proposed. The number of rows created.
    """
    source.lock, author = True, job.committed_by or job.user
    with ExitStack() as open_files:
        try:
            with transaction.atomic(), pghistory.context(user=author and author.pk):
                preview = open_files.enter_context(previewed(job, source, beat, lock=True))
                is_same = preview.digest == job.digest
                if is_same:
                    hold_back(preview, author)
                    # In the same transaction: the record and what is said of it never disagree.
                    end(job, preview, beat)
                transaction.set_rollback(not is_same)
        except Proposed as held:
            propose(job, held, author, partial(end, job, preview, beat))
            return 0
        if not is_same:
            keep(job, preview, beat, has_changed=True)
        return preview.report.created if is_same else 0


def hold_back(preview, author):
    """Raise Proposed where what was written has to wait for a second person."""
    if preview.waits:
        if author is None:
            raise Refused(NOBODY)
        hold(author)


def end(job, preview, beat, proposal=None):
    """The job is done: its rows are in the record, or in a proposed change."""
    beat.stop()
    report = preview.summary() | ({"proposal": proposal} if proposal else {"waits": ""})
    move(job, ImportState.DONE, report=report, digest="", lines_read=beat.lines)


def previewed(job, source, beat, lock):
    """The `Preview` of the last round; with `lock`, what it says is written."""
    for _ in range(ROUNDS):
        try:
            return round_of(job, source, lock)
        except RecordError as error:
            # A query that was cancelled looks like a refusal of the database's.
            beat.check()
            if is_vague(error) or not source.refuse(error.problems):
                raise Refused(str(error.problems[0])) from error
            if error.more:
                return all_refused(source)
    raise Refused(NEVER_ENDS)


def round_of(job, source, lock):
    preview = Preview(source)
    try:
        preview.finish(imported(job, source, preview, lock))
    except BaseException:
        preview.close()
        raise
    return preview


def imported(job, source, preview, lock):
    user = job.committed_by_id or job.user_id
    with transaction.atomic(), pghistory.context(user=user):
        report = import_files(
            [source],
            overwrite=job.overwrite,
            lock=lock,
            as_drafts=True,
            over_published=noted_in(preview),
            watch=preview.watch,
            problems_at_most=PROBLEMS_AT_MOST,
        )
        transaction.set_rollback(not lock)
    return report


def is_vague(error):
    """Whether the database refused one of several lines, and did not say which."""
    return any(problem.reason.startswith(FROM_HERE) for problem in error.problems)


def all_refused(source):
    preview = Preview(source)
    preview.notes = [TOO_MANY.format(PROBLEMS_AT_MOST)]
    preview.finish(None)
    return preview


def keep(job, preview, beat, has_changed=False):
    """Keep what a check found, in place of what the one before it had."""
    with transaction.atomic():
        preview.save_items(job)
        beat.stop()
        move(
            job,
            ImportState.CHECKED,
            report=preview.summary(),
            digest=preview.digest,
            has_changed=has_changed,
            lines_read=beat.lines,
        )


def move(job, state, **values):
    """Bring the job into another state, if it is still this worker's."""
    held = ImportJob.objects.held_by(job.worker, job.pk)
    values |= {"state": state, "finished_at": timezone.now(), "attempts": 0, "progress": 1000}
    if not held.update(**values):
        raise Lost


def fail(job, problem):
    with suppress(Lost):
        move(job, ImportState.FAILED, problem=problem)
