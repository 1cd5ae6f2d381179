"""Write the whole public record as files, to be served under /data/; to be run once a night."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from talks.dumps.folders import DumpUnderWay, add_dump
from talks.dumps.making import make

KEPT = 3


class Command(BaseCommand):
    help = "Write what is published as a record file, CSV files and an SQLite database."

    def add_arguments(self, parser):
        parser.add_argument(
            "folder", nargs="?", metavar="FOLDER", default=None, help="default: DATA_FILES"
        )
        parser.add_argument(
            "--keep", type=int, default=KEPT, help=f"how many dumps stay (default: {KEPT})"
        )

    def handle(self, *, folder, keep, **options):
        folder = folder or settings.DATA_FILES
        if not 1 <= keep <= 9999:
            raise CommandError("--keep must be a number from 1 to 9999.")
        try:
            made, counts = add_dump(folder, make, keep)
        except DumpUnderWay:
            raise CommandError(f"Another dump is being written into {folder}.") from None
        except OSError as error:
            where = error.filename or folder
            raise CommandError(f"{where} cannot be written: {error.strerror}.") from None
        self.stdout.write(str(made))
        told = (f"{counts[name]:,} {name}" for name in ("meetings", "statements", "officials"))
        self.stdout.write(", ".join(told))
