"""Ask the addresses of public sources whether they still answer."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from talks.links.checking import Busy, check
from talks.models import LinkCheck

MOST = 100_000


class Command(BaseCommand):
    help = "Ask the addresses of public sources whether they answer; to be run once a day."

    def add_arguments(self, parser):
        parser.add_argument(
            "--number",
            type=int,
            default=200,
            help="how many addresses at most, those asked longest ago first (default: 200)",
        )

    def handle(self, *, number, verbosity, **options):
        if not 0 < number <= MOST:
            raise CommandError(f"--number must be a number from 1 to {MOST:,}.")
        asked = failing = 0
        try:
            for address, answer in check(number, agent()):
                asked, failing = asked + 1, failing + answer.fails
                if answer.fails or verbosity > 1:
                    self.stdout.write(f"{printable(address)}: {printable(answer.said)}")
        except Busy as busy:
            raise CommandError(str(busy)) from None
        dead = LinkCheck.objects.dead().count()
        self.stdout.write(f"links asked: {asked:,}, failing: {failing:,}; dead in all: {dead:,}")


def agent():
    """Who asks: the site by its name, so that a host's keeper can look us up."""
    host = next((h.lstrip(".") for h in settings.ALLOWED_HOSTS if h != "*"), "localhost")
    return f"Parley link check (+https://{host}/about/)"


def printable(text):
    """Without what would steer a terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)[:500]
