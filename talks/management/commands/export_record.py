"""Export the record as a record file, to a file or to standard output."""

import gzip
import os
import stat
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from talks.filters import MeetingFilter
from talks.models import Meeting
from talks.record.exporter import Export


class Command(BaseCommand):
    help = "Export what is published as a record file (.jsonl, or .jsonl.gz by its name)."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", metavar="FILE", help="default: standard output")
        parser.add_argument(
            "--filter", default="", help='as on the page: "party=russia&after=2020"'
        )
        parser.add_argument("--drafts", action="store_true", help="drafts too, marked")

    def handle(self, *, file, filter, drafts, **options):
        meetings = Meeting.objects.all() if drafts else Meeting.objects.published()
        if filter:
            meetings = filtered(meetings, filter)
        export = Export(meetings, every_noun=drafts and not filter)
        count = 0
        with opened(file) as out:
            for line in export.lines():
                out.write(line.encode())
                count += 1
        self.stderr.write(f"{count:,} lines, {export.left_out:,} links left out")


def filtered(meetings, text):
    """The meetings a page with this query string would list; what it would ignore is an error."""
    chosen = MeetingFilter(QueryDict(text), queryset=meetings)
    if chosen.notes:
        raise CommandError(" ".join(map(str, chosen.notes)))
    return meetings.filter(pk__in=chosen.qs.order_by().values("pk"))


@contextmanager
def opened(name):
    """Where the bytes go. A named file appears whole or not at all."""
    try:
        if not name:
            yield sys.stdout.buffer
            sys.stdout.flush()
        elif is_special(name):
            with open(name, "wb") as raw:
                yield raw
        else:
            with whole_file(Path(name)) as out:
                yield out
    except BrokenPipeError:
        # Who reads has had enough; nothing more can be said there, not at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise CommandError("The reader closed the pipe before the end.") from None
    except OSError as error:
        where = name or "Standard output"
        raise CommandError(f"{where} cannot be written: {error.strerror}.") from None


def is_special(name):
    """A pipe or a device, which is written to and not replaced."""
    with suppress(OSError):
        mode = os.stat(name).st_mode
        return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
    return False


@contextmanager
def whole_file(path):
    """A file beside the named one, which takes its name when it is complete."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("xb") as raw:
            if path.name.lower().endswith(".gz"):
                with gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as packed:
                    yield packed
            else:
                yield raw
        unfinished.replace(path)
    finally:
        with suppress(OSError):
            unfinished.unlink()
