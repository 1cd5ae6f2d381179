"""Send what is new to those who follow it by e-mail."""

from collections import Counter

from django.core.management.base import BaseCommand, CommandError

from talks.following.links import can_follow
from talks.following.sending import Outcome, rehearse, send_due
from talks.models.subscriptions import Frequency

GOOD = {Outcome.SENT, Outcome.NOTHING, Outcome.WAITING, Outcome.ELSEWHERE}


class Command(BaseCommand):
    help = "Mail what is new to those who follow it; to be run once a day, after midnight."

    def add_arguments(self, parser):
        parser.add_argument(
            "--frequency", choices=Frequency.values, help="only these (default: all)"
        )
        parser.add_argument("--dry-run", action="store_true", help="send nothing, note nothing")

    def handle(self, *, frequency, dry_run, verbosity, **options):
        if not can_follow():
            raise CommandError(
                "No mail can go out: set EMAIL_URL, DEFAULT_FROM_EMAIL and SITE_URL."
            )
        counts = Counter()
        for pk, outcome in (rehearse if dry_run else send_due)(frequency):
            counts[outcome] += 1
            if verbosity > 1 or outcome not in GOOD:
                # By its number: addresses have no place in a log.
                self.stdout.write(f"subscription {pk}: {outcome.value}")
        told = "".join(f"; {o.value}: {counts[o]:,}" for o in Outcome if o in counts)
        start = "dry run, turns" if dry_run else "turns"
        self.stdout.write(f"{start}: {counts.total():,}{told}")
        if set(counts) - GOOD:
            raise CommandError("Some digests did not go out.", returncode=1)
