"""A table as lines of the record file, each with the rows it was made of.

Rows about one meeting, on whatever sheets, make one line; each row of a noun makes one. A row that
is refused is left out and the lines are made again without it.
"""

from dataclasses import dataclass, field
from itertools import islice

from talks.record.reader import LINE_LIMIT
from talks.record.shapes import DELEGATE

from . import csv_sheets, xlsx_sheets
from .cells import CLEARED
from .headings import ROWS_SEEN, Headings
from .sheets import BadCell, TableError

OPENERS = {"csv": csv_sheets.opened, "xlsx": xlsx_sheets.opened}
# Of all the texts in a table: as much as one line of a record file may have.
ROWS_AT_MOST, LETTERS_AT_MOST = 100_000, LINE_LIMIT
LISTS = {"statements": "statements", "follow_ups": "follow_ups"}


@dataclass(eq=False)
class Row:
    """One row with its values by key, and what is wrong with its cells by heading.

    `written` are headings of the file's own, by the column that they are read as.
    """

    kind: object
    sheet: str
    number: int
    position: int = 0
    above: dict = field(default_factory=dict)
    item: dict = field(default_factory=dict)
    faults: list = field(default_factory=list)
    written: dict = field(default_factory=dict)

    @property
    def meeting(self):
        return self.above.get("meeting") or self.item.get("id")

    @property
    def place(self):
        return f"{self.sheet} row {self.number}".strip()

    def column(self, heading):
        """A column in words, also as the file calls it."""
        own = self.written.get(heading)
        return f'column {heading} ("{own}")' if own else f"column {heading}"


@dataclass
class Made:
    """A line, and the rows in it by the path of what they became.

    A `reason` says why the line cannot be taken; it has no data then.
    """

    number: int
    data: dict
    rows: dict
    reason: str = ""


class Table:
    """The rows of a file. `notes` are sentences about what was not read.

    `headings` are those of each sheet. Where columns are wanting (`needs`) that a mapping may
    still find among headings of the file's own, nothing is read.
    Raises TableError where nothing can be read.
    """

    def __init__(self, path, form, kind="", mapping=None):
        self.rows, self.notes, self.left_out, self.letters = [], [], set(), 0
        self.headings, self.needs = [], []
        with OPENERS[form](path) as sheets:
            for sheet in sheets:
                self.read(sheet, kind, mapping or {})
        self.stop_where_columns_are_wanting()
        if not self.rows and not self.notes:
            raise TableError("has no rows")
        self.refuse_second_rows()
        self.numbers = {}
        for row in self.rows:
            self.numbers.setdefault(key_of(row), len(self.numbers) + 1)

    # Reading

    def refuse_second_rows(self):
        """A meeting has one row of its own."""
        first = {}
        for row in self.rows:
            if row.kind.name == "meetings" and first.setdefault(row.meeting, row) is not row:
                where = first[row.meeting].place
                row.faults.append(("id", f"{where} is about this meeting already"))

    def stop_where_columns_are_wanting(self):
        """Half a file would say something else: so none of it is read."""
        wanting = [headings for headings in self.headings if headings.needs]
        if wanting and not any(headings.unknown for headings in wanting):
            raise TableError(wanting[0].needs)
        if wanting:
            self.rows, self.needs = [], [headings.needs for headings in wanting]
            self.notes = [
                *(f"{headings.subject}{headings.needs}." for headings in wanting),
                *self.notes,
            ]

    def read(self, sheet, kind, mapping):
        rows = ((number, cells) for number, cells in sheet.rows if any(cells))
        _, cells = next(rows, (0, None))
        if cells is None:
            return
        headings = Headings(sheet.name, cells, kind, mapping)
        self.headings.append(headings)
        self.notes += headings.notes()
        if headings.kind is None:
            rows = islice(rows, ROWS_SEEN)
        else:
            headings.refuse_two_for_one()
        for number, cells in rows:
            headings.see(cells)
            if headings.kind:
                self.add(headings, number, cells)

    def add(self, headings, number, cells):
        if len(self.rows) >= ROWS_AT_MOST:
            raise TableError(
                f"has more than {ROWS_AT_MOST:,} rows: part it, or write a record file"
            )
        self.letters += sum(len(cell) for cell in cells if isinstance(cell, str))
        if self.letters > LETTERS_AT_MOST:
            raise TableError(f"has more than {LETTERS_AT_MOST:,} characters: part it")
        kind, written = headings.kind, headings.written
        row = Row(kind, headings.sheet, number, len(self.rows) + 1, written=written)
        for n, cell in enumerate(cells):
            text, heading = headings.at(n)
            if isinstance(cell, str):
                cell = cell.strip()
            if heading:
                take(row, kind.by_heading[heading], cell)
            elif cell and not text:
                row.faults.append(("", "has a cell without a heading"))
        for heading in ("meeting", "party") if kind.shape is DELEGATE else kind.above:
            if not row.above.get(heading):
                row.faults.append((heading, "is missing"))
        if not kind.noun and not kind.above and not row.item.get("id"):
            row.faults.append(("id", "is missing"))
        self.rows.append(row)

    # Lines

    def faults(self):
        """Triples of row, heading and reason: what is wrong before any line is made."""
        for row in self.rows:
            for heading, reason in row.faults:
                yield row, heading, reason

    def made(self):
        """The lines of all rows that are not left out, with the same numbers each time."""
        lines = {}
        for row in self.rows:
            if row not in self.left_out:
                line = lines.setdefault(key_of(row), Made(self.number_of(row), {}, {}))
                put(row, line)
        return sorted(lines.values(), key=lambda line: line.number)

    def number_of(self, row):
        return self.numbers[key_of(row)]

    def leave_out(self, row):
        """Leave a row out, with those that would say something else without it.

        The rows that are gone, those that were before not among them.
        """
        if row.kind.shape is DELEGATE:
            # Delegates are a list: what a list does not have is removed from the record.
            gone = [r for r in self.rows if same_delegation(r, row)]
        elif row.kind.name == "meetings":
            gone = [r for r in self.rows if not r.kind.noun and r.meeting == row.meeting]
        else:
            gone = [row]
        fresh = [one for one in gone if one not in self.left_out]
        self.left_out.update(fresh)
        return fresh


