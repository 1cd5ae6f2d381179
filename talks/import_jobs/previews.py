"""What an import would do, line by line, kept on disk until it is known to be the last round.

The digest of two previews is the same where they say the same of the same file.
"""

import hashlib
import json
import tempfile
from collections import Counter

from talks.models import ImportItem

from .four_eyes import said_of

IN_MEMORY = 4_000_000
ROWS_AT_ONCE = 1_000


class Preview:
    """Items of one round, and what the importer's report says besides.

    `held` are the titles of published meetings that change where four eyes are asked; `waits` says
    them in words.
    """

    def __init__(self, source):
        self.source = source
        self.spool = tempfile.SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8")
        self.outcomes, self.hash = Counter(), hashlib.sha256()
        self.report, self.notes = None, []
        self.held, self.waits, self.is_too_large = {}, "", False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.spool.close()

    def watch(self, difference):
        for item in self.source.items(difference):
            self.add(item)

    def add(self, item):
        line = json.dumps(item, ensure_ascii=False)
        self.spool.write(line + "\n")
        self.hash.update(line.encode())
        self.outcomes[item["outcome"]] += 1

    def finish(self, report):
        """The refusals of all rounds come last."""
        for item in self.source.refused():
            self.add(item)
        self.report = report
        if self.held:
            self.waits, problem = said_of(self.held, report.tally.counts if report else {})
            self.notes, self.is_too_large = [problem] if problem else [], bool(problem)
            # That a file now waits is news, though it would write the same.
            self.hash.update(repr(sorted(self.held)).encode())

    @property
    def digest(self):
        """Empty where nothing could be written at all."""
        has_rows = self.report is not None and any(self.report.tally.counts.values())
        return self.hash.hexdigest() if has_rows and not self.is_too_large else ""

    def save_items(self, job):
        """Put the items in place of those that the job had."""
        job.items.all().delete()
        self.spool.seek(0)
        batch = []
        for line in self.spool:
            batch.append(ImportItem(job=job, **json.loads(line)))
            if len(batch) == ROWS_AT_ONCE:
                ImportItem.objects.bulk_create(batch)
                batch = []
        ImportItem.objects.bulk_create(batch)

    def summary(self):
        """The job's report, as JSON."""
        counts = self.report.tally.counts if self.report else {}
        return {
            "notes": [*self.notes, *self.source.notes],
            "headings": list(self.source.headings),
            "outcomes": dict(self.outcomes),
            "counts": [[label, outcome, number] for (label, outcome), number in counts.items()],
            "waits": "" if self.is_too_large else self.waits,
            "drafts": self.report.drafts[:200] if self.report else [],
        }
