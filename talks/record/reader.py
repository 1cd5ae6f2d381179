"""Record files as lines of JSON objects: what is not one is a problem with its line.

Knows nothing of what the objects mean. Reads as a stream: one line is in memory at a time.
"""

import gzip
import json
import re
import zlib
from array import array
from dataclasses import dataclass
from pathlib import Path

LINE_LIMIT = 64 * 1024 * 1024
BOM = b"\xef\xbb\xbf"
# The longest line that is taken, with a mark before it, CRLF behind, and one byte to tell more.
READ_AT_ONCE = LINE_LIMIT + len(BOM) + 3
NOT_TEXT = re.compile("[\0\ud800-\udfff]")
CHANGED = "the file changed while it was read"
JSON_WORDS = {
    "Extra data": "holds more than one JSON object",
    "Unexpected UTF-8 BOM (decode using utf-8-sig)": "begins with a byte order mark, which may"
    " only stand at the start of a file",
}


class BadLine(ValueError):
    """A line that is not one JSON object; the message is one sentence."""


@dataclass
class Line:
    """A line of a file: its number from 1, and its object or the reason that it is none."""

    file: str
    number: int
    data: dict | None
    reason: str = ""


class RecordFile:
    """A file that can be read more than once. A line that changed in between is a bad one."""

    def __init__(self, path, progress=None, name=None):
        self.path, self.name = Path(path), str(name or path)
        self.progress = progress or (lambda count: None)
        self.checksums = None

    def lines(self):
        """Every line that is not blank. A file that cannot be read on ends with a bad line."""
        number, checksums = 0, array("L")
        try:
            with self.path.open("rb") as raw:
                file = unpacked(raw) if self.name.lower().endswith(".gz") else raw
                while line := file.readline(READ_AT_ONCE):
                    number += 1
                    checksums.append(zlib.crc32(line))
                    if self._has_changed(number, checksums):
                        yield Line(self.name, number, None, CHANGED)
                        return
                    self.progress(raw.tell())
                    text = line.removeprefix(BOM) if number == 1 else line
                    yield from self._parsed(number, text, file)
        except (OSError, EOFError, zlib.error) as error:
            yield Line(self.name, number + 1, None, unreadable(error))
            return
        if self.checksums not in (None, checksums):
            yield Line(self.name, number + 1, None, CHANGED)
        self.checksums = checksums

    def _has_changed(self, number, checksums):
        before = self.checksums
        return before is not None and before[number - 1 : number] != checksums[-1:]

    def _parsed(self, number, line, file):
        try:
            if len(line.removesuffix(b"\n").removesuffix(b"\r")) > LINE_LIMIT:
                skip_rest(line, file)
                raise BadLine(f"is longer than {LINE_LIMIT // 1024**2} MB")
            if line.strip(b" \t\r\n"):
                yield Line(self.name, number, parse(line))
        except BadLine as error:
            yield Line(self.name, number, None, str(error))


def unpacked(raw):
    """What a gzip file holds. One of no bytes at all is none: gzip has a header."""
    if not raw.peek(1):
        raise EOFError
    return gzip.open(raw)


def skip_rest(line, file):
    while line and not line.endswith(b"\n"):
        line = file.readline(LINE_LIMIT)


def unreadable(error):
    if isinstance(error, EOFError):
        return "the gzip file ends early"
    if isinstance(error, gzip.BadGzipFile | zlib.error):
        return "is not a whole gzip file"
    return f"cannot be read: {error.strerror or error}"


def parse(line):
    """The JSON object of one line of bytes; BadLine otherwise."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadLine(f"is not UTF-8 (byte {error.start + 1})") from None
    try:
        data = json.loads(text, object_pairs_hook=once, parse_constant=refuse_constant)
    except json.JSONDecodeError as error:
        reason = f"is not JSON: {error.msg} at column {error.colno}"
        raise BadLine(JSON_WORDS.get(error.msg, reason)) from None
    except RecursionError:
        raise BadLine("is nested too deep") from None
    except BadLine:
        raise
    except ValueError:
        raise BadLine("has a number with too many digits") from None
    if not isinstance(data, dict):
        raise BadLine("is not a JSON object")
    if "\\u" in text:
        refuse_half_characters(data)
    return data


def once(pairs):
    """An object's pairs as a dict; a key that stands twice is refused."""
    data = dict(pairs)
    if len(data) < len(pairs):
        seen = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))
        raise BadLine(f'has the key "{printable(twice)}" twice in one object')
    return data


def refuse_constant(name):
    raise BadLine(f"has {name}, which is not a JSON number")


def refuse_half_characters(data):
    """Escapes can smuggle in what UTF-8 itself cannot hold, and NUL, which the database cannot."""
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += [*value.keys(), *value.values()]
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, str):
            if found := NOT_TEXT.search(value):
                what = "a NUL character" if found[0] == "\0" else "half a surrogate pair"
                raise BadLine(f"holds {what}")


def printable(text, length=60):
    """A value for a message: without control characters, cut to a length."""
    text = "".join(c if c.isprintable() else "�" for c in text)
    return text if len(text) <= length else f"{text[:length]}…"
