"""The headings of a sheet: what its rows are, and which heading is which column of ours.

A heading of the file's own is read as a column where a mapping says so (mapping.py). A heading that
is ours stays ours.
"""

from collections import Counter

from talks.record.reader import printable

from .columns import KINDS, normal
from .mapping import said_of
from .sheets import BadCell, TableError

# Examples of what stands below a heading: from the first rows alone.
ROWS_SEEN, SAMPLES, SAMPLE_LENGTH = 200, 3, 60
# What is asked about: no file that somebody means to send has more of its own.
UNKNOWN_AT_MOST, LONGEST_HEADING = 100, 100


class Headings:
    """`kind` is None where nothing tells it. `columns` are ours, "" for what is not read."""

    def __init__(self, sheet, cells, kind, mapping):
        self.sheet, self.cells = sheet, cells
        self.texts = ["" if isinstance(cell, BadCell) else normal(cell) for cell in cells]
        kind, self.chosen = said_of(mapping, sheet, kind)
        mapped = [self.chosen.get(text, "") for text in self.texts]
        self.kind = KINDS[kind] if kind else kind_of(normal(sheet), self.texts + mapped)
        self.columns = [self.column_of(text) for text in self.texts]
        both = zip(self.texts, self.columns, cells, strict=True)
        # Headings of the file's own, by the column that each is read as.
        self.written = {column: shown(cell) for text, column, cell in both if column != text}
        self.written.pop("", None)
        self.unknown = self.places_of_unknown()
        self.samples, self.seen = {n: [] for n in self.unknown}, 0

    def column_of(self, text):
        if not self.kind or not text:
            return ""
        known = self.kind.by_heading
        column = text if text in known else self.chosen.get(text, "")
        return column if column in known else ""

    def at(self, n):
        """A heading as it is compared, and the column that it is read as."""
        return (self.texts[n], self.columns[n]) if n < len(self.texts) else ("", "")

    def places_of_unknown(self):
        """Where headings stand that are not ours, read or not, and may be asked about."""
        own = self.kind.by_heading if self.kind else ()
        times = Counter(self.texts)
        alone = (n for n, text in enumerate(self.texts) if times[text] == 1 and text not in own)
        return [n for n in alone if may_be_asked(self.texts[n])][:UNKNOWN_AT_MOST]

    def see(self, cells):
        """Keep some values as examples of what stands below headings that are not ours."""
        if self.seen < ROWS_SEEN:
            self.seen += 1
            for n, samples in self.samples.items():
                cell = cells[n] if n < len(cells) else ""
                value = printable(cell.strip(), SAMPLE_LENGTH) if isinstance(cell, str) else ""
                if value and value not in samples and len(samples) < SAMPLES:
                    samples.append(value)

    def refuse_two_for_one(self):
        for n, column in enumerate(self.columns):
            first = self.columns.index(column)
            if not column or first == n:
                continue
            one, other = shown(self.cells[first]), shown(self.cells[n])
            if self.texts[n] == self.texts[first]:
                raise TableError(f'{self.named}has the column "{other}" twice')
            both = f'"{one}" and "{other}"'
            raise TableError(f"{self.named}has two headings for the column {column}: {both}")

    # In words

    @property
    def named(self):
        return f"Sheet {printable(self.sheet)}: " if self.sheet else ""

    @property
    def subject(self):
        """What a sentence begins with where no sheet has a name."""
        return "" if self.sheet else "The file "

    @property
    def needs(self):
        """Which columns are wanting, or nothing."""
        missing = sorted(self.kind.needed - set(self.columns)) if self.kind else ()
        words = "column" if len(missing) == 1 else "columns"
        return f"{self.named}needs the {words} {', '.join(missing)}" if missing else ""

    def notes(self):
        if self.kind is None:
            return [f"{self.subject}{self.named}is not read: {unlike_any(self.texts)}"]
        unread = [
            shown(cell)
            for cell, column in zip(self.cells, self.columns, strict=True)
            if cell and not column
        ]
        words = self.kind.name.replace("_", " ")
        said = f"{self.named}Columns that {words} do not have were not read: {', '.join(unread)}."
        return [said] if unread else []

    def as_data(self):
        """What a page has to know to ask which heading is which column."""
        unknown = [
            {"heading": shown(self.cells[n]), "key": self.texts[n], "samples": self.samples[n]}
            for n in self.unknown
        ]
        own = [text for text in self.texts if self.kind and text in self.kind.by_heading]
        kind = self.kind.name if self.kind else ""
        return {"sheet": self.sheet, "kind": kind, "own": own, "unknown": unknown}


def may_be_asked(text):
    """Whether a heading can be kept and shown as it is."""
    return 0 < len(text) <= LONGEST_HEADING and printable(text, LONGEST_HEADING) == text


def shown(cell):
    text = cell.strip() if isinstance(cell, str) else cell.reason
    return printable(text, LONGEST_HEADING)


def kind_of(name, headings):
    """The kind that a sheet's name says, else the one whose columns the headings are."""
    for kind in KINDS.values():
        if name in (kind.name, kind.noun or kind.name.removesuffix("s")):
            return kind
    known = {
        kind: len(set(headings) & kind.by_heading.keys())
        for kind in KINDS.values()
        if kind.needed <= set(headings)
    }
    best = [kind for kind in known if known[kind] == max(known.values())]
    return best[0] if len(best) == 1 else None


def unlike_any(headings):
    if not any(headings):
        return "its first row has no headings."
    kinds = ", ".join(KINDS).replace("_", "-")
    return f"its headings do not tell what the rows are. Name the sheet, or choose: {kinds}."
