"""Import record files. A dry run unless --commit."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from talks.record.problems import RecordError
from talks.record.runs import import_paths

ALWAYS_TOLD = ["created", "updated", "unchanged"]
OUTCOMES = [*ALWAYS_TOLD, "kept", "removed", "held as draft"]


class Command(BaseCommand):
    help = (
        "Import record files (.jsonl, .jsonl.gz). A dry run that changes nothing, unless --commit."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
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

    def handle(self, *, files, commit, per_line, replace, overwrite, verbosity=1, **options):
        try:
            report = import_paths(
                files,
                commit=commit,
                per_line=per_line,
                replace=replace,
                overwrite=overwrite,
                show_progress=verbosity > 0 and self.stderr.isatty(),
            )
        except RecordError as error:
            self.refuse(error, files)
        except DatabaseError as error:
            said = f"The database stopped the import: {str(error).splitlines()[0]}."
            raise CommandError(f"{said} {undone(per_line)}") from None
        except KeyboardInterrupt:
            raise CommandError(f"Stopped. {undone(per_line)}", returncode=130) from None
        self.print_report(report, files, commit)
        if report.refused:
            taken = "were taken" if commit else "would be taken"
            refused = counted(report.refused, "line was", "lines were")
            raise CommandError(f"{refused} refused; the others {taken}.")

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


def counted(number, one, many):
    return f"{number:,} {one if number == 1 else many}"


def undone(per_line):
    if per_line:
        return "The lines before are in the record, if this was no dry run."
    return "The record is as it was before."
