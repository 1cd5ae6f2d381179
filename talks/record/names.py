"""The name space of one import: what its lines define, what they refer to, whether they agree.

Filled line by line before anything is written. Keeps a digest of each definition, not the
definition itself: those go to spool files, one a noun.
"""

import json
import tempfile
from collections import defaultdict
from dataclasses import dataclass

from talks.folding import fold
from talks.models import OldId, Place

from .problems import Problem
from .shapes import NOUNS, SHAPES, mentions, noun_of

# The links along which a noun must not come back to itself.
UPWARDS = {
    "meeting": "part_of",
    "process": "parent",
    "issue": "parent",
    "party": "predecessor",
}

# Of the places where an unknown id stands, so many are named.
PLACES_NAMED = 20


@dataclass(frozen=True)
class Where:
    """A place in a record file, to name in a message."""

    file: str
    line: int
    path: str = ""

    def problem(self, reason, path=None):
        return Problem(self.file, self.line, self.path if path is None else path, reason)


class Places:
    """Gives a place without an id the slug of its city, with the country when that is taken."""

    def __init__(self):
        self.countries = dict(Place.objects.values_list("slug", "country"))
        self.stored = set(self.countries)

    def id_of(self, place):
        city, country = slug_of(place["city"]), place.get("country") or ""
        if place.get("id"):
            slug = place["id"]
        elif not city:
            return None
        elif not country or self.countries.get(city, country) in (country, ""):
            slug = city
        else:
            slug = f"{city}-{country.lower()}"
        self.countries[slug] = self.countries.get(slug) or country
        return slug

    def without_known_city(self, slug, place, defined):
        """A place found by its city: another spelling of that city is not another content."""
        if slug in self.stored or slug in defined:
            return {key: value for key, value in place.items() if key != "city"}
        return place


def slug_of(city):
    words = "".join(c if c.isalnum() else " " for c in fold(city)).split()
    return "-".join(words)[:490]


