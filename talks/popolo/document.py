"""One document of lists, written as it is sent: what is large is read more than once instead."""

import json
from itertools import chain

from talks.record.exporter import Objects, batches

from .organizations import areas_of, members_of, organization
from .persons import memberships_of, person, posts_of

FEW = 500


class RecordObjects:
    """The record-file objects of rows of one noun, as often as they are read.

    Few are loaded once; many are loaded again in batches, since a list of all would be long.
    """

    def __init__(self, noun, rows):
        self.noun, self.pks = noun, list(rows.order_by("slug").values_list("pk", flat=True))
        self.loaded = list(self.in_batches()) if len(self.pks) <= FEW else None

    def __iter__(self):
        return iter(self.in_batches() if self.loaded is None else self.loaded)

    def in_batches(self):
        for batch in batches(self.pks):
            yield from Objects().objects(self.noun, batch)


def document(site, officials, parties, shown=lambda bloc, member: True):
    """Text, piece by piece. `shown` says which memberships of parties in blocs belong here."""
    lists = {
        "persons": (person(site, one) for one in officials),
        "organizations": (organization(site, one) for one in parties),
        "posts": once(post for one in officials for post in posts_of(one)),
        "memberships": chain(
            (held for one in officials for held in memberships_of(site, one)),
            (member for one in parties for member in members_of(one, shown)),
        ),
        "areas": once(area for one in parties for area in areas_of(one)),
    }
    for number, (name, items) in enumerate(lists.items()):
        yield f'{"," if number else "{"}\n"{name}": ['
        yield from separated(items)
        yield "]"
    yield "\n}\n"


def separated(items):
    between = "\n"
    for item in items:
        yield between + json.dumps(item, ensure_ascii=False)
        between = ",\n"


def once(items):
    """Each id once: many held the same post, and a country may have had two parties."""
    seen = set()
    for item in items:
        if item["id"] not in seen:
            seen.add(item["id"])
            yield item
