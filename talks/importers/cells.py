"""The cells of a table: text as a value of the record file, and the value as text again.

What is no value of its kind stays the text it is, or is a ValueError with half a sentence: the
record file's own check speaks of the rest.
"""

import re

from talks.csv_files import FORMULA_STARTS
from talks.written_dates import Span, read

# An empty cell says nothing; this one clears what is on record.
CLEARED = "(none)"
SEVERAL_DAYS = "are several days: the first belongs in starts, the last in ends"
SLASHED, WRITE = re.compile(r"\d+/\d+/\d+"), "write 10 January 2022 or 2022-01-10"
SEMICOLON = re.compile(r"(?<!\\);")
WITH_STANCE = re.compile(r"([^()]*?)\s*\(([^()]*)\)")
WHOLE, DECIMAL = re.compile(r"-?\d{1,15}(\.0+)?"), re.compile(r"-?\d{1,15}[.,]\d{1,15}")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::00)?")
TRUE, FALSE = {"yes", "true", "1", "x"}, {"no", "false", "0"}


def unguarded(text):
    """A cell without the apostrophe that kept a spreadsheet from running it (csv_files.py)."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_STARTS) else text


class Text:
    """Any text."""

    words = "text"

    def read(self, text):
        return text

    def write(self, value):
        return "" if value is None else str(value)


class Choice(Text):
    """One of some words; “Press conference” is `press_conference`."""

    def __init__(self, values):
        self.values = values
        self.words = "one of " + ", ".join(values)

    def read(self, text):
        word = re.sub(r"[\s-]+", "_", text.strip().lower())
        return word if word in self.values else text


class Date(Text):
    words = "a date, as in 2022-01-10 or 10 January 2022"

    def read(self, text):
        try:
            found = read(text)
        except ValueError:
            if SLASHED.fullmatch(text.strip()):
                raise ValueError(f'"{text}" may be read in two ways: {WRITE}') from None
            raise
        if isinstance(found, Span):
            raise ValueError(SEVERAL_DAYS)
        return found


class Number(Text):
    words = "a number"

    def read(self, text):
        text = text.strip()
        if WHOLE.fullmatch(text):
            return int(text.partition(".")[0])
        return float(text.replace(",", ".")) if DECIMAL.fullmatch(text) else text


class Clock(Text):
    words = "a time, as in 14:30"

    def read(self, text):
        found = CLOCK.fullmatch(text.strip())
        return f"{int(found[1]):02}:{found[2]}" if found else text

    def write(self, value):
        return value.strftime("%H:%M") if value else ""


class Flag(Text):
    words = "yes or no"

    def read(self, text):
        word = text.strip().lower()
        return True if word in TRUE else False if word in FALSE else text

    def write(self, value):
        return "yes" if value else "no"


class Parts(Text):
    """Several values in one cell, with semicolons between them; `\\;` is a semicolon itself."""

    words = "one or more, with ; between them"

    def __init__(self, part):
        self.part = part

    def read(self, text):
        parts = (part.replace("\\;", ";").strip() for part in SEMICOLON.split(text))
        return [self.part.read(part) for part in parts if part]

    def write(self, value):
        return "; ".join(self.part.write(part).replace(";", "\\;") for part in value or ())


class Stance(Text):
    """An issue, with the stance in brackets: `nato-enlargement (opposes)`."""

    def read(self, text):
        found = WITH_STANCE.fullmatch(text)
        return {"id": found[1], "stance": found[2].strip().lower()} if found else {"id": text}

    def write(self, value):
        issue, stance = value
        return f"{issue} ({stance})" if stance else issue


class Cited(Text):
    """A source with the place in it: `anews-2022-01-10: paragraph 13`. An id has no colon."""

    def read(self, text):
        source, colon, locator = text.partition(":")
        return {"source": source.strip()} | ({"locator": locator.strip()} if colon else {})

    def write(self, value):
        source, locator = value
        return f"{source}: {locator}" if locator else source
