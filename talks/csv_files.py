"""CSV files: written line by line as they are sent, with cells that no spreadsheet runs."""

import csv
from itertools import chain

from django.http import StreamingHttpResponse

# A spreadsheet takes a cell that begins so for a formula, and runs it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Line:
    """Stands where a csv writer wants a file: what is written is handed back."""

    def write(self, line):
        return line


def csv_response(filename, header, rows):
    """A CSV file of `rows` (iterables of values), sent as they come. UTF-8; lines end in CRLF."""
    lines = csv_lines(header, rows)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def csv_lines(header, rows):
    """The lines of a CSV file, with their line ends."""
    writer = csv.writer(Line())
    return (writer.writerow(map(guarded, row)) for row in chain([header], rows))


def guarded(value):
    """A value as the text of a cell; an apostrophe keeps a formula from being one."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
