"""Whom the Security Council invites to a meeting: states under rule 37, persons under rule 39."""

import re
from dataclasses import dataclass
from functools import cache

from talks.importers.party_names import party, party_named, printed

from .front import HONORED

UNITED_NATIONS = {"id": "united-nations", "name": "United Nations", "kind": "organisation"}
# Who is of no state and of no organisation that is known.
INVITED = {
    "id": "rule-39-speakers",
    "name": "Speakers invited under rule 39",
    "kind": "other",
}
STYLE = r"(?:(?:His|Her) (?:Excellency|Eminence|Highness|Majesty) )?"
OTHER_BODIES = r"League|North|Organi[sz]ation|Commonwealth|Gulf|East|Inter|Cooperation|Shanghai"
# Titles of those who work for the United Nations, or whom the Secretary-General sends.
OF_THE_UN = re.compile(
    rf"Secretary-General(?! of the (?:{OTHER_BODIES}))|United Nations|\bUN[A-Z]{{2,}}|\bOCHA\b"
    r"|\bMINUS\w+|World Food Programme|World Health Organization|International Atomic Energy"
    r"|Emergency Relief Coordinator|High Commissioner|Counter-Terrorism Committee"
    r"|High Representative for Disarmament|Force Commander|Residual Mechanism|Peacebuilding"
)
TO_THE_UN = re.compile(
    r"to the United Nations|of the United Nations Association|High Representative of"
)
STATE = re.compile(
    r"(?:Permanent Representative|Chargé d’affaires) of (?:the )?(.+?)(?: to the |,|$)"
)
RULE_37 = re.compile(
    r"rule 37\b.{0,160}?\binvite .{0,160}?(?:representatives?|Ministers?|delegations?)"
    r"\b.{0,80}? of (?P<who>.+?),? to (?:participate|take)",
    re.DOTALL,
)
SENTENCE_END = r"(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)\.(?=\s|$)"
RULE_39 = re.compile(
    r"rule 39\b.{0,160}?\binvite (?:"
    rf"the following [^:.]*:\s*(?P<list>.+?){SENTENCE_END}|(?P<who>.+?),? to (?:participate|take))",
    re.DOTALL,
)
NEXT = rf"(?:[,;] and|[,;]| and) {STYLE}{HONORED}"
GUEST = re.compile(
    rf"{STYLE}(?P<name>{HONORED}\.? (?!President)[^,;:]{{3,70}}?), (?P<title>.{{4,300}}?)"
    rf"(?={NEXT}|$)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Guest:
    """A whole name, the title that the President gives, and the party's object."""

    name: str
    title: str
    party: dict


def guests_of(text):
    """Those invited under rule 39."""
    for match in RULE_39.finditer(text):
        for guest in GUEST.finditer(match["list"] or match["who"]):
            title = " ".join(guest["title"].split()).strip(" ,;")
            yield Guest(bare(guest["name"]), title, party_of(title))


def bare(name):
    """A name without what it is addressed by."""
    return re.sub(rf"^{STYLE}{HONORED}\.? ", "", " ".join(name.split()))


def party_of(title):
    """For whom somebody speaks, by his or her title: an organisation that is known, or the UN."""
    if (match := STATE.search(title)) and (found := party_named(match[1])):
        return found
    own = TO_THE_UN.sub("", title)
    if match := organisations().search(own):
        return party_named(match[0])
    return dict(UNITED_NATIONS if OF_THE_UN.search(own) else INVITED)


@cache
def organisations():
    """The names of parties that are neither a state nor the United Nations."""
    names = {
        name
        for name, slug in printed()
        if party(slug)["kind"] != "state" and slug != UNITED_NATIONS["id"]
        if " " in name or name.isupper()
    }
    ordered = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b")


def states_invited(text):
    """Objects of the parties invited under rule 37; those whose names are not known are left."""
    for match in RULE_37.finditer(text):
        for words in re.split(r",\s*(?:and )?(?:of )?| and (?:of )?(?=the |[A-Z])", match["who"]):
            whole = party_named(match["who"])
            if found := whole or party_named(words):
                yield found
