"""A trip or a visit as a meeting of the record file: title, days, places, the two sides."""

import datetime
import re

from talks.importers.party_names import party, table

from . import americans
from . import titles as words_for
from .encounters import sides
from .names import is_surname
from .parties import UNITED_STATES
from .places import country_of, places_of_trip, places_of_visit

PUBLISHER = "Office of the Historian, U.S. Department of State"
SITE = "https://history.state.gov/departmenthistory"
GATHERING = re.compile(
    r"\b(?:Summit|Conference|Attended|Assembly|Ministerial|Council|Inaugura|inaugurat|funeral|Forum"
    r"|Session|session of|Dialogue)"
)
MINISTERS = re.compile(r"\b(?:Foreign|External|Minister|Secretary)\b")
SURNAME = "The source gives a surname alone; it is taken for one official of this party."


class Meetings:
    """Makes meetings of records; `spellings` collects the officials whom they name."""

    def __init__(self, spellings, parsed, today=None):
        self.spellings, self.parsed = spellings, parsed
        self.today = (today or datetime.date.today()).isoformat()

    def meeting(self, record, found, joined=(), part_of=None, process=None):
        """The object of a record where `found` were met; `joined` are trips to the same meeting."""
        delegations = self.delegations(record, joined, found)
        data = {
            "id": record.id,
            "title": title(record),
            "status": "planned" if record.starts > self.today else "held",
            "format": form(record, delegations),
            "level": level(record, delegations),
            "mode": "in_person",
            "starts": record.starts,
            "ends": record.ends,
            "places": places(record),
            "part_of": part_of,
            "process": process,
            "summary": summary(record, joined),
            "delegations": delegations,
            "sources": list({s["id"]: s for s in map(source, [record, *joined])}.values()),
            "citations": [citation(r) for r in [record, *joined]],
        }
        return {key: value for key, value in data.items() if value}

    def delegations(self, record, joined, found):
        by_party = sides(found)
        own = by_party.pop(UNITED_STATES, None)
        other = record.party["id"]
        hosting = record.kind == "trip"
        ours = {"party": party(UNITED_STATES), "role": "participant" if hosting else "host"}
        ours["delegates"] = self.americans(record, joined, own.people if own else [])
        theirs = {"party": record.party, "role": "host" if hosting else "participant"}
        made = [ours, theirs] if other != UNITED_STATES else [ours]
        first = by_party.pop(other, None)
        theirs["delegates"] = self.delegates(first.people if first else [], other)
        for slug, side in by_party.items():
            people = self.delegates(side.people, slug)
            made.append({"party": party(slug), "role": "participant", "delegates": people})
        self.mark(record, made, found)
        return [{key: value for key, value in d.items() if value} for d in made]

    def americans(self, record, joined, people):
        """Travellers and whoever else of the United States a remark names; one is the head."""
        made = [self.traveller(trip) for trip in [record, *joined] if trip.kind == "trip"]
        for trip, delegate in zip(joined, made[1:], strict=False):
            delegate |= stay(trip, record)
        made = list({delegate["official"]: delegate for delegate in reversed(made)}.values())[::-1]
        here = {delegate["official"] for delegate in made}
        named = self.delegates(people, UNITED_STATES, record.starts)
        made += [delegate for delegate in named if delegate["official"] not in here]
        presidents = [d for d in made if d["title"] in {"President", "President-elect"}]
        for delegate in made:
            delegate["role"] = "member"
        if made:
            (presidents or made)[0]["role"] = "head"
        return made

    def traveller(self, trip):
        held = americans.terms_of(trip.who)
        name = held[0].name if held else trip.name
        return {
            "official": self.spellings.add(name, UNITED_STATES),
            "title": trip.title,
            "role": "",
        }

    def delegates(self, people, slug, day=None):
        made = []
        for number, person in enumerate(people):
            official = self.spellings.add(person.name, slug) if person.name else None
            if official and any(official == delegate["official"] for delegate in made):
                continue
            role = "member" if number else "head"
            delegate = {"official": official, "title": person.title or None, "role": role}
            made.append({k: v for k, v in delegate.items() if v or k == "official"})
        return made

    def mark(self, record, made, found):
        """Guesses: what the grammar chose, and officials of whom a surname alone is known."""
        why = {(person.party, person.name): person.why for person in found if person.why}
        for number, delegation in enumerate(made):
            slug = delegation["party"]["id"]
            for seat, delegate in enumerate(delegation["delegates"]):
                path = f"delegations[{number}].delegates[{seat}]"
                self.mark_one(record, path, slug, delegate, why)

    def mark_one(self, record, path, slug, delegate, why):
        official = delegate["official"]
        if not official:
            return
        name = next(iter(self.spellings.written[official]))
        reason = next(
            (why[slug, n] for n in self.spellings.written[official] if (slug, n) in why), ""
        )
        if reason:
            self.parsed.guess(record.id, f"{path}.official", name, reason)
        elif is_surname(name, delegate.get("title", "")):
            self.parsed.guess(record.id, f"{path}.official", official, SURNAME, holds=False)


