"""The front page of a verbatim record of the Security Council: which meeting, who sat there."""

import re
from dataclasses import dataclass, field
from functools import cache

from talks import written_dates
from talks.importers.party_names import party_named, printed

SYMBOL = re.compile(r"S/PV\.\s?(\d+)((?:\s?\(Resumption ?\d*\))?)", re.IGNORECASE)
NUMBER = re.compile(r"\b(\d[\d ,]*)\s?(st|nd|rd|th) meeting\b", re.IGNORECASE)
TIME = r"(?:(\d{1,2})(?:[.:](\d\d))? ?([ap])\.? ?m\b|(noon))"
DAY = re.compile(rf"day,? (\d{{1,2}} [A-Z][a-z]+,? \d{{4}})(?:,? (?:at )?{TIME})?")
CALLED = re.compile(rf"called to order at {TIME}")
ROSE = re.compile(rf"The meeting rose at {TIME}\.?")
SUSPENDED = re.compile(r"The meeting was suspended at")
NEW_YORK = re.compile(r"(?:^|,)\s*New York\b|\bNew York\s*$", re.MULTILINE)
# What stands between the two columns of the list of members: dots, or much space.
LEADER = r"[ .…·]*(?:\.{2,}|…|(?:\. ){2,}|\s{2,}|\t)[ .…·]*"
HONORED = (
    r"(?:Mr|Mrs|Ms|Miss|Mme|Dr|Sir|Dame|Lord|Baroness|Prince|Sheikha?|Archbishop|General|Judge)\b"
)
PRESIDENT = re.compile(
    rf"Presidents?:\s*(?P<name>{HONORED}.*?){LEADER}\(?(?P<of>[^().\n]+?)\)?\s*$", re.MULTILINE
)
AGENDA = re.compile(
    r"^Agenda\s*$(.*?)"
    r"(?=^(?:This record contains|\d\d-\d{5}|The meeting was called|Corrections )|\Z)",
    re.MULTILINE | re.DOTALL,
)
# Below an item of the agenda stand the papers about it.
PAPERS = re.compile(r"\n\s*\n|\n(?=(?:Letter|Report|Note|Briefing|Identical|\w+ report)\b)")
LONGEST_FRONT = 20_000
PRINTED = ["United States of America", "Russian Federation", "Viet Nam", "Côte d’Ivoire", "Niger"]


@dataclass
class FrontPage:
    """`members` are pairs of a party's object and the name given for it; the President's is first.

    `starts` and `time` are as a record file has them, empty where the page does not say.
    """

    symbol: str
    number: str = ""
    starts: str = ""
    time: str = ""
    place: str = ""
    agenda: str = ""
    president: tuple | None = None
    members: list = field(default_factory=list)


def front_page(lines, text):
    """The front page, where the record is one of the Security Council; else None.

    `lines` stand before the first speech; `text` is the whole, whose running heads name the record.
    """
    symbol = SYMBOL.search(text)
    if not symbol or "Security Council" not in text:
        return None
    front = "\n".join(lines).replace("\u00a0", " ")[:LONGEST_FRONT]
    page = FrontPage("".join(f"S/PV.{symbol[1]}{symbol[2]}".split()))
    if number := NUMBER.search(front):
        page.number = re.sub(r"[ ,]", "", number[1]) + number[2]
    if day := DAY.search(front):
        page.starts, page.time = date_of(day[1]), clock(*day.groups()[1:])
    if called := CALLED.search(text):
        page.time = clock(*called.groups())
    page.place = "New York" if NEW_YORK.search(front) else ""
    page.agenda = agenda_of(front)
    page.president, page.members = president_of(front), list(members_of(front))
    return page


def date_of(words):
    try:
        return str(written_dates.read(words.replace(",", "")))
    except ValueError:
        return ""


def clock(hour, minutes, half, noon):
    """ "3.05 p.m." as "15:05"; empty for what is no time."""
    if noon:
        return "12:00"
    if not hour or not 1 <= int(hour) <= 12 or int(minutes or 0) > 59:
        return ""
    return f"{int(hour) % 12 + 12 * (half == 'p'):02}:{minutes or '00'}"


def length_of(text):
    """Minutes from the call to order to the end, where it is said and there was no break."""
    called, rose = CALLED.search(text), ROSE.search(text)
    times = [clock(*match.groups()) for match in (called, rose) if match]
    if len(times) < 2 or not all(times) or SUSPENDED.search(text):
        return None
    first, last = (int(time[:2]) * 60 + int(time[3:]) for time in times)
    return last - first if last > first else None


def agenda_of(front):
    """The first item, in one line."""
    match = AGENDA.search(front)
    item = PAPERS.split(match[1].strip(), maxsplit=1)[0] if match else ""
    return " ".join(item.split())


def president_of(front):
    """The party that presides, and the name of its representative; None where it is not told."""
    match = PRESIDENT.search(front)
    party = party_named(match["of"]) if match else None
    return (party, " ".join(match["name"].split())) if party else None


def members_of(front):
    """Reads "Algeria …… Mr. Baali", a line each or several in one.

    Where a party begins is known by its name; what stands behind it, until the next, is who speaks
    for it.
    """
    listed = re.split(r"^Agenda\b", front.partition("Members:")[2], maxsplit=1, flags=re.M)[0]
    listed = listed.replace("\n", " ")
    matches = list(entry().finditer(listed))
    ends = [*(match.start() for match in matches[1:]), len(listed)]
    for match, end in zip(matches, ends, strict=False):
        yield party_named(match["party"]), " ".join(listed[match.end() : end].split())


@cache
def entry():
    names = sorted({name for name, _ in printed()} | set(PRINTED), key=len, reverse=True)
    return re.compile(rf"\b(?P<party>{'|'.join(map(re.escape, names))}){LEADER}(?={HONORED})")
