"""Print the JSON Schema of the record file; docs/record-file.schema.json is a copy."""

import json

from django.core.management.base import BaseCommand

from talks.record.json_schema import line_schema


class Command(BaseCommand):
    help = "Print the JSON Schema of a line of the record file."

    def handle(self, **options):
        self.stdout.write(json.dumps(line_schema(), indent=2, ensure_ascii=False))