class Names:
    """Everything the lines of one import name. `refuse` takes each problem found."""

    def __init__(self, refuse):
        self.refuse = refuse
        self.places = Places()
        self.defined = {noun: {} for noun in SHAPES}
        self.aliases = {noun: {} for noun in SHAPES}
        self.old_ids = {noun: {} for noun in SHAPES}
        self.awaited = {noun: defaultdict(list) for noun in SHAPES}
        self.above = {noun: {} for noun in UPWARDS}
        self.spools = {noun: tempfile.TemporaryFile("w+", encoding="utf-8") for noun in NOUNS}

    def close(self):
        for spool in self.spools.values():
            spool.close()

    def add_line(self, data, file, number):
        """Take in one well-made line."""
        for noun, value, path in mentions(data):
            where = Where(file, number, path)
            slug = self.id_of(noun, value)
            if slug is None:
                self.refuse(where.problem("needs an id: its city has no letter", f"{path}.city"))
            elif isinstance(value, dict):
                content = flat(NOUNS[noun], value, self)
                if noun == "place" and not value.get("id"):
                    content = self.places.without_known_city(slug, content, self.defined["place"])
                self.define(noun, slug, content | {"id": slug}, where)
            else:
                self.refer(noun, slug, where)
        if not noun_of(data):
            self.define("meeting", data["id"], data, Where(file, number))

    def id_of(self, noun, value):
        """The id of a noun given by id or in full."""
        if not isinstance(value, dict):
            return value
        return self.places.id_of(value) if noun == "place" else value["id"]

    def define(self, noun, slug, data, where):
        """Note a definition; one that contradicts an earlier one is refused."""
        first, digests = self.defined[noun].setdefault(slug, (where.line, {}))
        self.awaited[noun].pop(slug, None)
        fresh = False
        for key, digest in digests_of(noun, data).items():
            known = digests.setdefault(key, digest)
            if known != digest:
                reason = f'"{slug}" has another {key or "content"} in line {first}'
                self.refuse(where.problem(reason, f"{where.path}.{key}".strip(".")))
                return
            fresh = fresh or known is digest
        if not fresh:
            return
        for old in data.get("old_ids") or ():
            if self.aliases[noun].setdefault(old, slug) != slug:
                self.refuse(where.problem(f'"{old}" is an old id of another {noun} too'))
        if data.get("old_ids"):
            self.old_ids[noun][slug] = data["old_ids"]
        if noun in UPWARDS and UPWARDS[noun] in data:
            self.above[noun][slug] = (data[UPWARDS[noun]], where)
        if noun != "meeting":
            self.spools[noun].write(json.dumps([data, where.file, where.line, where.path]) + "\n")

    def refer(self, noun, slug, where):
        if slug in self.defined[noun]:
            return
        waiting = self.awaited[noun][slug]
        if len(waiting) < PLACES_NAMED:
            waiting.append(where)

    def settle(self):
        """After the last line: refuse unknown ids, ids of two things, and circles."""
        for noun in SHAPES:
            self._settle_aliases(noun)
            self._settle_references(noun)
        for noun, link in UPWARDS.items():
            if self.above[noun]:
                self._settle_circles(noun, link)

    def _settle_aliases(self, noun):
        for old in self.aliases[noun].keys() & self.defined[noun].keys():
            line = self.defined[noun][old][0]
            reason = f'"{old}" is the id of one {noun} and an old id of another'
            self.refuse(Problem("", line, "id", reason))

    def _settle_references(self, noun):
        waiting = self.awaited[noun]
        missing = waiting.keys() - self.defined[noun].keys() - self.aliases[noun].keys()
        for slug in missing - known_ids(noun, missing):
            for where in waiting[slug]:
                self.refuse(where.problem(f'"{slug}" is not a known {noun}'))
        waiting.clear()

    def _settle_circles(self, noun, link):
        """Follow each link upwards, as the record will stand, until it ends or comes back."""
        model = SHAPES[noun].model
        rows = model.objects.exclude(**{link: None}).values_list("slug", f"{link}__slug")
        above = dict(rows.iterator())
        current = self.current_ids(noun)
        changed = {current(slug): (up, where) for slug, (up, where) in self.above[noun].items()}
        above |= {slug: up and current(up) for slug, (up, _) in changed.items()}
        sound = set()
        for slug, (_, where) in changed.items():
            path, here = [], slug
            while here and here not in sound and here not in path:
                path.append(here)
                here = above.get(here)
            if here in path:
                at = f"{where.path}.{link}".strip(".")
                self.refuse(where.problem(f'"{here}" would come back to itself', at))
            sound.update(path)

    def current_ids(self, noun):
        """A function from an id, perhaps an old one, to the one in use after this import."""
        model = SHAPES[noun].model
        old = OldId.objects.filter(noun=noun, target__isnull=False).values_list("slug", "target")
        old, aliases = dict(old), self.aliases[noun]
        slugs = dict(model.objects.filter(pk__in=set(old.values())).values_list("pk", "slug"))

        def current(slug):
            slug = aliases.get(slug, slug)
            return slugs.get(old.get(slug), slug)

        return current


def known_ids(noun, slugs):
    """Those of the given ids that the record knows, under this id or as an old one."""
    model, slugs = SHAPES[noun].model, list(slugs)
    old = OldId.objects.filter(noun=noun, target__isnull=False, slug__in=slugs)
    return {
        *model.objects.filter(slug__in=slugs).values_list("slug", flat=True),
        *old.values_list("slug", flat=True),
    }


def digests_of(noun, data):
    """A number for each key's value; for a meeting one for all of it, under the key ""."""
    if noun == "meeting":
        return {"": hash(json.dumps(data, sort_keys=True))}
    return {
        key: hash(value if isinstance(value, str) else json.dumps(value, sort_keys=True))
        for key, value in data.items()
    }


def flat(shape, data, names):
    """An object with every noun in it by id alone."""
    if shape.item is None:
        return names.id_of(shape.refs[shape.bare][1], data)
    if not isinstance(data, dict):
        return data
    result = dict(data)
    for key, (_, noun) in shape.refs.items():
        if data.get(key) is not None:
            result[key] = names.id_of(noun, data[key])
    for key, below in shape.lists.items():
        if data.get(key):
            result[key] = [flat(below, row, names) for row in data[key]]
    return result


