"""The XML inside an XLSX file, read as a stream: no entities, no more bytes than promised.

Knows tags and attributes, and nothing of sheets. The standard library's zip and expat are enough:
a reader for all of Excel would load a sheet whole, hide what is a formula, and let two cells at far
corners ask for all the memory there is.
"""

import zipfile
import zlib
from xml.parsers import expat  # noqa: S407 - without document types there are no entities

from .sheets import TableError

UNPACKED_AT_MOST = 200 * 1024**2
PARTS_AT_MOST = 2_000
READ_AT_ONCE = 64 * 1024
NOT_XLSX = "is not an XLSX file, or a damaged one"


class Parts:
    """The files in the zip; `budget` is what may still be unpacked of all of them together."""

    def __init__(self, archive):
        self.archive, self.budget = archive, UNPACKED_AT_MOST
        if len(archive.namelist()) > PARTS_AT_MOST:
            raise TableError("has more parts than any spreadsheet")

    def __contains__(self, name):
        return name in self.archive.NameToInfo

    def chunks(self, name):
        """The bytes of one file. What a header promises is not believed, but counted."""
        try:
            with self.archive.open(name) as file:
                while chunk := file.read(READ_AT_ONCE):
                    self.budget -= len(chunk)
                    if self.budget < 0:
                        limit = UNPACKED_AT_MOST // 1024**2
                        raise TableError(f"unpacks to more than {limit} MB")
                    yield chunk
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError):
            raise TableError(NOT_XLSX) from None
        except NotImplementedError:
            raise TableError("is packed in a way that cannot be read") from None

    def events(self, name):
        """Pairs of tag and attributes at each start, of "/tag" and its own text at each end."""
        reader = Reader()
        for chunk in self.chunks(name):
            yield from reader.feed(chunk)
        yield from reader.feed(b"", is_last=True)


class Reader:
    """Expat, asked for events instead of calling back. Names come without their namespaces."""

    def __init__(self):
        self.found, self.text = [], []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text.append
        self.parser.StartDoctypeDeclHandler = self.refuse

    def feed(self, chunk, is_last=False):
        self.found = []
        try:
            self.parser.Parse(chunk, is_last)
        except expat.ExpatError:
            raise TableError(NOT_XLSX) from None
        return self.found

    def start(self, tag, attributes):
        self.text.clear()
        plain = {name.rpartition(" ")[2]: value for name, value in attributes.items()}
        self.found.append((tag.rpartition(" ")[2], plain))

    def end(self, tag):
        self.found.append((f"/{tag.rpartition(' ')[2]}", "".join(self.text)))
        self.text.clear()

    def refuse(self, *_):
        raise TableError("has a document type, which no spreadsheet writes")