def title(record):
    if record.kind == "visit":
        return f"{record.visitor} of {record.country} in the United States"[:500]
    held = americans.terms_of(record.who)
    cities = [city for city in places_of_trip(record) if city != record.country]
    where = ", ".join([*cities, record.country])
    return f"{record.title} {held[0].name if held else record.name} in {where}"[:500]


def places(record):
    if record.kind == "visit":
        return [{"city": city, "country": "US"} for city in places_of_visit(record)]
    cities = [(city, country_of(city, record)) for city in places_of_trip(record)]
    return [{"city": c, "country": iso} if iso else {"city": c} for c, iso in cities]


def stay(trip, record):
    """From when to when somebody came along, where that is not the whole time."""
    days = {"from": max(trip.starts, record.starts), "to": min(trip.last_day, record.last_day)}
    whole = (trip.starts, trip.last_day) == (record.starts, record.last_day)
    return {} if whole or days["from"] > days["to"] else days


def summary(record, joined):
    told = [record.text]
    for other in joined:
        told.append(f"{other.role} {other.name}: {other.text}")
    return " ".join(filter(None, told))


def form(record, delegations):
    """Bilateral where two sides met and no gathering is named; else it is not told."""
    both = len(delegations) == 2 and all(d.get("delegates") for d in delegations)
    return "bilateral" if both and not GATHERING.search(record.text) else None


def level(record, delegations):
    titles = {d.get("title", "") for side in delegations[1:] for d in side.get("delegates", [])}
    ours = {d.get("title") for d in delegations[0].get("delegates", [])}
    heads = {part for said in titles for part in said.split(" and ")} & words_for.HEADS
    if {"President", "President-elect"} & ours and heads:
        return "summit"
    if ours == {"Secretary of State"} and not heads and any(map(MINISTERS.search, titles)):
        return "ministerial"
    return None


def source(record):
    if record.kind == "visit":
        name = known_name(record)
        slug, name = f"hsg-visits-{record.country_id}", f"Visits by foreign leaders: {name}"
        page = f"{SITE}/visits/{record.country_id}"
    else:
        held = americans.terms_of(record.who)
        of = "President" if record.role == "President" else "Secretary of State"
        name = f"Travels of the {of}: {held[0].name if held else record.name}"
        slug = f"hsg-travels-{record.who}"
        page = f"{SITE}/travels/{'president' if of == 'President' else 'secretary'}/{record.who}"
    facts = {"id": slug, "title": name[:500], "publisher": PUBLISHER, "kind": "official_release"}
    return facts | {"language": "en", "url": page}


def known_name(record):
    slug = record.party["id"]
    parties = table()[0]
    return parties[slug]["name"] if slug in parties else record.country


def citation(record):
    source_id = source(record)["id"]
    return {"source": source_id, "locator": f"{record.kind} {record.number}"}
