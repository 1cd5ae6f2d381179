"""Reads a transcript.

A verbatim record of the Security Council says by itself which meeting it is of; for any other
transcript that is told beside it, as `About`.
"""

from talks.importers.parsed import Parsed

from .council import CouncilRecord, is_president
from .front import front_page
from .talk import About, Talk
from .turns import transcript_of


def parsed_transcript(text, file, about=None):
    """One transcript as a `Parsed` with one meeting; with a problem where it cannot be made."""
    transcript, parsed = transcript_of(text), Parsed()
    page = front_page(transcript.front, text)
    if not transcript.turns:
        parsed.refuse(file, 1, "No speaker was found: a speech begins with “Name (Party): ”.")
        return parsed
    presiding = [turn.text for turn in transcript.turns if is_president(turn)]
    said = "\n\n".join(presiding)
    making = CouncilRecord(page, text, said) if page else Talk(about or About())
    if missing := making.missing():
        parsed.refuse(file, 1, f"Not told, by the text or beside it: {', '.join(missing)}.")
        return parsed
    parsed.add(making.meeting(transcript.turns), file, transcript.turns[0].line)
    parsed.leave_out("lines between speeches", len(transcript.between))
    for path, value, why in making.guesses:
        parsed.guess(making.about["id"], path, value, why)
    return parsed
