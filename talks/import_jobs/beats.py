"""The sign of life of a worker: how far it is, told from a thread of its own, and whether it is
still wanted. Without it a job counts as abandoned after `SILENCE`.
"""

import logging
import threading
from contextlib import suppress

import psycopg
from django.db import DatabaseError, connection
from django.utils import timezone

from talks.models import ImportJob

EVERY = 2
# Every line of a file is read twice: to check it, and to write it.
PASSES = 2


class Lost(Exception):
    """The job was cancelled, or another worker has it: nothing of this one counts."""


class Still:
    """Counts how far a job is, and tells nobody."""

    def __init__(self, job):
        self.job, self.is_lost = job, False
        self.lines = self.progress = 0
        self.passes = 1

    def tick(self, position, lines):
        """A position in bytes, or as a part of one; the number of lines of this pass."""
        self.check()
        self.passes += lines <= self.lines
        part = position / self.job.size if self.job.form == "record" else position
        self.progress = round(1000 * ((self.passes - 1) % PASSES + min(part, 1)) / PASSES)
        self.lines = lines

    def check(self):
        if self.is_lost:
            raise Lost

    def start(self):
        pass

    def stop(self):
        pass


class Beat(Still):
    """Tells the database. Once the job is lost, the query that runs is cancelled."""

    def start(self):
        connection.ensure_connection()
        self.main, self.ended = connection.connection, threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        try:
            while not self.ended.wait(EVERY):
                if not self.tell():
                    self.is_lost = True
                    with suppress(psycopg.Error):
                        self.main.cancel_safe()
                    return
        except DatabaseError:
            logging.getLogger(__name__).exception("An import cannot tell how far it is.")
        finally:
            connection.close()

    def tell(self):
        held = ImportJob.objects.held_by(self.job.worker, self.job.pk)
        return held.update(
            heartbeat_at=timezone.now(), progress=self.progress, lines_read=self.lines
        )

    def stop(self):
        self.ended.set()
        self.thread.join()
        self.check()
