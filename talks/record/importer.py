"""Imports record files: everything is checked before anything is written.

Reads each file twice, one line at a time: first to check it and to learn what it names, then to
write, a batch of lines at a time. Nouns are written before meetings. All in the caller's
transaction, which the caller rolls back when `RecordError` is raised or for a dry run.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

import pghistory
from django.apps import apps
from django.db import DatabaseError, connection

from talks.models import FollowUp
from talks.models.choices import FollowUpState

from .check import line_problems
from .mentions import noun_of
from .merge import Tally
from .names import Names, Where, flat
from .problems import Problem, RecordError
from .resolver import Resolver
from .shapes import MEETING, NOUNS
from .writer import Entry, Writer

NAMED_AT_MOST = 200
# How the reason begins when the database refuses one of several lines.
FROM_HERE = "from here to line"
BATCH_LINES, BATCH_STATEMENTS = 200, 2000
# Any number: imports that hold this lock wait for one another.
LOCK = 4_021_945


@dataclass
class Report:
    """What an import did, or in a dry run would do.

    `drafts` are pairs of meeting id and reasons; `kept` pairs of place and ids that a line did not
    have; `problems` and `refused` are of an import line by line.
    """

    tally: Tally = field(default_factory=Tally)
    drafts: list = field(default_factory=list)
    kept: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    refused: int = 0

    @property
    def created(self):
        return sum(n for (_, outcome), n in self.tally.counts.items() if outcome == "created")

    def add(self, other):
        """Take in the report of another line."""
        self.tally.counts.update(other.tally.counts)
        self.drafts += other.drafts
        self.kept += other.kept

    def count(self, label, outcome):
        return self.tally.counts[label, outcome]


@dataclass(frozen=True)
class Options:
    """How an import is done. The first two are explained in the contract.

    Without `lock` staff may go on saving what the files are about: for a dry run. With `as_drafts`
    every new meeting is a draft. `over_published` is asked, with row and entry, before a published
    meeting changes, and may give a reason to refuse; `watch` is told each `Difference`.
    """

    replace: bool = False
    overwrite: bool = False
    lock: bool = True
    as_drafts: bool = False
    over_published: Callable = lambda row, entry: ""
    watch: Callable | None = None
    problems_at_most: int = NAMED_AT_MOST


class Problems:
    """Collects problems, and counts on when there are too many to name."""

    def __init__(self, at_most=NAMED_AT_MOST):
        self.named, self.more, self.at_most = [], 0, at_most

    def add(self, problem):
        if len(self.named) < self.at_most:
            self.named.append(problem)
        else:
            self.more += 1

    def stop_if_any(self):
        if self.named:
            raise RecordError(sorted(self.named, key=lambda p: (p.file, p.line)), self.more)


def import_files(files, **options):
    """Import `RecordFile`s into the record and return a `Report`; `options` are `Options`.

    Call it in a transaction. Raises RecordError with every problem found.
    """
    names_of_files = [file.name for file in files]
    with pghistory.context(**{"import": names_of_files}):
        prepare_transaction()
        return Import(files, Options(**options)).run()


def prepare_transaction():
    """Wait until no other import runs; then set what this one needs."""
    with connection.cursor() as cursor:
        # The first statement also hands the history's context to the transaction.
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        # Rows may point to rows still to come; an import before this one in the same transaction
        # has ended that for itself.
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        # Triggers look this setting up. Where it is missing they catch an error for each row, and
        # PostgreSQL then goes through all checks still to come, which are hundreds of thousands.
        cursor.execute("SET LOCAL pgtrigger.ignore = '{}'")


class Import:
    def __init__(self, files, options):
        self.files = files
        self.problems = Problems(options.problems_at_most)
        self.report = Report()
        self.names = Names(self.problems.add)
        self.resolver = Resolver(self.names)
        self.writer = Writer(self.resolver, self.report, self.problems.add, options)

    def run(self):
        try:
            self.check()
            unproven = unproven_follow_ups()
            self.write_nouns()
            self.write_meetings()
            self.check_met(unproven)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except DatabaseError as error:
            raise RecordError([Problem("", 0, "", refusal(error))]) from error
        finally:
            self.names.close()
        return self.report

    def check(self):
        for line in self.lines():
            found = [("", line.reason)] if line.data is None else line_problems(line.data)
            for path, reason in found:
                self.problems.add(Problem(line.file, line.number, path, reason))
            if not found:
                self.names.add_line(line.data, line.file, line.number)
        self.problems.stop_if_any()
        self.names.settle()
        self.problems.stop_if_any()

    def lines(self):
        for file in self.files:
            yield from file.lines()

    def write_nouns(self):
        for noun, shape in NOUNS.items():
            spool = self.names.spools[noun]
            spool.seek(0)
            entries = (Entry(data, Where(*where)) for data, *where in map(json.loads, spool))
            self.write(noun, shape, entries)

    def write_meetings(self):
        entries = (
            Entry(flat(MEETING, line.data, self.names.id_of), Where(line.file, line.number))
            for line in self.changeless_lines()
            if not noun_of(line.data)
        )
        self.write("meeting", MEETING, entries)

    def changeless_lines(self):
        """The lines again; a file that changed meanwhile is refused."""
        for line in self.lines():
            if line.data is None:
                self.problems.add(Problem(line.file, line.number, "", line.reason))
                self.problems.stop_if_any()
            yield line

    def write(self, noun, shape, entries):
        for batch in batches(entries):
            try:
                self.writer.write(noun, shape, batch)
            except DatabaseError as error:
                first, last = batch[0].where, batch[-1].where
                lines = "" if first.line == last.line else f"{FROM_HERE} {last.line}: "
                raise RecordError([first.problem(lines + refusal(error), "")]) from error
        self.problems.stop_if_any()

    def check_met(self, before):
        """A promise is met by a held meeting, an outcome or a citation, as the record stands.

        Those that were met by nothing `before` are not the file's fault: `check_record` names them.
        """
        claims = self.writer.met
        for pk in unproven_follow_ups(pk__in=list(claims)) - before:
            reason = "a follow-up is met by a held meeting, an outcome or a citation"
            self.problems.add(claims[pk].problem(reason, f"{claims[pk].path}.state"))
        self.problems.stop_if_any()


def unproven_follow_ups(**among):
    """The keys of follow-ups that count as met without anything that bears it out. One query."""
    met = FollowUp.objects.filter(state=FollowUpState.MET, **among).unproven()
    return set(met.values_list("pk", flat=True))


def refusal(error):
    """The sentence of the constraint that was broken, or the database's own."""
    diagnosis = getattr(error.__cause__, "diag", None)
    broken = getattr(diagnosis, "constraint_name", None)
    for model in apps.get_app_config("talks").get_models():
        for constraint in model._meta.constraints:
            if broken and constraint.name == broken:
                return str(constraint.get_violation_error_message())
    said = getattr(diagnosis, "message_primary", None) or str(error).partition("\n")[0]
    return f"the database refuses it: {said}"


def batches(entries):
    """Lists of entries, bounded in number and in statements; no id twice in one list."""
    batch, slugs, weight = [], set(), 0
    for entry in entries:
        slug = entry.data["id"]
        full = len(batch) >= BATCH_LINES or weight >= BATCH_STATEMENTS
        if batch and (full or slug in slugs):
            yield batch
            batch, slugs, weight = [], set(), 0
        batch.append(entry)
        slugs.add(slug)
        weight += len(entry.data.get("statements") or ())
    if batch:
        yield batch
