"""Whose delegation each participant sits in, and how that is known.

In this order: the heading of the side; a party in brackets or alone behind the name; an American
office; the post as listed; the post in the volume's list of persons; a well-known name. What then
is open follows from the others only where one answer fits, and is a guess; else it is a problem.
"""

import re
from dataclasses import dataclass

from .entries import CODE
from .officials import PEERAGE, holder, known_person
from .parties import US, named_in, parties, party_of_heading

# Their subject, not their side: "Ambassador to France", "Desk Officer for Mali", "Soviet Affairs".
ABOUT_BEFORE = re.compile(
    r"(?:ambassador(?: [\w-]+)?|minister|minister-counselor|counselor|envoy|representative|"
    r"director|"
    r"officer(?: in charge)?|consul(?: general)?|desk|relations|designate|delegate|delegation|"
    r"mission|"
    r"high commissioner|chargé(?: d’affaires)?|visit|trip|adviser|aid|assistance) (?:to|for|in|at|"
    r"on) (?:the )?$|"
    r"/$|\b(?:north|south|latin|central|inter)[- ]$|affairs (?:to|in) (?:the )?$|\b(?:to|"
    r"for|with|on|"
    r"in) (?:the )?$",
    re.IGNORECASE,
)
ABOUT_AFTER = re.compile(
    r"^(?:[ -](?:union|and|eastern|western|central|east|west|bloc|republic|satellite|arab|"
    r"[a-z]+n)\b)*"
    r"[ -](?:affairs|desk|section|countries|country|division|branch|relations|bureau|department|"
    r"task force|working group|area|programs?|studies|specialist|expert|of america)\b",
    re.IGNORECASE,
)
# "Secretary to the Chinese Ambassador" is Chinese, whatever stands before.
POST_AFTER = re.compile(
    r" (?:[A-Z][a-z]+ ){0,2}(?:ambassador|minister|embassy|mission|delegation|foreign office|"
    r"foreign ministry|"
    r"premier|prime minister|president|chargé|legation|secretary)\b",
    re.IGNORECASE,
)
AT_HOME = re.compile(
    r"(?:liaison|relations|ambassador|officer|desk|accredited) (?:to|for|with) (?:the )?$",
    re.IGNORECASE,
)
TO_US = re.compile(
    r"ambassador(?:-designate)? (?:to|in|at) (?:the )?(?:united states|u\.?s\.?a?\b|washington)",
    re.I,
)
ABROAD = re.compile(
    r"\b(?:ambassador|minister|counselor|chargé|consul general) (?:at large|to|in) |"
    r"ambassador-at-large",
    re.I,
)
AMERICAN = re.compile(
    r"\b(?:department of state|state department|department of defense|under secretary|"
    r"assistant secretary|"
    r"secretary of (?:state(?! for)|defense|the treasury|treasury|commerce|agriculture|labor|"
    r"the interior|"
    r"the army|the navy|the air force|health|energy|transportation|housing)|white house|"
    r"national security council|nsc|national security adviser|assistant to (?:the )?president|"
    r"(?:assistant|adviser|advisor|counselor|counsel|secretary) (?:to|for) (?:the )?president|"
    r"president’s (?:special |deputy |science )?(?:assistant|adviser)|joint chiefs|jcs|"
    r"central intelligence|cia|acda|arms control and disarmament|usia|information agency|"
    r"international development|usun|usro|policy planning|office of [a-z]+(?:ern)? [a-z, ]*affairs|"
    r"bureau of|country director|desk officer|officer in charge|language services|senators?|"
    r"congress(?:man|woman|ional)?|house of representatives|attorney general|export-import bank|"
    r"peace corps|saceur|counselor of the department|executive secretary of the department|"
    r"usom|usis|usaid|maag|macv|at[ -]large|chief of protocol|legal advis[eo]r|"
    r"amembassy|amemb|"
    r"office of the secretary|atomic energy commission|deputy secretary|acting secretary|"
    r"mutual security|"
    r"trade representative|"
    r"federal reserve|arms control negotiat)",
    re.IGNORECASE,
)
BRITISH = re.compile(
    r"(?<!under )(?<!assistant )secretary of state for (?:foreign|commonwealth|the colonies|air|"
    r"war|"
    r"dominion|scotland|defen)|foreign secretary|parliamentary|"
    r"permanent (?:under )?secretary|privy seal|"
    r"exchequer|"
    r"her majesty|his majesty’s government|commonwealth relations|colonial office|"
    r"secretary to the cabinet|"
    r"foreign and commonwealth",
    re.IGNORECASE,
)
# Where Americans are what it is about.
MINISTRY = re.compile(r"foreign (?:ministry|office)|ministry of|\bMFA\b", re.IGNORECASE)
# Posts that are nobody's in the United States.
FOREIGN = re.compile(
    r"\b(?:(?:vice )?foreign minister|prime minister|premier|chancellor|king|queen|shah|emperor|"
    r"foreign ministry|foreign office|ministry|minister of|minister for|minister|politburo|"
    r"central committee|general secretary|crown prince|prince|presidium|embassy|chargé|"
    r"party secretary|state council|generalissimo|marshal|head of state|foreign secretary|"
    r"defense minister|finance minister)\b",
    re.IGNORECASE,
)


VISITORS = re.compile(r"\b(?:foreign|visitors?|guests?)\b", re.IGNORECASE)


@dataclass(eq=False)
class Seat:
    """Where one entry sits. `why` says of a guess what it rests on; `problem` why there is none."""

    entry: object
    sides: tuple = ()
    party: str = ""
    why: str = ""
    problem: str = ""