def key_of(row):
    """What rows of one line share: each row of a noun has a line to itself."""
    return row if row.kind.noun else row.meeting


def same_delegation(row, other):
    return row.kind is other.kind and all(
        row.above.get(key) == other.above.get(key) for key in ("meeting", "party")
    )


def take(row, column, cell):
    """Put a cell's value where it belongs; an empty one says nothing."""
    if isinstance(cell, BadCell):
        row.faults.append((column.heading, cell.reason))
        return
    if not cell:
        return
    try:
        value = None if cell == CLEARED else column.cell.read(cell)
    except ValueError as error:
        row.faults.append((column.heading, str(error)))
        return
    if not column.key:
        row.above[column.heading] = value
    elif "." in column.key:
        outer, inner = column.key.split(".")
        row.item.setdefault(outer, {})[inner] = value
    else:
        row.item[column.key] = value


def put(row, line):
    """Put a row into its line, and note at which path."""
    if row.kind.noun:
        line.data[row.kind.noun] = row.item
        line.rows[row.kind.noun] = row
        return
    line.data.setdefault("id", row.meeting)
    if row.kind.name == "meetings":
        line.data |= row.item
        line.rows[""] = row
    elif row.kind.shape is DELEGATE:
        put_delegate(row, line)
    else:
        rows = line.data.setdefault(LISTS[row.kind.name], [])
        line.rows[f"{LISTS[row.kind.name]}[{len(rows)}]"] = row
        rows.append(row.item)


def put_delegate(row, line):
    delegations = line.data.setdefault("delegations", [])
    party = row.above.get("party")
    known = (n for n, one in enumerate(delegations) if one["party"] == party)
    place = next(known, len(delegations))
    if place == len(delegations):
        delegations.append({"party": party})
    path, delegation = f"delegations[{place}]", delegations[place]
    if role := row.above.get("party_role"):
        delegation["role"] = role
    if row.item:
        delegates = delegation.setdefault("delegates", [])
        line.rows[f"{path}.delegates[{len(delegates)}]"] = row
        delegates.append({"official": None} | row.item)
    line.rows.setdefault(path, row)


def place_in(line, path):
    """The row that a path in a line came from, and the heading of its column ("" for none)."""
    prefix = path
    while prefix not in line.rows and prefix:
        prefix = prefix[: max(prefix.rfind("."), prefix.rfind("["), 0)]
    if prefix not in line.rows:
        return next(iter(line.rows.values())), ""
    row = line.rows[prefix]
    rest = path[len(prefix) :].lstrip(".")
    return row, heading_of(row, rest)


def heading_of(row, rest):
    key = rest.partition("[")[0]
    for column in row.kind.columns:
        if column.key and (column.key == key or key.startswith(f"{column.key}.")):
            return column.heading
    return {"party": "party", "role": "party_role"}.get(key, "")
