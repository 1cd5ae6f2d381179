"""Fill an empty record with the sample meetings of talks/sample/."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError, call_command

import talks
from talks.models import Meeting

SAMPLE = Path(talks.__file__).parent / "sample"


class Command(BaseCommand):
    help = "Import the sample record, unless the record holds a meeting already."

    def handle(self, **options):
        if Meeting.objects.exists():
            self.stdout.write("The record has meetings: the sample is left out.")
            return
        files = [str(path) for path in sorted(SAMPLE.glob("*.jsonl"))]
        if not files:
            raise CommandError(f"There is no sample record in {SAMPLE}.")
        self.stdout.write("Importing the sample record …")
        call_command("import_record", *files, commit=True)
