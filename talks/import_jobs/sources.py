"""What an import job reads: a record file or a table, both as lines that know where they stand.

Both offer `lines()` for the importer, `refuse(problems)`, which leaves out what is refused, and
`items(difference)`, which says what becomes of each line or row.
"""

import gzip
import json
import zlib
from collections import defaultdict
from hashlib import sha256

from talks.importers.sheets import TableError
from talks.importers.tables import Table, place_in
from talks.record.reader import Line, RecordFile, printable
from talks.record.shapes import SHAPES

from .completing import completed

UNPACKED_AT_MOST = 4 * 1024**3
READ_AT_ONCE = 1024**2
CHANGES_SHOWN = 100
SHEETS_ASKED_ABOUT = 20


class Refused(Exception):
    """The file as a whole cannot be taken; the message is one sentence."""


def opened(job, path, tick):
    """The source for a job; `tick` is told how far it is, in bytes or rows, and in lines."""
    if job.form == "record":
        return RecordSource(path, job.name, tick)
    try:
        return TableSource(Table(path, job.form, job.kind, job.mapping), job.name, tick)
    except TableError as error:
        raise Refused(f"The file {error}.") from None


class Refusals:
    """What is refused, by the line or row: kept over the rounds of one check."""

    def __init__(self):
        self.found = defaultdict(list)

    def add(self, key, where, reason):
        entry = {"where": where, "problem": reason}
        if entry not in self.found[key]:
            self.found[key].append(entry)

    def items(self, position_of, said_of):
        for key, found in self.found.items():
            said = said_of(key) | {"problems": found}
            yield {"line": position_of(key), "outcome": "refused", "said": said}


class RecordSource:
    notes, headings, lock = (), (), False

    def __init__(self, path, name, tick):
        check_unpacked(path, name)
        self.file = RecordFile(path, self.at, name=name)
        self.name, self.tick, self.read = self.file.name, tick, 0
        self.refusals = Refusals()

    def at(self, position):
        self.read += 1
        self.tick(position, self.read)

    def lines(self):
        self.read = 0
        for line in self.file.lines():
            if line.number not in self.refusals.found:
                yield line

    def refuse(self, problems):
        """Whether all problems were of lines, which are left out from now on."""
        for problem in problems:
            if not problem.line:
                return False
            self.refusals.add(problem.line, problem.path, problem.reason)
        return True

    def refused(self):
        return self.refusals.items(int, lambda number: {"where": f"line {number}"})

    def items(self, difference):
        """One item for each noun and meeting; nouns that stay as they are not listed."""
        if difference.outcome != "unchanged" or difference.noun == "meeting":
            where = f"line {difference.line}"
            yield item(difference, difference.outcome, where, difference.changes)


class TableSource:
    def __init__(self, table, name, tick):
        self.table, self.name, self.tick = table, name, tick
        self.notes = table.notes
        self.headings = [found.as_data() for found in table.headings[:SHEETS_ASKED_ABOUT]]
        self.refusals = Refusals()
        self.by_number, self.lock = {}, False
        for row, heading, reason in list(table.faults()):
            self.leave_out(row, heading, reason)

    def lines(self):
        lines = self.table.made()
        self.by_number = {line.number: line for line in lines}
        read = len(self.table.left_out)
        for line in completed(lines, self.lock):
            read += len(set(line.rows.values()))
            self.tick(read / len(self.table.rows), read)
            yield Line(self.name, line.number, line.data or None, line.reason)

    def leave_out(self, row, heading, reason):
        self.refusals.add(row, row.column(heading) if heading else "", reason)
        for other in self.table.leave_out(row):
            if other is not row:
                self.refusals.add(other, "", f"goes with {row.place}, which is refused")

    def refuse(self, problems):
        for problem in problems:
            line = self.by_number.get(problem.line)
            if line is None:
                return False
            self.leave_out(*place_in(line, problem.path), problem.reason)
        return True

    def refused(self):
        return self.refusals.items(lambda row: row.position, said_of_row)

    def items(self, difference):
        """One item for each row that the line was made of."""
        line = self.by_number[difference.line]
        changes = defaultdict(list)
        for change in difference.changes:
            row, heading = place_in(line, change.path)
            where = row.column(heading) if heading else change.path
            changes[row].append(change._replace(path=where))
        for row in dict.fromkeys(line.rows.values()):
            found = changes[row]
            outcome = "changed" if found else "unchanged"
            if difference.is_new or is_new_row(difference, line, row):
                outcome, found = "created", []
            yield item(difference, outcome, "", found, row)


def is_new_row(difference, line, row):
    """Whether the row as a whole comes below a meeting that is on record."""
    if not row.kind.above:
        return False
    added = tuple(c.path for c in difference.changes if c.after and not c.before)
    paths = [path for path, one in line.rows.items() if one is row]
    return any(path == way or path.startswith(f"{way}.") for path in paths for way in added if way)


def item(difference, outcome, where, changes, row=None):
    said = said_of_row(row) if row else said_of_line(difference, where)
    said |= {"changes": [change[:3] for change in changes[:CHANGES_SHOWN]]}
    if len(changes) > CHANGES_SHOWN or any(change.whole for change in changes):
        # What is not shown counts too where a commit asks whether it is still the same.
        said |= {"more": len(changes[CHANGES_SHOWN:]), "whole": digest_of(changes)}
    return {"line": row.position if row else difference.line, "outcome": outcome, "said": said}


def digest_of(changes):
    return sha256(json.dumps(changes, ensure_ascii=False).encode()).hexdigest()


def said_of_line(difference, where):
    return {
        "where": where,
        "noun": difference.noun,
        "slug": difference.slug,
        "title": difference.title,
        "counts": counts_below(difference),
    }


def said_of_row(row):
    """What a row is about, in its own words."""
    words = (row.item.get(key) for key in ("text", "name", "title", "city", "official"))
    return {
        "where": row.place,
        "noun": str(row.kind.shape.model._meta.verbose_name),
        "slug": str(row.item.get("id") or row.above.get("party") or row.above.get("meeting") or ""),
        "title": printable(str(next(filter(None, words), "")), 200),
    }


def counts_below(difference):
    """How many rows come, change and go below what the line is about."""
    own = str(SHAPES[difference.noun].label)
    return [
        count
        for count in difference.counts
        if count[0] != own and count[1] != "unchanged" and count[2]
    ]


def check_unpacked(path, name):
    """Refuse a gzip file that unpacks to more than anybody means to send."""
    if not name.lower().endswith(".gz"):
        return
    total = 0
    try:
        with gzip.open(path) as file:
            while chunk := file.read(READ_AT_ONCE):
                total += len(chunk)
                if total > UNPACKED_AT_MOST:
                    limit = UNPACKED_AT_MOST // 1024**3
                    raise Refused(f"The file unpacks to more than {limit} GB.")
    except (OSError, EOFError, zlib.error):
        return  # The reader says what is wrong with it.
