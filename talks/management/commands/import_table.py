"""Import a CSV or an XLSX file. A dry run unless --commit."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import DatabaseError, transaction

from talks.import_jobs import files
from talks.import_jobs.sources import TableSource
from talks.importers import mapping
from talks.importers.columns import KINDS, normal
from talks.importers.sheets import TableError
from talks.importers.tables import Table
from talks.management.importing import NAMED_AT_MOST, ReportingCommand, counted
from talks.record.importer import import_files
from talks.record.problems import RecordError
from talks.record.runs import MANY_ROWS, refresh_statistics

ROUNDS = 20
AS_BEFORE = "The record is as it was before."


class Command(ReportingCommand):
    help = (
        "Import a table (.csv, .tsv, .xlsx), a row per meeting, delegate, statement and so on. A "
        "dry run that changes nothing, unless --commit. Where one row is refused, all are."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE")
        parser.add_argument(
            "--kind", default="", type=normal, choices=list(KINDS), help="what the rows are"
        )
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="HEADING=COLUMN",
            help="read a heading of the file's own as this column; as often as need be",
        )
        parser.add_argument("--commit", action="store_true", help="write; without it: a dry run")
        parser.add_argument(
            "--overwrite", action="store_true", help="also overwrite what a person changed last"
        )

    def handle(self, *, file, kind, map, commit, overwrite, **options):
        try:
            source = RefusedTable(table_of(Path(file), kind, map), file, lambda *_: None)
            self.print_table(source.table)
            report = self.imported(source, commit, overwrite)
        except DatabaseError as error:
            said = f"The database stopped the import: {str(error).splitlines()[0]}."
            raise CommandError(f"{said} {AS_BEFORE}") from None
        except KeyboardInterrupt:
            raise CommandError(f"Stopped. {AS_BEFORE}", returncode=130) from None
        self.print_report(report, [file], commit)
        if commit and report.created > MANY_ROWS:
            refresh_statistics()

    def print_table(self, table):
        for headings in table.headings:
            for column, heading in headings.written.items():
                self.stdout.write(f'{headings.named}"{heading}" is read as {column}.')
        for note in table.notes:
            self.stderr.write(note)
        if not table.rows:
            raise CommandError(f"Refused: there is no row to read. {AS_BEFORE}")
        self.stdout.write(f"read: {counted(len(table.rows), 'row', 'rows')}")

    def imported(self, source, commit, overwrite):
        """The importer's report. All that is wrong is told at once, and then nothing is written."""
        source.lock, others = commit, []
        for _ in range(ROUNDS):
            try:
                with transaction.atomic():
                    report = import_files([source], overwrite=overwrite, lock=commit)
                    transaction.set_rollback(not commit or bool(source.refusals.found))
            except RecordError as error:
                others = self.others(source, error)
                if not others:
                    # Without what is refused, something else may be found.
                    continue
            break
        if others or source.refusals.found:
            self.refuse_rows(source, others)
        return report

    def others(self, source, error):
        """What is wrong with no row in particular; the rest is kept with the rows."""
        rows = [problem for problem in error.problems if problem.line in source.by_number]
        source.refuse(rows)
        found = [str(problem) for problem in error.problems if problem not in rows]
        return [*found, f"… and {error.more:,} more"] if error.more else found

    def refuse_rows(self, source, others):
        found = [
            f"{', '.join(filter(None, [item['said']['where'], problem['where']]))}: "
            f"{problem['problem']}"
            for item in sorted(source.refused(), key=lambda item: item["line"])
            for problem in item["said"]["problems"]
        ]
        for line in [*found[:NAMED_AT_MOST], *others]:
            self.stderr.write(line)
        if (more := len(found) - NAMED_AT_MOST) > 0:
            self.stderr.write(f"… and {more:,} more")
        problems = counted(len(found) or len(others), "problem", "problems")
        raise CommandError(f"Refused: {problems}. {AS_BEFORE}")


class RefusedTable(TableSource):
    """Where one row is refused all are: so nobody is told what goes with it."""

    def leave_out(self, row, heading, reason):
        self.refusals.add(row, row.column(heading) if heading else "", reason)
        self.table.leave_out(row)


def table_of(path, kind, pairs):
    """The table in a file; CommandError where there is none, or the mapping does not fit it."""
    try:
        columns = mapping.columns_of(pairs)
        form = files.form_of(path.name)
        path.open("rb").close()
        if form == "record":
            raise CommandError(f"{path}: this is a record file, for import_record.")
        table = Table(path, form, kind, {"": {"columns": columns}})
    except ValidationError:
        raise CommandError(f"{path}: a CSV or an XLSX file is taken, and nothing else.") from None
    except OSError as error:
        raise CommandError(f"{path}: cannot be read: {error.strerror}") from None
    except TableError as error:
        raise CommandError(f"{path}: {error}.") from None
    except ValueError as error:
        raise CommandError(f"--map: {error}.") from None
    if problems := mapping.problems(columns, table.headings):
        raise CommandError("\n".join(problems))
    return table
