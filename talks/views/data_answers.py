"""Answers to programs: JSON and CSV, sent as they are read, all of one state of the record."""

import json
from contextlib import closing
from functools import partial
from hashlib import sha256

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone

from talks.csv_files import csv_lines
from talks.importers.columns import KINDS
from talks.importers.rows_on_record import rows_of
from talks.kept_counts import record_version
from talks.record.exporter import line_of
from talks.record.states import one_state

JSON, CSV = "application/json", "text/csv; charset=utf-8"
# To be raised when the same rows are to be written in another way.
FORM = 1
# Characters sent at once: each sending costs, and a line alone is short.
BLOCK = 1 << 16


def object_answer(object_of, row):
    """One object as JSON, in a line: `object_of(row)` is asked within one state of the record."""
    with one_state():
        line = line_of(object_of(row))
    return HttpResponse(line, JSON)


def json_answer(request, name, lines):
    """`lines()` are those of a JSON document; browsers show it."""
    return sent(request, lines, JSON, f'inline; filename="{name}.json"')


def csv_answer(request, kind, rows):
    """The rows of a queryset with the columns of a kind of table, as a file."""
    lines = partial(csv_lines, KINDS[kind].by_heading, rows_of(kind, rows, public=True))
    return sent(request, lines, CSV, f'attachment; filename="{kind.replace("_", "-")}.csv"')


def sent(request, lines, content_type, disposition):
    """`lines()` is first called when the answer is sent: never for HEAD, nor where 304 will do."""
    tag = etag_of(request)
    content = () if request.method == "HEAD" else blocks(of_one_state(lines))
    response = StreamingHttpResponse(content, content_type)
    response["Content-Disposition"] = disposition
    if tag:
        response["ETag"] = tag
    return response


def etag_of(request):
    """What is the same only while an address answers the same; None if nobody can tell. One query.

    Asked before the rows are: what was written in between makes the next answer another.
    """
    if not (version := record_version()):
        return None
    told = (FORM, version, timezone.localdate(), request.get_full_path())
    return f'"{sha256(repr(told).encode()).hexdigest()[:32]}"'


def of_one_state(lines):
    """The lines; the transaction ends with them, or when whoever reads them goes away."""
    with one_state(is_sent=True), closing(iter(lines())) as read:
        yield from read


def blocks(lines):
    """The lines, put together to pieces that are worth sending."""
    with closing(lines):
        piece, size = [], 0
        for line in lines:
            piece.append(line)
            size += len(line)
            if size >= BLOCK:
                yield "".join(piece)
                piece, size = [], 0
        yield "".join(piece)


def document(head, name, objects):
    """The lines of a JSON object: the keys of `head`, then a list, one line for each object."""
    told = "".join(f"{json.dumps(key)}: {as_json(value)}, " for key, value in head.items())
    yield f"{{{told}{json.dumps(name)}: ["
    before = "\n"
    for data in objects:
        yield f"{before}{as_json(data)}"
        before = ",\n"
    yield "\n]}\n"


def as_json(value):
    return json.dumps(value, ensure_ascii=False)
