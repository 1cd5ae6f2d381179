"""What is cited, as an item of CSL-JSON 1.0.2: a meeting as `event`, a statement as `speech`.

Names of persons are split where the record has a name to sort by, and never guessed at.
"""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.text import Truncator

from talks import citing, sentences

from .days import date_of

TITLE_WORDS = 14


@dataclass(frozen=True)
class Version:
    """Which state of the record is cited, in words, and the address that shows it for ever."""

    words: str
    address: str


def meeting_item(meeting, places, version):
    """Reads what `for_detail_page()` brings."""
    return filled(
        **common(f"{meeting.slug}", meeting, version),
        type="event",
        title=one_line(meeting.title),
        issued=date_of(meeting.starts, meeting.ends),
        abstract=one_line(meeting.summary),
        medium=meeting.get_mode_display() if meeting.mode else "",
        genre=citing.capitalised(f"{meeting.get_format_display()} meeting".strip()),
        **{"event-place": in_a_line(places)},
        note=meeting.get_status_display() if meeting.status != "held" else "",
    )


def statement_item(statement, meeting, places, version):
    """Reads the statement's ties: `for_meeting_page()`."""
    day = statement.said_on or meeting.starts
    sources = "; ".join(citing.cite_source(row) for row in statement.citations.all())
    return filled(
        **common(f"{meeting.slug}-{statement.slug}", meeting, version),
        type="speech",
        title=Truncator(one_line(statement.text)).words(TITLE_WORDS, truncate=" …"),
        author=authors_of(statement, meeting),
        issued=date_of(day, "" if statement.said_on else meeting.ends),
        abstract=one_line(statement.text),
        language=language_of(statement),
        genre=citing.capitalised(statement.how),
        note=one_line(
            " ".join(filter(None, [role_of(statement), sources and f"Source: {sources}"]))
        ),
        **{"event-title": one_line(meeting.title), "event-place": in_a_line(places)},
    )


def common(key, meeting, version):
    return {
        "id": key,
        "publisher": citing.SITE,
        "version": version.words,
        "URL": version.address,
        "accessed": date_of(timezone.localdate().isoformat()),
    }


def authors_of(statement, meeting):
    """Who made it: persons, else the parties it stands for, else the title the source gives."""
    if statement.speaker:
        people = [statement.speaker, *statement.joint_speakers]
        return [name_of(one) for one in dict.fromkeys(people)]
    if statement.speaker_title:
        party = statement.party.name_on(statement.first_day) if statement.party else ""
        title = one_line(statement.speaker_title)
        return [{"literal": f"{title} ({party})" if party else title}]
    parties = dict.fromkeys([statement.party, *statement.jointly_with])
    return [{"literal": one_line(one.name_on(statement.first_day))} for one in parties]


def name_of(official):
    """By the name it is sorted by: “Sherman, Wendy”; as it stands where there is none."""
    family, comma, given = one_line(official.sort_name).partition(", ")
    if comma and family and given:
        return {"family": family, "given": given}
    return {"literal": one_line(official.name)}


def role_of(statement):
    """As in "Said as Deputy Secretary of State, for United States."."""
    post = one_line(statement.post_on_the_day()) if statement.speaker else ""
    party = statement.party.name_on(statement.first_day) if statement.party else ""
    named = [f"as {post}" if post else "", f"for {one_line(party)}" if party else ""]
    others = sentences.in_a_row(map(str, statement.jointly_with))
    named.append(f"jointly with {one_line(others)}" if others else "")
    said = ", ".join(filter(None, named))
    return f"Said {said}." if statement.speaker and said else ""


def language_of(statement):
    """That of the words on record, where it is known: a translation is in another."""
    is_original = statement.wording == "verbatim" and not statement.original_text
    return statement.original_language if is_original else ""


def in_a_line(places):
    return one_line("; ".join(str(place) for place in places))


def one_line(text):
    """Without line ends, and without what no form of data may hold."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else "" for c in text).split())


def filled(**values):
    return {key: value for key, value in values.items() if value not in ("", [], None, {})}
