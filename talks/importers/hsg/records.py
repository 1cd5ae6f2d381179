"""Trips and visits as the files have them: elements to rows, with what is wrong in them told."""

import re
from dataclasses import dataclass, field

from talks.importers.party_names import party, party_id

from .files import is_day, text_of
from .names import slug_of

BOOKKEEPING = {"created-by", "created-datetime", "last-modified-by", "last-modified-datetime"}
KNOWN = {
    "trip": BOOKKEEPING
    | {"id", "role", "name", "start-date", "end-date", "country", "locale", "remarks"},
    "visit": BOOKKEEPING | {"id", "start-date", "end-date", "from", "visitor", "description"},
}
NUMBER = re.compile(r"^[A-Za-z0-9-]{1,100}$")
AS_ELECT = re.compile(r"\[Visit made as President-elect\b")
ROLES = {"president": "President", "secretary": "Secretary of State"}


@dataclass
class Record:
    """A trip (of `who`, in a role) or a visit (of `visitor`), as its element says."""

    kind: str
    number: str
    file: str
    line: int
    starts: str
    ends: str
    country: str
    country_id: str
    party: dict = field(repr=False)
    text: str
    who: str = ""
    role: str = ""
    name: str = ""
    locale: str = ""
    visitor: str = ""

    @property
    def id(self):
        return f"hsg-{self.kind}-{self.number.lower()}"

    @property
    def title(self):
        """The traveller's title on that journey."""
        return f"{self.role}-elect" if AS_ELECT.search(self.text) else self.role

    @property
    def last_day(self):
        return self.ends or self.starts


def records_of(file, root, kind, refuse):
    """The records in a file of trips or visits; an element that is not known is a problem."""
    for element in root:
        if element.tag != kind:
            refuse(file, element.sourceline, f"<{element.tag}> is not known here; passed over.")
            continue
        record = record_of(file, element, kind, refuse)
        if record:
            yield record


def record_of(file, element, kind, refuse):
    def told(text):
        refuse(file, element.sourceline, text)

    for child in element:
        if child.tag not in KNOWN[kind]:
            refuse(file, child.sourceline, f"<{child.tag}> in a {kind} is not known; passed over.")
    number, starts = text_of(element, "id"), text_of(element, "start-date")
    country = text_of(element, "country" if kind == "trip" else "from")
    for said, value in [("id", number), ("start-date", starts), ("country", country)]:
        if not value:
            return told(f"This {kind} has no {said}; passed over.")
    if not NUMBER.match(number) or not is_day(starts):
        return told(f"This {kind} has an id or a start-date that cannot be read; passed over.")
    return built(file, element, kind, told)


def built(file, element, kind, told):
    place = element.find("country" if kind == "trip" else "from")
    country = text_of(place, ".")
    record = Record(
        kind=kind,
        number=text_of(element, "id"),
        file=file,
        line=element.sourceline,
        starts=text_of(element, "start-date"),
        ends=last_day(element, told),
        country=country,
        country_id=slug_of(place.get("id") or country),
        party=party_of(country, place.get("id") or "", told),
        text=text_of(element, "remarks" if kind == "trip" else "description"),
    )
    if kind == "visit":
        record.visitor = text_of(element, "visitor")
        return record if record.visitor else told("This visit has no visitor; passed over.")
    return traveller(record, element, told)


def traveller(record, element, told):
    role = element.get("role") or text_of(element, "role")
    record.name, record.locale = text_of(element, "name"), text_of(element, "locale")
    record.who, record.role = slug_of(element.get("who") or record.name), ROLES.get(role, "")
    if not record.role:
        return told(f"A traveller’s role “{role}” is not known; passed over.")
    return record if record.name else told("This trip has no traveller’s name; passed over.")


def last_day(element, told):
    """The last day, empty where it is the first or cannot be."""
    starts, ends = text_of(element, "start-date"), text_of(element, "end-date")
    if ends and (not is_day(ends) or ends < starts):
        told(f"An end-date of {ends} for a start on {starts} cannot be; left out.")
        return ""
    return "" if ends == starts else ends


def party_of(country, country_id, told):
    """The party that a country is; one that the table lacks is taken as it is written."""
    plain = re.sub(r"\s*\(.*?\)", "", country)
    found = party_id(country_id, country, plain)
    if found:
        return party(found)
    told(f"“{country}” is not in the table of parties; taken as a party of its own.")
    return {"id": slug_of(plain) or slug_of(country), "name": plain or country}
