"""From the ids of a record file to the primary keys of rows, those still to come included."""

from collections import defaultdict

from talks.models import OldId

from .bulk import Ids
from .shapes import SHAPES


class Resolver:
    """Looks ids up a batch at a time. An id that is only defined later gets its key reserved.

    Foreign keys are checked at the end of the transaction, so a row may point to a reserved key
    before the row with that key is written.
    """

    def __init__(self, names):
        self.names = names
        self.ids = Ids()
        self.reserved = defaultdict(dict)
        self.found = {noun: {} for noun in SHAPES}

    def load(self, wanted):
        """Look up the ids of one batch: a dict of noun to ids. Two queries a noun."""
        self.found = {noun: {} for noun in SHAPES}
        for noun, slugs in wanted.items():
            self.found[noun] = dict(self._rows(noun, self._spellings(noun, slugs)))

    def _spellings(self, noun, slugs):
        """The given ids with every other id that this import ties to them."""
        aliases, olds = self.names.aliases[noun], self.names.old_ids[noun]
        current = {aliases.get(slug, slug) for slug in slugs}
        return {*slugs, *current, *(old for slug in current for old in olds.get(slug, ()))}

    def _rows(self, noun, slugs):
        former = OldId.objects.filter(noun=noun, slug__in=slugs, target__isnull=False)
        yield from former.order_by().values_list("slug", "target")
        rows = SHAPES[noun].model.objects.filter(slug__in=slugs)
        yield from rows.order_by().values_list("slug", "pk")

    def existing(self, noun, slug):
        """The keys of all rows that an id, or an old id tied to it, stands for."""
        found = self.found[noun]
        current = self.names.aliases[noun].get(slug, slug)
        spellings = [slug, current, *self.names.old_ids[noun].get(current, ())]
        return list(dict.fromkeys(found[name] for name in spellings if name in found))

    def pk(self, noun, slug):
        """The key a reference leads to."""
        if found := self.found[noun].get(slug):
            return found
        if existing := self.existing(noun, slug):
            return existing[0]
        current = self.names.aliases[noun].get(slug, slug)
        reserved = self.reserved[noun]
        if current not in reserved:
            reserved[current] = self.ids.next(SHAPES[noun].model)
        return reserved[current]

    def new_pk(self, noun, slug):
        """The key for a row about to be written, reserved or fresh."""
        pk = self.reserved[noun].pop(slug, None) or self.ids.next(SHAPES[noun].model)
        self.found[noun][slug] = pk
        return pk
