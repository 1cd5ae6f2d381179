"""Write anew what the documentation repeats of the record file's keys; see CONTRIBUTING.md.

The words behind a column of docs/importers.md are written by hand; a new column gets those of its
kind of value.
"""

import re
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from talks.dumps.tables import TABLES
from talks.importers.columns import KINDS
from talks.record.json_schema import schema_text

KIND = re.compile(r"^### (?P<name>\w+)\n(?P<intro>.*?)(?P<rows>(?:^\|[^\n]*\n)+)", re.M | re.S)
ROW = re.compile(r"^\| `(\w+)` \| (.*) \|$", re.M)
TABLES_OF_DUMPS = re.compile(r"(?<=\| table \| columns \|\n\|---\|---\|\n)(?:\|.*\n)+")
HEAD = "| column | what is in it |\n|---|---|\n"


class Command(BaseCommand):
    help = "Write the tables of docs/ that repeat the keys of the record file, and its JSON Schema."

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "docs")

    def handle(self, *, folder, **options):
        (folder / "record-file.schema.json").write_text(f"{schema_text()}\n", "utf-8")
        for name, renewed in (("importers.md", with_columns), ("data.md", with_tables)):
            page = folder / name
            page.write_text(renewed(page.read_text("utf-8")), "utf-8")
        self.stdout.write(f"{folder}: record-file.schema.json, importers.md, data.md")


def with_columns(page):
    """The page with the columns that each kind of table has, in their order."""

    def renewed(match):
        if match["name"] not in KINDS:
            return match[0]
        said = dict(ROW.findall(match["rows"]))
        columns = KINDS[match["name"]].columns
        rows = [
            f"| `{column.heading}` | {said.get(column.heading, column.cell.words)} |\n"
            for column in columns
        ]
        return f"### {match['name']}\n{match['intro']}{HEAD}{''.join(rows)}"

    return KIND.sub(renewed, page)


def with_tables(page):
    """The page with the tables of a dump, and whose key stands in which column."""
    rows = [f"| `{table.name}` | {', '.join(map(told, table.columns))} |\n" for table in TABLES]
    return TABLES_OF_DUMPS.sub(lambda _: "".join(rows), page)


def told(column):
    return f"`{column.name}`" + (f" → {column.names}" if column.names else "")
