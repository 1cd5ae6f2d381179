"""Real files of some size: taken whole, unchanged the second time, the same bytes back."""

import gzip
import itertools
import json
from pathlib import Path

import pytest
from django.db import transaction

from talks.models import Meeting, Statement
from talks.record.exporter import Export
from talks.record.runs import import_paths

from .lines import import_files

pytestmark = pytest.mark.django_db
LOAD = Path(__file__).resolve().parents[2] / "../shared/data/load"
SLICE = 300


@pytest.fixture
def load():
    if not LOAD.is_dir():
        pytest.skip("the load files are not beside this checkout, in ../shared/data/load")
    return LOAD


class Undone(Exception):
    """Raised to end a transaction whose writes shall not stay."""


def first_lines(path, number):
    with gzip.open(path) as file:
        return [b"".join(itertools.islice(file, number))]


def whole_lines(lines):
    """Lines whose links to meetings lead to one another, with the number of links cut."""
    rows = [json.loads(line) for line in lines[0].splitlines()]
    known = {row.get("id") for row in rows}
    for row in rows:
        if row.get("part_of") not in known:
            row.pop("part_of", None)
        row["follow_ups"] = [f for f in row.get("follow_ups", []) if f.get("meeting") in known]
    return rows


def outcomes(report):
    return {what for (_, what), n in report.tally.counts.items() if n}


def export():
    return "".join(Export(Meeting.objects.published()).lines()).encode()


def test_memoranda_whole(load):
    path = load / "frus-soviet-1961-63.jsonl.gz"
    try:
        with transaction.atomic():
            report = import_paths([path], commit=True)
            assert report.refused == 0 and report.drafts == []
            assert (Meeting.objects.count(), Statement.objects.count()) == (55, 903)
            assert outcomes(import_paths([path], commit=True)) == {"unchanged"}
            first = export()
            raise Undone
    except Undone:
        assert Meeting.objects.count() == 0
    import_files([[first]])
    assert export() == first


@pytest.mark.parametrize("name", ["hsg.jsonl.gz", "unsc.jsonl.gz"])
def test_slice(load, name):
    lines = whole_lines(first_lines(load / name, SLICE))
    report = import_files([lines])
    assert report.drafts == []
    assert Meeting.objects.published().count() == SLICE
    assert outcomes(import_files([lines])) == {"unchanged"}
    assert outcomes(import_files([[export()]])) == {"unchanged"}
