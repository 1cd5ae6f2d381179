"""XLSX files as sheets: each cell as the text it shows, dates as 2022-01-10, formulas refused."""

import posixpath
import re
import zipfile
from contextlib import contextmanager
from datetime import datetime, timedelta

from .sheets import FORMULA, LONGEST_CELL, MOST_CELLS, TOO_LONG, BadCell, Sheet, TableError
from .xlsx_parts import NOT_XLSX, Parts

WORKBOOK = "xl/workbook.xml"
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
# Excel's own date formats; others are told by the letters of their pattern.
DATES = {14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)}
TIMES = {18, 19, 20, 21, 45, 46, 47}
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# Excel believes in a 29 February 1900; days before it are never meant.
EPOCH, EPOCH_OF_MACS = datetime(1899, 12, 30), datetime(1904, 1, 1)
LAST_DAY = 2_958_465


@contextmanager
def opened(path):
    """The sheets of a workbook, while it is open."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise TableError(NOT_XLSX) from None
    with archive:
        yield Workbook(Parts(archive)).sheets()


class Workbook:
    def __init__(self, parts):
        self.parts, self.epoch = parts, EPOCH
        self.strings, self.formats = [], []

    def sheets(self):
        if WORKBOOK not in self.parts:
            raise TableError(NOT_XLSX)
        named = list(self.named_sheets())
        targets = self.targets()
        self.formats = self.read_formats(targets.get("styles"))
        self.strings = list(self.read_strings(targets.get("sharedStrings")))
        for name, link in named:
            if part := targets.get(link):
                yield Sheet(name, self.rows(part))

    def named_sheets(self):
        """Pairs of a sheet's name and the id of the link to it; hidden ones are not read."""
        for tag, found in self.parts.events(WORKBOOK):
            if tag == "workbookPr" and found.get("date1904") in ("1", "true"):
                self.epoch = EPOCH_OF_MACS
            elif tag == "sheet" and found.get("state", "visible") == "visible":
                yield found.get("name", ""), found.get("id")

    def targets(self):
        """The parts that the workbook links to, by the link's id and, for one of a kind, by it."""
        targets = {}
        for tag, found in self.parts.events("xl/_rels/workbook.xml.rels"):
            if tag == "Relationship" and found.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/xl", found.get("Target", "")))[1:]
                kind = found.get("Type", "").rpartition("/")[2]
                targets |= {found.get("Id"): path, kind: path}
        return targets

    def read_strings(self, part):
        """The shared texts; what shows how to pronounce them is left out."""
        runs, is_spoken = [], False
        for tag, found in self.parts.events(part) if part in self.parts else ():
            if tag == "rPh":
                is_spoken = True
            elif tag == "/rPh":
                is_spoken = False
            elif tag == "/t" and not is_spoken:
                runs.append(found)
            elif tag == "/si":
                yield unescaped("".join(runs))
                runs = []

    def read_formats(self, part):
        """For each style of cells what its number is: a "date", a "time", "both" or ""."""
        patterns, formats, is_cell = {}, [], False
        for tag, found in self.parts.events(part) if part in self.parts else ():
            if tag == "numFmt":
                patterns[found.get("numFmtId")] = found.get("formatCode", "")
            elif tag in ("cellXfs", "/cellXfs"):
                is_cell = tag == "cellXfs"
            elif tag == "xf" and is_cell:
                number = found.get("numFmtId", "0")
                formats.append(format_of(number, patterns.get(number)))
        return formats

    def rows(self, part):
        """Pairs of number and cells; empty rows may be missing. One row is in memory."""
        number, cells = 0, {}
        cell = None
        for tag, found in self.parts.events(part):
            if tag == "row":
                number, cells = row_number(found, number), {}
            elif tag == "c":
                cell = Cell(column_number(found, len(cells)), found)
            elif tag == "/c" and cell:
                if cell.column >= MOST_CELLS:
                    if cell.value or cell.has_formula:
                        raise TableError(f"row {number} has more than {MOST_CELLS:,} cells")
                else:
                    cells[cell.column] = self.text_of(cell)
                cell = None
            elif tag == "/row" and cells:
                yield number, [cells.get(n, "") for n in range(max(cells) + 1)]
            elif cell:
                cell.take(tag, found)

    def text_of(self, cell):
        if cell.has_formula:
            return FORMULA
        text = self.plain_text(cell)
        return TOO_LONG if isinstance(text, str) and len(text) > LONGEST_CELL else text

    def plain_text(self, cell):
        if cell.type == "s":
            is_known = cell.value.isdecimal() and int(cell.value) < len(self.strings)
            return self.strings[int(cell.value)] if is_known else BadCell("cannot be read")
        if cell.type in ("inlineStr", "str"):
            return unescaped(cell.value)
        if cell.type == "e":
            return BadCell(f"holds an error: {cell.value[:20]}")
        if cell.type == "b":
            return "yes" if cell.value == "1" else "no"
        if cell.type == "d" or not cell.value:
            return cell.value.removesuffix("T00:00:00")
        return self.number(cell)

    def number(self, cell):
        try:
            value = float(cell.value)
            style = self.formats[int(cell.style)] if self.formats else ""
        except (ValueError, IndexError):
            return BadCell("cannot be read")
        if style and (0 <= value <= LAST_DAY):
            return moment(self.epoch + timedelta(days=value), style, value)
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


class Cell:
    def __init__(self, column, attributes):
        self.column, self.type = column, attributes.get("t", "n")
        self.style, self.value = attributes.get("s", "0"), ""
        self.has_formula = self.is_spoken = False

    def take(self, tag, text):
        if tag == "f":
            self.has_formula = True
        elif tag in ("rPh", "/rPh"):
            self.is_spoken = tag == "rPh"
        elif tag == "/v" or (tag == "/t" and not self.is_spoken):
            self.value += text


def format_of(number, pattern):
    if pattern is None:
        known = int(number) if number.isdecimal() else 0
        return "both" if known == 22 else "date" if known in DATES else "time" * (known in TIMES)
    letters = set(QUOTED.sub("", pattern).lower().replace("general", ""))
    has_day, has_time = bool(letters & set("dy")), bool(letters & set("hs"))
    return "both" if has_day and has_time else "date" if has_day else "time" * has_time


def moment(when, style, value):
    """A serial number as a date, a time, or both where neither part is nought."""
    when = (when + timedelta(milliseconds=500)).replace(microsecond=0)
    time = f"{when:%H:%M}" + (f":{when:%S}" if when.second else "")
    if value < 1 and style != "date":
        return time
    has_time = (when.hour, when.minute, when.second) != (0, 0, 0)
    day = f"{when.year:04}-{when.month:02}-{when.day:02}"
    return f"{day} {time}" if has_time else day


def row_number(attributes, before):
    given = attributes.get("r", "")
    return int(given) if given.isdecimal() and len(given) < 8 else before + 1


def column_number(attributes, default):
    found = REFERENCE.fullmatch(attributes.get("r", ""))
    if not found:
        return default
    number = 0
    for letter in found[1]:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def unescaped(text):
    """Excel writes what XML cannot hold as `_x000D_`."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n")
