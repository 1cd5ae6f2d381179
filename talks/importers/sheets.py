"""What a table is before anybody asks what it says: sheets with numbered rows of cells."""

from collections.abc import Iterator
from dataclasses import dataclass

# More cells in one row than any table of ours has columns.
MOST_CELLS = 1_000
LONGEST_CELL = 1_000_000


class TableError(Exception):
    """A file that is no table at all; the message is one sentence."""


@dataclass(frozen=True)
class BadCell:
    """A cell that has no text to read, and why."""

    reason: str


@dataclass
class Sheet:
    """`rows` are pairs of the row's number, as a spreadsheet shows it, and its cells.

    They come as they are read. A cell is text, or a BadCell.
    """

    name: str
    rows: Iterator


FORMULA = BadCell("holds a formula: paste its value instead")
TOO_LONG = BadCell(f"is longer than {LONGEST_CELL:,} characters")
