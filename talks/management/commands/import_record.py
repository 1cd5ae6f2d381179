"""Import record files. A dry run unless --commit."""

from django.core.management.base import CommandError
from django.db import DatabaseError

from talks.management.importing import ReportingCommand, add_import_options, counted
from talks.record.problems import RecordError
from talks.record.runs import import_paths


class Command(ReportingCommand):
    help = (
        "Import record files (.jsonl, .jsonl.gz). A dry run that changes nothing, unless --commit."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
        add_import_options(parser)

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


def undone(per_line):
    if per_line:
        return "The lines before are in the record, if this was no dry run."
    return "The record is as it was before."
