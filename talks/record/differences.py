"""What a batch is about to change, in words for a preview: old values beside the new ones."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from .reader import printable
from .reading import without_search
from .shapes import joined, record_key

LONGEST_VALUE = 1_000_000
SHOWN, BEFORE_THE_DIFFERENCE = 400, 60


class Change(NamedTuple):
    """A value at a path, before and after; a row that comes or goes has one of the two alone.

    Where only a part of the values is shown, `whole` stands for all of both.
    """

    path: str
    before: str
    after: str
    whole: str = ""


@dataclass
class Difference:
    """What a line does to one noun or meeting. `counts` are rows by kind and outcome."""

    noun: str
    slug: str
    title: str
    line: int
    is_new: bool
    counts: list
    changes: list = field(default_factory=list)

    @property
    def outcome(self):
        if self.is_new:
            return "created"
        return "changed" if self.changes else "unchanged"


def differences(noun, merged, shown, watch):
    """Tell `watch`, if any, a `Difference` for each merged entry, before it is written.

    A query for each model with changed rows.
    """
    if not watch:
        return
    keys = defaultdict(set)
    for _, _, merge in merged:
        for model, rows in merge.changes.updated.items():
            keys[model] |= rows.keys()
    stored = {model: without_search(model).in_bulk(pks) for model, pks in keys.items()}
    for entry, row, merge in merged:
        changes = [] if row._state.adding else list(changes_of(entry, merge, stored, shown))
        counts = [(label, outcome, n) for (label, outcome), n in merge.tally.counts.items()]
        title, is_new = printable(str(row), 200), row._state.adding
        watch(Difference(noun, row.slug, title, entry.where.line, is_new, counts, changes))


def changes_of(entry, merge, stored, shown):
    for model, rows in merge.changes.updated.items():
        yield from new_orders(model, rows)
        for pk, (row, names, where) in rows.items():
            for name in sorted(names - {"order"}):
                values = (shown(one, name, LONGEST_VALUE) for one in (stored[model][pk], row))
                yield Change(joined(where.path, record_key(model, name)), *excerpts(*values))
    for rows in merge.changes.deleted.values():
        for row, where in rows.values():
            yield Change(where.path, printable(str(row), SHOWN), "")
    for rows in merge.changes.added.values():
        for _, where in rows:
            below = where.path.removeprefix(entry.where.path).lstrip(".")
            yield Change(where.path, "", said(entry.data, below))


def new_orders(model, rows):
    """One change for each list of which rows get another place."""
    lists = dict.fromkeys(where.path for _, names, where in rows.values() if "order" in names)
    for path in lists:
        name = f"order of {model._meta.verbose_name_plural}"
        yield Change(joined(path, name), "as on record", "as in the file")


def excerpts(before, after):
    """Two values as far as they are shown: long ones from shortly before they differ.

    The third stands for all of both then.
    """
    if max(len(before), len(after)) <= SHOWN:
        return before, after, ""
    pairs = enumerate(zip(before, after, strict=False))
    same = next((n for n, (a, b) in pairs if a != b), min(len(before), len(after)))
    start = max(0, same - BEFORE_THE_DIFFERENCE)
    shown = (
        ("…" if start else "") + text[start : start + SHOWN] + "…" * (len(text) > start + SHOWN)
        for text in (before, after)
    )
    return *shown, sha256(f"{before}\0{after}".encode()).hexdigest()


def said(data, path):
    """What stands at a path of an object, in a few words."""
    value = data
    for part in path.replace("[", ".").replace("]", "").split("."):
        try:
            value = value[int(part)] if isinstance(value, list) else value[part]
        except (KeyError, IndexError, TypeError, ValueError):
            return ""
    if isinstance(value, dict):
        short = [value.get(key) for key in ("text", "official", "party", "source", "title", "id")]
        value = next(filter(None, short), "") or json.dumps(value, ensure_ascii=False)
    return printable(str(value), SHOWN)
