"""The process that works on import jobs, one after the other, and how it is started.

It depends on no request: it has a session of its own, and ends when nothing waits. Several do no
harm. One that is killed leaves the record as before, and its job to the next.
"""

import logging
import subprocess
import sys
import threading
from contextlib import suppress

from django.conf import settings
from django.utils import timezone

from talks.models import ImportItem, ImportJob
from talks.models.import_jobs import ENDED, REPORTS_KEPT_FOR, ImportState, new_token
from talks.record.runs import MANY_ROWS, refresh_statistics

from . import files, runs
from .beats import Beat, Lost
from .sources import Refused, opened

UNEXPECTED = (
    "Something went wrong that should not have; nothing of this file is in the record. Whoever "
    "runs the site finds in its log what it was."
)
FORGOTTEN = "Nobody committed it within a week."


def start_if_needed():
    """Start a worker when a job waits and none has come; to ask often does no harm. One query."""
    if ImportJob.objects.needs_worker():
        try:
            start()
        except OSError:
            # The job waits, and who looks at it next tries again.
            logging.getLogger(__name__).exception("No worker can be started for imports.")


def start():
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "work_imports"]
    worker = subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        # Ctrl-C at the site's terminal, or its end, is none of the worker's business.
        start_new_session=True,
    )
    # Somebody has to wait for it, or it would stay as a zombie.
    threading.Thread(target=worker.wait, daemon=True).start()


def work(beat_class=Beat):
    """Work on all jobs that wait; the number of them."""
    tidy()
    worker, count = new_token(), 0
    while job := ImportJob.objects.claim(worker):
        work_on(job, beat_class)
        count += 1
    return count


def work_on(job, beat_class):
    created = 0
    if job.is_active:
        beat = beat_class(job)
        beat.start()
        try:
            act = runs.commit if job.state == ImportState.COMMITTING else runs.check
            created = act(job, opened(job, files.path_of(job), beat.tick), beat)
        except Lost:
            pass
        except Refused as refused:
            runs.fail(job, str(refused))
        except Exception:
            logging.getLogger(__name__).exception("The import %s failed.", job.pk)
            runs.fail(job, UNEXPECTED)
        finally:
            with suppress(Lost):
                beat.stop()
    if ImportJob.objects.filter(pk=job.pk, state__in=ENDED).exists():
        files.delete(job)
    if created > MANY_ROWS:
        refresh_statistics()


def tidy():
    """Forget what nobody committed, and what imports of old said."""
    for pk in ImportJob.objects.forgotten().values_list("pk", flat=True):
        ImportJob.objects.cancel(pk, FORGOTTEN)
    before = timezone.now() - REPORTS_KEPT_FOR
    ImportItem.objects.filter(job__state__in=ENDED, job__finished_at__lt=before).delete()
    wanted = ImportJob.objects.exclude(state__in=ENDED).values_list("token", flat=True)
    files.delete_all_but(set(wanted))
