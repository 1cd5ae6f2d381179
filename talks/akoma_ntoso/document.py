"""The document as a whole, in pieces: a long one never stands in memory."""

from tempfile import SpooledTemporaryFile

from lxml import etree

from .identification import meta_of
from .references import References
from .speeches import Speeches
from .table import preface_of, roll_call, told
from .xml import NAMESPACE, element

IN_MEMORY = CHUNK = 1_000_000
DECLARED = f' xmlns="{NAMESPACE}"'
HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso{DECLARED}>\n<debate name="meeting">\n'
TAIL = "</debateBody>\n</debate>\n</akomaNtoso>\n"


def debate(meeting, *, places, seats, statements, changed_at, site):
    """A meeting as a debate: chunks of bytes, of which the first is ready when all is written.

    `seats` are those of views/seats.py, `statements` an iterable in order, with all that
    `for_meeting_page()` loads; `changed_at` is when the record of the meeting changed last.
    """
    references = References(site)
    preface = preface_of(meeting, places, references)
    # The meta comes first and names whom the body names: so the body is written before it.
    body = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed when it has been read
    for each in [roll_call(seats, references), *told(meeting)]:
        body.write(written(each))
    write_statements(body, statements, Speeches(references))
    meta = meta_of(meeting, changed_at, references, site)
    return pieces(written(meta) + written(preface), body)


def write_statements(body, statements, speeches):
    """A section as long as it may be; none where nothing was said."""
    opening = b'<debateSection name="statements" eId="statements">\n'
    opening += written(element("heading", "Statements"))
    for statement in statements:
        body.write(opening)
        opening = b""
        for each in speeches.of(statement):
            body.write(written(each))
    if not opening:
        body.write(b"</debateSection>\n")


def written(each):
    """An element as bytes; the namespace, which lxml repeats, is declared at the top."""
    return etree.tostring(each, encoding="utf-8").replace(DECLARED.encode(), b"", 1) + b"\n"


def pieces(before, body):
    with body:
        body.seek(0)
        yield HEAD.encode() + before + b"<debateBody>\n"
        while chunk := body.read(CHUNK):
            yield chunk
        yield TAIL.encode()
