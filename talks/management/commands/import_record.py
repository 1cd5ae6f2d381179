"""Import record files. A dry run unless --commit."""

from django.core.management.base import BaseCommand, CommandError

from talks.record.problems import RecordError
from talks.record.runs import import_paths

OUTCOMES = ["created", "updated", "unchanged", "kept", "removed", "held as draft"]


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
        self.print_report(report, commit)
        if report.refused:
            raise CommandError(f"{report.refused:,} lines were refused; the others were taken.")

    def refuse(self, error, files):
        for problem in error.problems:
            self.stderr.write(f"{problem.file}: {problem}" if len(files) > 1 else str(problem))
        if error.more:
            self.stderr.write(f"… and {error.more:,} more")
        total = len(error.problems) + error.more
        raise CommandError(f"Refused: {total:,} problems. The record is as it was before.")

    def print_report(self, report, commit):
        counts = report.tally.counts
        for label in dict.fromkeys(label for label, _ in counts):
            outcomes = [f"{counts[label, o]:,} {o}" for o in OUTCOMES if counts[label, o]]
            self.stdout.write(f"{label}: {', '.join(outcomes)}")
        self.stdout.write(f"lines refused: {report.refused:,}")
        for slug, reasons in report.drafts:
            self.stdout.write(f"held as draft: {slug}: {' '.join(reasons)}")
        for where, names in report.kept:
            shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
            self.stdout.write(f"line {where.line}: {where.path}: kept, not in the line: {shown}")
        for problem in report.problems:
            self.stderr.write(f"{problem.file}: {problem}")
        if not commit:
            self.stdout.write("Dry run: nothing was written. Add --commit to write.")
