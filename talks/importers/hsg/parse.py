"""Files of travels, visits and posts to objects of the record file: one `Parsed` of all of them."""

from talks.importers.parsed import Parsed

from . import americans
from .elsewhere import with_parties_told_elsewhere
from .encounters import met
from .files import documents
from .journeys import at_the_side, process_of, tours
from .meetings import Meetings
from .names import Spellings
from .posts import Posts
from .records import records_of

RECORDS = {"trips": "trip", "visits": "visit"}
TABLES = {"code-table"}


class Sources:
    """What lies in the files, sorted by kind."""

    def __init__(self, paths, parsed):
        self.parsed, self.posts = parsed, Posts(parsed)
        self.records = {}
        for file, root in documents(paths, parsed.refuse):
            self.take(file, root)

    def take(self, file, root):
        if root.tag in RECORDS:
            for record in records_of(file, root, RECORDS[root.tag], self.parsed.refuse):
                self.keep(record)
        elif root.tag in TABLES:
            self.parsed.leave_out("tables of codes")
        elif not self.posts.take(file, root):
            self.parsed.refuse(
                file, root.sourceline or 1, f"<{root.tag}> is no file of these data."
            )

    def keep(self, record):
        if record.id in self.records:
            other = self.records[record.id]
            told = f"{record.kind} {record.number} stands in {other.file} too; passed over here."
            self.parsed.refuse(record.file, record.line, told)
        else:
            self.records[record.id] = record


def parse(paths, on_record=None):
    """All that is in some files, folders or packed folders. No query.

    `on_record` says of ids of trips and visits to which meeting on record they lead: a trip that
    has one of its own is not taken for a President's meeting.
    """
    parsed = Parsed()
    sources = Sources(paths, parsed)
    trips = [record for record in sources.records.values() if record.kind == "trip"]
    sides = list(at_the_side(trips, on_record or {}))
    joined, part_of = {}, {}
    for trip, main, is_same in sides:
        if is_same:
            joined.setdefault(main.id, []).append(trip)
        else:
            part_of[trip.id] = main.id
    gone = {trip.id for trips in joined.values() for trip in trips}
    rest = [record for record in sources.records.values() if record.id not in gone]
    add_meetings(parsed, rest, joined, part_of, sources.posts.officials())
    return parsed


def add_meetings(parsed, records, joined, part_of, with_posts):
    spellings = Spellings()
    meetings = Meetings(spellings, parsed)
    processes = processes_of([record for record in records if record.kind == "trip"])
    made = []
    people = people_of(parsed, records, joined)
    for record in records:
        more = joined.get(record.id, ())
        place = part_of.get(record.id), processes.get(record.id)
        made.append((record, meetings.meeting(record, people[record.id], more, *place)))
    officials = officials_of(spellings, with_posts)
    for official in with_posts.values():
        parsed.add({"official": official.data}, official.file, official.line)
    for record, data in made:
        for delegation in data["delegations"]:
            for delegate in delegation.get("delegates", []):
                delegate["official"] = officials.get(delegate["official"])
        parsed.add(data, record.file, record.line)


def people_of(parsed, records, joined):
    """Whom each record names, by its id."""
    people = {}
    for record in records:
        people[record.id], left_out = met(record, joined.get(record.id, ()))
        parsed.leave_out("people of whom a remark tells no party or no name", left_out)
    hosts = {record.id: record.party["id"] for record in records}
    return with_parties_told_elsewhere(people, hosts)


def processes_of(trips):
    return {leg.id: process_of(tour) for tour in tours(trips) for leg in tour}


def officials_of(spellings, with_posts):
    """Officials by id: by their id alone where a line of their own has them in full."""
    posts = {}
    for term in americans.terms():
        posts.setdefault(term.slug, []).append(term)
    officials = {slug: spellings.official(slug) for slug in spellings.written}
    for slug, official in officials.items():
        if slug in posts:
            official["appointments"] = americans.official_of(posts[slug])["appointments"]
    return {slug: slug if slug in with_posts else data for slug, data in officials.items()}
