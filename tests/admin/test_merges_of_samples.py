"""Merge then undo leaves the record as it was, whatever is merged: the sample's nouns, at random."""

from pathlib import Path
from random import Random

import pytest
from django.db.models import Count

import talks
from talks.models import Issue, Meeting, Official, Party, Place, Process, Source
from talks.record.runs import import_paths
from tests.admin.saves import export
from tests.admin.test_merging import keys, preview, undo, where

pytestmark = pytest.mark.django_db(transaction=True)
SAMPLE = sorted((Path(talks.__file__).parent / "sample").glob("*.jsonl*"))
PAIRS = 6
BUSY = {
    Official: "delegates",
    Party: "delegations",
    Place: "meeting_places",
    Process: "meetings",
    Issue: "statement_issues",
    Source: "statementcitations",
    Meeting: "statements",
}


def pairs(model, random):
    """Pairs of nouns; the first few of those that most names, where rows collide."""
    rows = model.objects.order_by().annotate(n=Count(BUSY[model])).order_by("-n", "pk")
    rows = list(rows.values_list("pk", flat=True))
    found = [rows[:2], rows[1:3]]
    while len(found) < PAIRS:
        found.append(random.sample(rows, 2))
    return [model.objects.in_bulk(pair) | {"order": pair} for pair in found if len(pair) == 2]


def test_merges_of_the_sample_are_undone(admin_client):
    import_paths(SAMPLE, commit=True)
    before, rows, done = export(), keys(), 0
    for model in BUSY:
        random = Random(f"{model.__name__} 1")
        for pair in pairs(model, random):
            kept, other = (pair[pk] for pk in pair["order"])
            done += merged_and_undone(admin_client, random, kept, other, before, rows)
    assert done > 25


def merged_and_undone(client, random, kept, other, before, rows):
    """Whether the two could be merged; a refusal says why, and changes nothing."""
    seen = preview(client, kept, other).context["preview"]
    assert export() == before
    if seen.reasons:
        assert all(reason.strip() for reason in seen.reasons)
        return False
    chosen = {
        f"take-{choice.attname}": "merged"
        for choice in seen.told["choices"]
        if not choice.is_gap and random.random() < 0.3
    }
    data = {"other": other.pk, "token": seen.plan.token} | chosen
    response = client.post(where(kept), data)
    if response.status_code == 200:
        assert export() == before, "refused for what was chosen"
        return False
    assert f'"{other.slug}"' not in export().replace(f'"old_ids":["{other.slug}"', "")
    undo(client)
    assert export() == before, f"{model_name(kept)} {kept.slug} and {other.slug}"
    assert keys() == rows
    return True


def model_name(row):
    return row._meta.model_name