def seats_of(listed, volume, day, context, authors):
    """A `Seat` for each pair of item and entry.

    `context` are texts that name the parties; `authors` the names of who wrote the memorandum.
    """
    seats = [
        Seat(entry, item.sides, party_of(item, entry, volume, day, authors))
        for item, entry in listed
    ]
    foreign = {seat.party for seat in seats} - {US, ""}
    for text in context:
        foreign = foreign or {party for _, party in named_in(text)} - {US}
    for seat in seats:
        if not seat.party:
            by_title(seat, foreign)
    is_grouped = grouped([seat.party for seat in seats if seat.party])
    for index, seat in enumerate(seats):
        if not seat.party:
            by_place(seat, index, seats, foreign, is_grouped)
    return seats


def grouped(told):
    """Whether the members of each party stand together."""
    changes = [party for index, party in enumerate(told) if told[index - 1 : index] != [party]]
    return len(changes) == len(set(changes))


def party_of(item, entry, volume, day, authors):
    """What the list and the volume say; empty when they leave it open."""
    for heading in reversed(item.sides):
        if party := party_of_heading(heading):
            return party
    if entry.party:
        return entry.party
    if american_office(entry, day):
        return US
    person = volume.persons.get(entry.key)
    texts = [entry.title, *([person.post] if person else [])]
    for text in texts:
        if party := party_in(text):
            return party
    if CODE.fullmatch(entry.code or "") or american_code(entry.title):
        return US
    name = person.name if person else entry.name
    return known_person(name)[0] or known_with_title(entry) or author(name, authors)


def author(name, authors):
    """The memoranda are the work of American officials."""
    last = name.rpartition(" ")[2]
    return US if last and any(last == words.rpartition(" ")[2] for words in authors) else ""


def american_office(entry, day):
    """ "The President", "Secretary Rusk": an office that the record of Americans needs not name."""
    held = holder(entry.title, day)
    is_holder = held and (not entry.name or entry.name.split()[-1] in held[0].split())
    return is_holder or entry.title == "Secretary"


def known_with_title(entry):
    return known_person(f"{entry.title} {entry.name}")[0] if entry.name and entry.title else None


def american_code(title):
    """Whether a title is the sign of an office of the Department of State: "EUR/SOV", "S/P"."""
    parts = re.split(r"\s*[,;]\s*", title)
    return any(CODE.fullmatch(part) and len(part) <= 10 for part in parts if part)


def party_in(text):
    """The party whose post a text describes; None when it names none."""
    if not text:
        return None
    text = re.sub(r"\bSov\.(?= )", "Soviet", text)
    nations = [party for match, party in named_in(text) if is_side(text, match)]
    if not nations and TO_US.search(text):
        return None
    if nations[:1] == [US] and (BRITISH.search(text) or MINISTRY.search(text)):
        nations = []
    if nations:
        return nations[0]
    if BRITISH.search(text):
        return "united-kingdom"
    if AMERICAN.search(text) and not MINISTRY.search(text):
        return US
    return US if ABROAD.search(text) and named_in(text) else None


def is_side(text, match):
    """Whether a nation named in a post is whose post it is, and not what it is about."""
    before, after = text[: match.start()], text[match.end() :]
    if POST_AFTER.match(after) and not AT_HOME.search(before):
        return True
    return not (ABOUT_BEFORE.search(before) or ABOUT_AFTER.match(after))


def by_title(seat, foreign):
    """A seat that nothing said outright: by what the title implies, as a guess."""
    entry = seat.entry
    if PEERAGE.match(entry.name) or entry.honorific == "Sir":
        guess(seat, "united-kingdom", f"“{entry.name}” has a British title.")
    elif is_foreign(entry) and len(foreign) == 1:
        guess(seat, *foreign, f"The only foreign party is {name(*foreign)}.")
    elif VISITORS.search(" ".join(seat.sides)) and len(foreign) == 1:
        guess(seat, *foreign, f"Listed as foreign; the only foreign party is {name(*foreign)}.")
    elif not (foreign or is_foreign(entry)):
        guess(seat, US, "No foreign party is named anywhere.")


def is_foreign(entry):
    """Whether the post is nobody's in the United States, or is held there by another."""
    is_other = bool(entry.name) and re.fullmatch(r"(?:Vice )?President", entry.title)
    return bool(is_other or FOREIGN.search(entry.title))


def by_place(seat, index, seats, foreign, is_grouped):
    """By who is listed beside, where each party stands together: as a guess; else a problem."""
    beside = [other for other in seats if other.party and other.sides == seat.sides]
    before = next((other.party for other in reversed(seats[:index]) if other in beside), "")
    after = next((other for other in seats[index + 1 :] if other in beside), None)
    if is_grouped and before and (not after or before == after.party or after.entry.title):
        return guess(seat, before, "The list does not say; those listed before are of this party.")
    if is_grouped and after and not before:
        return guess(
            seat, after.party, "The list does not say; those listed next are of this party."
        )
    if seat.entry.role == "notetaker":
        return guess(seat, US, "The memoranda are American; so is, as a rule, who takes the notes.")
    others = ", ".join(sorted(name(party) for party in foreign)) or "several"
    seat.problem = f"“{seat.entry.text}” is left out: is it of the United States or of {others}?"
    return None


def name(party):
    return parties()[party].name


def guess(seat, party, why):
    seat.party, seat.why = party, why
