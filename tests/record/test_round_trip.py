"""Export, import into an empty record, export: the same bytes; and nothing of the file is lost."""

import json
import random

import pytest
from django.core.management import call_command
from django.db import transaction

from talks.management.commands.load_sample import SAMPLE
from talks.models import Meeting
from talks.record.exporter import Export
from talks.record.runs import import_paths

from .lines import import_files
from .meetings import INDIRECT, SUMMIT
from .random_meetings import Maker

pytestmark = pytest.mark.django_db
SEEDS = range(12)
DEFAULTS = {
    "party": {"kind": "other"},
    "source": {"kind": "other"},
    "delegation": {"role": "participant"},
    "delegate": {"role": "member"},
    "citation": {"locator": ""},
}
NOUN_OF = {
    "members": "party",
    "predecessor": "party",
    "promised_by": "party",
    "jointly_with": "party",
    "on_behalf_of": "party",
    "to": "party",
    "auspices": "party",
    "party": "party",
    "places": "place",
    "process": "process",
    "issues": "issue",
    "official": "official",
    "source": "source",
    "sources": "source",
    "parent": None,
}
ITEM_OF = {"delegations": "delegation", "delegates": "delegate", "citations": "citation"}


class Undone(Exception):
    """Raised to end a transaction whose writes shall not stay."""


def export(**options):
    return "".join(Export(Meeting.objects.all(), every_noun=True, **options).lines())


def round_trip(*files):
    """The text of an export after an import, which is undone."""
    try:
        with transaction.atomic():
            import_files(files)
            text = export()
            raise Undone
    except Undone:
        return text


class Record:
    """All that a file says, in one form: nouns by id, apart; defaults filled in; nothing empty."""

    def __init__(self, lines):
        self.nouns = {}
        self.meetings = {}
        for line in lines:
            if "title" in line and "status" in line:
                self.meetings[line["id"]] = self.plain(line, "meeting")
            else:
                ((noun, data),) = line.items()
                self.short(noun, data)

    def short(self, noun, value):
        if isinstance(value, dict) and "stance" not in value:
            if {"name", "title", "city"} & value.keys():
                self.nouns[noun, value["id"]] = self.plain(value, noun)
                return value["id"]
        return value

    def plain(self, data, item):
        result = dict(DEFAULTS.get(item, {}))
        for key, value in data.items():
            if key == "sources":
                [self.short("source", source) for source in value]
            elif value not in (None, "", [], {}, False):
                result[key] = self.value(key, value)
        if item == "follow_up" and (result.get("text") or result.get("promised_by")):
            result.setdefault("state", "pending")
        return result

    def value(self, key, value):
        if isinstance(value, list):
            return [self.value(key, row) for row in value]
        if key == "other_names" and isinstance(value, dict):
            return value["name"] if list(value) == ["name"] else value
        if isinstance(value, dict) and key in NOUN_OF and value.keys() - {"id", "stance"}:
            return self.short(NOUN_OF[key], value)
        if isinstance(value, dict):
            kind = ITEM_OF.get(key) or {"follow_ups": "follow_up"}.get(key, key)
            return self.plain(value, kind)
        return value


def lines_of(text):
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("seed", SEEDS)
def test_random_files(seed):
    lines = Maker(random.Random(seed)).file()  # noqa: S311 - not for secrets
    first = round_trip(lines)
    given, found = Record(lines), Record(lines_of(first))
    assert found.meetings == given.meetings
    assert {k: with_defaults(k, v) for k, v in given.nouns.items()} == found.nouns
    assert round_trip([first.encode()]) == first


def with_defaults(key, data):
    return DEFAULTS.get(key[0], {}) | data


@pytest.mark.parametrize("seed", SEEDS[:4])
def test_random_file_twice_changes_nothing(seed):
    lines = Maker(random.Random(seed)).file()  # noqa: S311
    import_files([lines])
    first = export()
    for per_line in (False, True):
        again = import_files([[first.encode()]], per_line=per_line)
        assert {what for (_, what), n in again.tally.counts.items() if n} == {"unchanged"}
    other = Maker(random.Random(seed + 100)).file()  # noqa: S311
    for replace in (False, True):
        import_files([other], replace=replace)
        report = import_files([other])
        assert {what for (_, what), n in report.tally.counts.items() if n} <= {"unchanged", "kept"}


@pytest.mark.parametrize("lines", [SUMMIT, INDIRECT], ids=["summit", "indirect"])
def test_meetings_of_history(lines):
    first = round_trip(lines)
    assert round_trip([first.encode()]) == first


def test_sample_record():
    content = b"".join(path.read_bytes() for path in sorted(SAMPLE.glob("*.jsonl")))
    first = round_trip([content])
    assert first.count("\n") > 100
    assert round_trip([first.encode()]) == first


def test_files_in_any_order_give_one_export(tmp_path):
    lines = Maker(random.Random(1)).file()  # noqa: S311
    first = round_trip(lines)
    assert round_trip(*[[line] for line in reversed(lines)]) == first


def test_export_goes_through_gzip(tmp_path):
    import_files([SUMMIT])
    path = tmp_path / "x.jsonl.gz"
    call_command("export_record", str(path))
    report = import_paths([path])
    assert {what for (_, what), n in report.tally.counts.items() if n} == {"unchanged"}
