"""What belongs together: a Secretary's trip at a President's side, and the legs of one tour.

A Secretary's trip whose remark says no more than that he or she accompanied the President is the
President's meeting; one that tells of meetings of its own is part of it.
"""

import re
from collections import defaultdict

from talks.dates import in_words

from . import americans
from .people import people_in

AT_THE_SIDE_OF = re.compile(
    r"\b(?:[Aa]ccomp?anied|[Aa]ccoompanied|[Jj]oined|[Ss]upported|with|With) President"
    r" (?P<name>(?:[A-Z][\w.]*\s?){1,3})"
)
LEGS_AT_LEAST = 2


def at_the_side(trips, on_record):
    """Secretaries' trips, each with the President's that it belongs to, and whether it is the same.

    `on_record` says to which meeting a trip's id leads: one that leads elsewhere than the
    President's is a part.
    """
    of_presidents = defaultdict(list)
    for trip in trips:
        if trip.role == "President":
            of_presidents[trip.who, trip.party["id"]].append(trip)
    for trip in trips:
        who = trip.role != "President" and president_of(trip)
        main = who and nearest(trip, of_presidents[who, trip.party["id"]])
        if main:
            together = on_record.get(main.id, main.id)
            apart = on_record.get(trip.id, together) != together
            yield trip, main, not apart and not has_own_meeting(trip)


def president_of(trip):
    """The President whom a remark says the Secretary was with, by the id in the files."""
    match = AT_THE_SIDE_OF.search(trip.text)
    words = match["name"].rstrip(". ").split() if match else []
    while words:
        term = americans.named("President", " ".join(words), trip.starts)
        if term:
            return term.who
        words.pop()
    return None


def nearest(trip, others):
    """Of a President's trips to one country that which shares days with this one."""
    shared = [o for o in others if o.starts <= trip.last_day and trip.starts <= o.last_day]
    return min(shared, key=lambda o: (o.starts != trip.starts, o.id), default=None)


def has_own_meeting(trip):
    """Whether the remark tells of a meeting besides the President's."""
    sentences = re.split(r"(?<=[.;]) +|(?= and (?:also )?met\b)", trip.text)
    rest = " ".join(part for part in sentences if not AT_THE_SIDE_OF.search(part))
    return bool(people_in(rest, trip.party["id"])) or bool(re.search(r"\b[Mm]et\b", rest))


def tours(trips):
    """Legs of one tour: trips of a traveller of which each begins on the day the last one ends."""
    by_traveller = defaultdict(list)
    for trip in trips:
        by_traveller[trip.who].append(trip)
    for legs in by_traveller.values():
        legs.sort(key=lambda trip: (trip.starts, trip.last_day, trip.id))
        yield from (tour for tour in runs(legs) if len(tour) >= LEGS_AT_LEAST)


def runs(legs):
    tour, last = [], ""
    for leg in legs:
        if tour and (len(leg.starts) < 10 or leg.starts > last):
            yield tour
            tour, last = [], ""
        tour.append(leg)
        last = max(last, leg.last_day)
    if tour:
        yield tour


def process_of(tour):
    """The process that a tour is on record."""
    first = tour[0]
    held = americans.terms_of(first.who)
    name = f"{first.role} {held[0].name if held else first.name}"
    days = f"{in_words(first.starts)} to {in_words(max(leg.last_day for leg in tour))}"
    where = ", ".join(dict.fromkeys(leg.party["name"] for leg in tour))
    return {
        "id": f"hsg-tour-{first.number.lower()}",
        "name": f"{name} abroad, {days}: {where}"[:500],
    }
