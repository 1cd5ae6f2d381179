"""Delete the addresses of readers: of those told the outcome of their corrections, and of those who
never confirmed what they asked to follow.
"""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from talks.models import Correction, Refusal, SendersHour, Subscriber, Subscription


class Command(BaseCommand):
    help = "Delete readers’ addresses some days after the outcome; to be run once a day."

    def add_arguments(self, parser):
        parser.add_argument(
            "--days",
            type=int,
            default=settings.FORGET_READERS_AFTER,
            help="days after the outcome (default: FORGET_READERS_AFTER)",
        )

    def handle(self, *, days, **options):
        if not 0 <= days <= 9999:
            raise CommandError("--days must be a number from 0 to 9999.")
        number = Correction.objects.forget_readers(days)
        SendersHour.objects.over(timezone.now()).delete()
        Refusal.objects.over().delete()
        Subscription.objects.expired().delete()
        number += Subscriber.objects.forget_idle()
        self.stdout.write(f"readers forgotten: {number:,}")
