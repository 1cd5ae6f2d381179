"""Writes what a parser found through the record importer; the guesses go to staff.

A new meeting about which something was guessed comes in as a draft. A party, official, process,
issue or place that is on record stays as it is there: other people's files name them, and do not
define them.
"""

import gzip
import json
from pathlib import Path

from django.db import transaction

from talks.models import Guess, Meeting, OldId
from talks.models.guesses import PATH_LENGTH, VALUE_LENGTH
from talks.record.importer import import_files
from talks.record.mentions import mentions, noun_of
from talks.record.names import flat
from talks.record.reader import Line
from talks.record.runs import import_lines
from talks.record.shapes import MEETING, NOUNS

OWN = {"meeting", "source"}
AT_ONCE = 1_000


class ParsedFile:
    """What was parsed, as a file that the record importer can read more than once."""

    def __init__(self, parsed, name):
        self.parsed, self.name = parsed, name

    def lines(self):
        for index, data in enumerate(self.parsed.objects):
            file, number = self.parsed.places.get(index, (self.name, index + 1))
            yield Line(file, number, data)


def write(parsed, importer, *, commit=False, per_line=False, **options):
    """Import what was parsed and return the importer's `Report`; a dry run unless `commit`.

    `importer` names the format, as in "FRUS". With `per_line` each object for itself: else one that
    is refused stops all, and RecordError is raised. `options` are `replace` and `overwrite`.
    """
    file = ParsedFile(prepared(parsed), importer)
    options["lock"] = commit
    with transaction.atomic():
        if per_line:
            report = import_lines([file], True, options)
        else:
            report = import_files([file], **options)
        keep_guesses(parsed.guesses, importer)
        transaction.set_rollback(not commit)
    return report


def prepared(parsed):
    """As the record is to have it: drafts where something is guessed, known nouns by id alone."""
    guessed = {guess.meeting for guess in parsed.guesses if guess.holds}
    known = nouns_on_record(parsed.objects)
    objects = [
        {"draft": True, **data} if data.get("id") in guessed else data for data in parsed.objects
    ]
    return type(parsed)([named(data, known) for data in objects], places=parsed.places)


def named(data, known):
    """A meeting whose nouns are given by id where they are `known`; a line of a noun as it is."""
    if noun_of(data):
        return data

    def shortened(noun, value):
        is_known = isinstance(value, dict) and (noun, value.get("id")) in known
        return value["id"] if is_known else value

    return flat(MEETING, data, shortened)


def nouns_on_record(objects):
    """Pairs of noun and id, of those that the objects give in full and the record has already."""
    given = {}
    for data in objects:
        for noun, value, _ in mentions(data):
            if noun not in OWN and isinstance(value, dict) and isinstance(value.get("id"), str):
                given.setdefault(noun, set()).add(value["id"])
    return {(noun, slug) for noun, slugs in given.items() for slug in on_record(noun, slugs)}


def on_record(noun, slugs):
    """Of some ids of a noun those that lead to a row, old ones included. Two queries."""
    old = OldId.objects.filter(noun=noun, slug__in=slugs, target__isnull=False)
    rows = NOUNS[noun].model.objects.filter(slug__in=slugs).order_by()
    return {*old.values_list("slug", flat=True), *rows.values_list("slug", flat=True)}


def keep_guesses(guesses, importer):
    """Keep what was guessed about meetings on record; what is kept already stays as it is."""
    keys = meetings_by_id({guess.meeting for guess in guesses})
    rows = [
        Guess(
            meeting=keys[guess.meeting],
            path=guess.path[:PATH_LENGTH],
            value=guess.value[:VALUE_LENGTH],
            why=guess.why,
            importer=importer,
        )
        for guess in guesses
        if guess.meeting in keys
    ]
    Guess.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)


def meetings_by_id(slugs):
    """The key of each meeting that one of the ids leads to."""
    old = OldId.objects.filter(noun="meeting", slug__in=slugs, target__isnull=False)
    rows = Meeting.objects.order_by().filter(slug__in=slugs)
    return dict(old.values_list("slug", "target")) | dict(rows.values_list("slug", "pk"))


def save_record(parsed, path):
    """Write the objects as a record file, packed where its name ends so; guessed ones as drafts.

    Only a whole file takes the name.
    """
    path = Path(path)
    unfinished = path.with_name(f".{path.name}.unfinished")
    opened = gzip.open if path.suffix == ".gz" else open
    guessed = {guess.meeting for guess in parsed.guesses if guess.holds}
    try:
        with opened(unfinished, "wt", encoding="utf-8", newline="\n") as file:
            for data in parsed.objects:
                data = {**data, "draft": True} if data.get("id") in guessed else data
                file.write(json.dumps(data, ensure_ascii=False) + "\n")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
