"""Print the JSON Schema of the record file; docs/record-file.schema.json is a copy."""

from django.core.management.base import BaseCommand

from talks.record.json_schema import schema_text


class Command(BaseCommand):
    help = "Print the JSON Schema of a line of the record file."

    def handle(self, **options):
        self.stdout.write(schema_text())
