"""The names of what changes are about: of public nouns only."""

from collections import defaultdict

from talks.models import Meeting, Party, Source

from .events import TABLES


class Names:
    """The names of nouns that are public; of others only that they are not."""

    def __init__(self, rows=None, day=None):
        self.rows, self.day = {} if rows is None else rows, day

    def on(self, day):
        """The same rows under the names that they had on a day."""
        return Names(self.rows, day)

    def load(self, rows):
        """Look up every noun that some rows or events name, given by pairs of table and key."""
        wanted = defaultdict(set)
        for (table, _), row in rows.items():
            for field in TABLES[table].told:
                if field.is_relation:
                    # What a row that is loaded in part does not say is not asked for.
                    wanted[field.related_model].add(row.__dict__.get(field.attname))
        for model, pks in wanted.items():
            found = public_rows(model, pks - {None})
            self.rows.update({(model, row.pk): row for row in found})

    def of(self, model, pk, moment=None):
        """The name of a noun; of a meeting only if it was published at the moment."""
        row = self.rows.get((model, pk))
        if model is Meeting:
            is_seen = row and (moment is None or row.first_published_at <= moment)
            return row.title if is_seen else ""
        if row is None:
            return f"({model._meta.verbose_name} no longer on record)"
        if model is Party:
            return row.name_on(self.day)
        if model is Source:
            return ", ".join(filter(None, [row.publisher, row.title]))
        return str(row)


def public_rows(model, pks):
    """Those of some rows that are public. One query; of parties two or three."""
    if not pks:
        return []
    if model is Meeting:
        return model.objects.published().filter(pk__in=pks).only("title", "first_published_at")
    if model is not Party:
        return model.objects.public().filter(pk__in=pks).defer("folded")
    # Most are named by a meeting; to find the others, the database reads all of them.
    named = list(model.objects.directly_public().filter(pk__in=pks).prefetch_related("other_names"))
    if rest := pks - {row.pk for row in named}:
        named += model.objects.public().filter(pk__in=rest).prefetch_related("other_names")
    return named
