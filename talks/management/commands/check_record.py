"""Report what is thin, late, doubtful or duplicated in the record. Changes nothing."""

from itertools import islice

from django.core.management.base import BaseCommand

from talks.record.health import CHECKS


class Command(BaseCommand):
    help = "Report what is thin, late, doubtful or duplicated in the record, drafts included."

    def add_arguments(self, parser):
        parser.add_argument(
            "--limit", type=int, default=10, help="how many of each to name (default 10)"
        )

    def handle(self, *, limit, **options):
        for check in CHECKS:
            found = iter(check.find())
            named = list(islice(found, max(limit, 0)))
            more = sum(1 for _ in found)
            self.stdout.write(f"{check.group}: {check.heading}: {len(named) + more:,}")
            for line in named:
                self.stdout.write(f"  {line}")
            if more and named:
                self.stdout.write(f"  … and {more:,} more")
