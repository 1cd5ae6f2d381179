"""What the commands that import have in common: their options, what they print, how they end."""

import argparse
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from talks.importers.parsed import Parsed
from talks.importers.writing import save_record, write
from talks.record.problems import RecordError

ALWAYS_TOLD = ["created", "updated", "unchanged"]
OUTCOMES = [*ALWAYS_TOLD, "kept", "removed", "held as draft"]
NAMED_AT_MOST = 200


class ReportingCommand(BaseCommand):
    """Prints the `Report` of an import; refuses with the problems on standard error."""

    def refuse(self, error, files):
        for problem in error.problems:
            self.stderr.write(self.named(problem, files))
        if error.more:
            self.stderr.write(f"… and {error.more:,} more")
        total = len(error.problems) + error.more
        problems = counted(total, "problem", "problems")
        raise CommandError(f"Refused: {problems}. The record is as it was before.")

    def named(self, problem, files):
        """A problem in words, with its file where there are several."""
        return f"{problem.file}: {problem}" if len(files) > 1 and problem.file else str(problem)

    def print_report(self, report, files, commit):
        counts = report.tally.counts
        for label in dict.fromkeys([*(label for label, _ in counts), "meetings"]):
            told = [o for o in OUTCOMES if o in ALWAYS_TOLD or counts[label, o]]
            outcomes = [f"{counts[label, outcome]:,} {outcome}" for outcome in told]
            self.stdout.write(f"{label}: {', '.join(outcomes)}")
        self.stdout.write(f"lines refused: {report.refused:,}")
        for slug, reasons in report.drafts:
            self.stdout.write(f"held as draft: {slug}: {' '.join(reasons)}")
        for where, names in report.kept:
            more = f" and {len(names) - 5} more" if len(names) > 5 else ""
            reason = f"kept, not in the line: {', '.join(names[:5])}{more}"
            self.stdout.write(self.named(where.problem(reason), files))
        for problem in report.problems:
            self.stderr.write(self.named(problem, files))
        if not commit:
            self.stdout.write("Dry run: nothing was written. Add --commit to write.")


class ParsingCommand(ReportingCommand):
    """Imports files of one foreign format.

    A format names itself (`importer`) and its things (`made_of`: what one object was made of), and
    says what `parse(paths)` finds in the files: a `Parsed`. More options go into `add_arguments`;
    `parse` gets them by name.
    """

    importer = ""
    made_of = "meeting", "meetings"

    def parse(self, paths, **options) -> Parsed:
        raise NotImplementedError

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
        add_import_options(parser)
        parser.add_argument(
            "--record", metavar="FILE", help="write a record file instead (.jsonl, .jsonl.gz)"
        )

    def handle(self, *, files, commit, record, **options):
        parsed = self.parse([Path(file) for file in files], **options)
        self.print_parsed(parsed)
        if record:
            self.save(parsed, record)
        else:
            self.import_parsed(parsed, commit, **options)
        if parsed.problems:
            problems = counted(len(parsed.problems), "problem", "problems")
            taken = "was taken" if commit or record else "would be taken"
            raise CommandError(f"{problems}; what could be read {taken}.")

    def print_parsed(self, parsed):
        for what, number in parsed.left_out.items():
            self.stdout.write(f"left out: {what}: {number:,}")
        for problem in parsed.problems[:NAMED_AT_MOST]:
            self.stderr.write(str(problem))
        if (more := len(parsed.problems) - NAMED_AT_MOST) > 0:
            self.stderr.write(f"… and {more:,} more")
        guessed = len({guess.meeting for guess in parsed.guesses})
        about = counted(guessed, *self.made_of)
        self.stdout.write(f"read: {counted(len(parsed.objects), 'object', 'objects')}")
        self.stdout.write(f"guesses for staff: {len(parsed.guesses):,}, about {about}")

    def save(self, parsed, path):
        try:
            save_record(parsed, path)
        except OSError as error:
            raise CommandError(f"{path}: cannot be written: {error.strerror}") from None
        self.stdout.write(f"{path}: {counted(len(parsed.objects), 'line', 'lines')} written.")

    def import_parsed(self, parsed, commit, *, per_line, replace, overwrite, **options):
        files = ["", ""]  # A problem is named with its file even where there is one.
        asked = {"per_line": per_line, "replace": replace, "overwrite": overwrite}
        try:
            report = write(parsed, self.importer, commit=commit, **asked)
        except RecordError as error:
            self.refuse(error, files)
        except DatabaseError as error:
            said = f"The database stopped the import: {str(error).splitlines()[0]}."
            raise CommandError(f"{said} The record is as it was before.") from None
        except KeyboardInterrupt:
            said = "Stopped. The record is as it was before."
            raise CommandError(said, returncode=130) from None
        self.print_report(report, files, commit)
        if report.refused:
            taken = "were taken" if commit else "would be taken"
            refused = counted(report.refused, "line was", "lines were")
            raise CommandError(f"{refused} refused; the others {taken}.")


def add_import_options(parser: argparse.ArgumentParser):
    parser.add_argument("--commit", action="store_true", help="write; without it: a dry run")
    parser.add_argument(
        "--per-line", action="store_true", help="each line for itself: refuse only bad lines"
    )
    parser.add_argument(
        "--replace", action="store_true", help="remove what a meeting's line does not have"
    )
    parser.add_argument(
        "--overwrite", action="store_true", help="also overwrite what a person changed last"
    )


def counted(number, one, many):
    return f"{number:,} {one if number == 1 else many}"
