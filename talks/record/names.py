"""The name space of one import: what its lines define, what they refer to, whether they agree.

Filled line by line before anything is written. Keeps a digest of each definition, not the
definition itself: those go to spool files, one a noun.
"""

import json
import tempfile
from collections import defaultdict
from dataclasses import dataclass

from talks.models import OldId

from .cities import Places, key_of_city
from .mentions import mentions, noun_of
from .problems import Problem
from .shapes import MEETING, NOUNS, SHAPES, joined

# The links along which a noun must not come back to itself.
UPWARDS = {
    "meeting": "part_of",
    "process": "parent",
    "issue": "parent",
    "party": "predecessor",
}

# Of the places where an unknown id stands, so many are named.
PLACES_NAMED = 20
SPOOLED_IN_MEMORY = 1_000_000


@dataclass(frozen=True)
class Where:
    """A place in a record file, to name in a message."""

    file: str
    line: int
    path: str = ""

    def problem(self, reason, path=None):
        return Problem(self.file, self.line, self.path if path is None else path, reason)

    def beside(self, other):
        """This line in words, for a message about another one."""
        if self.file == other.file:
            return "the same line" if self.line == other.line else f"line {self.line}"
        return f"line {self.line} of {self.file}"


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
        self.spools = {noun: spool() for noun in NOUNS}

    def close(self):
        for spool in self.spools.values():
            spool.close()

    def add_line(self, data, file, number):
        """Take in one well-made line."""
        for noun, value, path in mentions(data):
            where = Where(file, number, path)
            if not isinstance(value, dict):
                self.refer(noun, value, where)
            elif noun != "place":
                self.define(noun, value["id"], flat(NOUNS[noun], value, self.id_of), where)
            elif value.get("id"):
                self.places.give_id(value["id"], value.get("country") or "")
                self.define(noun, value["id"], value, where)
            elif not self.places.await_id(value, where):
                self.refuse(where.problem("needs an id: its city has no letter", f"{path}.city"))
        if not noun_of(data):
            content = flat(MEETING, data, self.id_until_settled)
            self.define("meeting", data["id"], content, Where(file, number))

    def id_of(self, noun, value):
        """The id of a noun given by id or in full."""
        if not isinstance(value, dict):
            return value
        return self.places.id_of(value) if noun == "place" else value["id"]

    def id_until_settled(self, noun, value):
        """As `id_of`; a place without an id is told by its city."""
        if noun == "place" and isinstance(value, dict) and not value.get("id"):
            return key_of_city(value)
        return self.id_of(noun, value)

    def define(self, noun, slug, data, where):
        """Note a definition; one that contradicts an earlier one is refused."""
        first, digests = self.defined[noun].setdefault(slug, (where, {}))
        self.awaited[noun].pop(slug, None)
        fresh = False
        for key, digest in digests_of(noun, data).items():
            known = digests.setdefault(key, digest)
            if known != digest:
                reason = f'"{slug}" has another {key or "content"} in {first.beside(where)}'
                self.refuse(where.problem(reason, joined(where.path, key) if key else "id"))
                return
            fresh = fresh or known is digest
        if not fresh:
            return
        for old in data.get("old_ids") or ():
            if (other := self.aliases[noun].setdefault(old, slug)) != slug:
                reason = f'"{old}" is an old id of "{other}" too'
                self.refuse(where.problem(reason, joined(where.path, "old_ids")))
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
        for slug, place, where in self.places.settle():
            known = slug in self.places.stored or slug in self.defined["place"]
            # Found by its city: another spelling of that is not another content.
            content = {key: v for key, v in place.items() if not (known and key == "city")}
            self.define("place", slug, content | {"id": slug}, where)
        for noun in SHAPES:
            self._settle_aliases(noun)
            self._settle_references(noun)
        for noun, link in UPWARDS.items():
            if self.above[noun]:
                self._settle_circles(noun, link)

    def _settle_aliases(self, noun):
        """An old id of one thing is not the id of another."""
        defined = self.defined[noun]
        for old in sorted(self.aliases[noun].keys() & defined.keys()):
            reason = f'"{old}" is the id of one {noun} and an old id of another'
            self.refuse(defined[old][0].problem(reason))

    def _settle_references(self, noun):
        waiting = self.awaited[noun]
        missing = waiting.keys() - self.defined[noun].keys() - self.aliases[noun].keys()
        for slug in sorted(missing - known_ids(noun, missing)):
            for where in waiting[slug]:
                self.refuse(where.problem(f'"{slug}" is not a known {noun}'))
        waiting.clear()

    def _settle_circles(self, noun, link):
        """Follow each link upwards, as the record will stand, until it ends or comes back."""
        current = self.current_ids(noun)
        changed = {current(slug): (up, where) for slug, (up, where) in self.above[noun].items()}
        above = {slug: up and current(up) for slug, (up, _) in changed.items()}
        self._add_stored_links(noun, link, above, current)
        sound = set()
        for slug, (_, where) in changed.items():
            path, here = {}, slug
            while here and here not in sound and here not in path:
                path[here] = True
                here = above.get(here)
            if here in path:
                reason = f'"{here}" would come back to itself'
                self.refuse(where.problem(reason, joined(where.path, link)))
            sound.update(path)

    def _add_stored_links(self, noun, link, above, current):
        """Add the links that the record has above those of the file: a query a level."""
        model, looked_up = SHAPES[noun].model, set()
        while wanted := {up for up in above.values() if up} - above.keys() - looked_up:
            looked_up |= wanted
            spelled = {old for slug in wanted for old in self.old_ids[noun].get(slug, ())}
            rows = model.objects.filter(slug__in=wanted | spelled).exclude(**{link: None})
            for slug, up in rows.values_list("slug", f"{link}__slug"):
                above.setdefault(current(slug), current(up))

    def current_ids(self, noun):
        """A function from an id, perhaps an old one, to the one in use after this import."""
        model = SHAPES[noun].model
        old = OldId.objects.filter(noun=noun, target__isnull=False).values_list("slug", "target")
        old, aliases = dict(old), self.aliases[noun]
        slugs = dict(model.objects.filter(pk__in=set(old.values())).values_list("pk", "slug"))

        def current(slug):
            slug = aliases.get(slug, slug)
            now = slugs.get(old.get(slug), slug)
            return aliases.get(now, now)

        return current


def spool():
    return tempfile.SpooledTemporaryFile(SPOOLED_IN_MEMORY, "w+", encoding="utf-8")


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
        return {"": hash(packed(data))}
    return {
        key: hash(value if value and isinstance(value, str) else packed(value))
        for key, value in data.items()
    }


def packed(value):
    return json.dumps(plain(value), sort_keys=True)


def plain(value):
    """A value in the one form that equal contents share: `null` and empty, 46 and 46.0."""
    if isinstance(value, dict):
        pairs = ((key, plain(v)) for key, v in value.items())
        value = {key: v for key, v in pairs if v not in (None, "")}
        return value["name"] if list(value) == ["name"] else value or None
    if isinstance(value, list | tuple):
        return [plain(v) for v in value] or None
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value or None if isinstance(value, str) else value


def flat(shape, data, id_of):
    """An object with every noun in it by id alone; `id_of` takes a noun and its value."""
    if shape.item is None:
        return id_of(shape.refs[shape.bare][1], data)
    if not isinstance(data, dict):
        return data
    result = dict(data)
    for key, (_, noun) in shape.refs.items():
        if data.get(key) is not None:
            result[key] = id_of(noun, data[key])
    for key, below in shape.lists.items():
        if data.get(key):
            result[key] = [flat(below, row, id_of) for row in data[key]]
    return result
