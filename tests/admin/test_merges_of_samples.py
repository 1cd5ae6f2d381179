"""Merge then undo leaves the record as it was, whatever is merged: nouns taken at random."""

from pathlib import Path
from random import Random

import pytest
from django.db.models import Count

import talks
from talks.models import Issue, Meeting, Official, Party, Place, Process, Source
from talks.record.runs import import_paths
from tests.admin.merges import keys, preview, undo, where
from tests.admin.saves import export
from tests.factories import (
    make_appointment,
    make_delegate,
    make_follow_up,
    make_issue,
    make_meeting,
    make_member,
    make_official,
    make_old_id,
    make_party,
    make_place,
    make_process,
    make_source,
    make_statement,
)

pytestmark = pytest.mark.django_db(transaction=True)
SAMPLE = sorted((Path(talks.__file__).parent / "sample").glob("*.jsonl*"))
PAIRS = 2
# By what the nouns that most rows name are found.
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
    found = [rows[:2]]
    while len(found) < PAIRS:
        found.append(random.sample(rows, 2))
    return [model.objects.in_bulk(pair) | {"order": pair} for pair in found if len(pair) == 2]


def test_merges_of_the_sample_are_undone(admin_client):
    import_paths(SAMPLE, commit=True)
    assert merges_undone(admin_client, Random(1)) > 8  # noqa: S311


@pytest.mark.parametrize("seed", range(2))
def test_merges_of_a_dense_record_are_undone(seed, admin_client):
    """A few nouns, and everything names everything: so that much collides."""
    random = Random(seed)  # noqa: S311
    dense_record(random)
    assert merges_undone(admin_client, random) > 4


def merges_undone(client, random):
    before, rows, done = export(), keys(), 0
    for model in BUSY:
        for pair in pairs(model, random):
            kept, other = (pair[pk] for pk in pair["order"])
            done += merged_and_undone(client, random, kept, other, before, rows)
    return done


def some(random, rows, most=3):
    return random.sample(rows, random.randint(0, min(most, len(rows))))


def dense_record(random):
    parties, issues = [make_party() for _ in range(4)], [make_issue() for _ in range(3)]
    officials = [make_official(native_name=random.choice(["", "安"])) for _ in range(4)]
    places, sources = [make_place() for _ in range(3)], [make_source() for _ in range(3)]
    for official in officials:
        for starts in some(random, ["2001", "2002", ""]):
            make_appointment(
                official, random.choice(parties[:2]), starts=starts, source=random.choice(sources)
            )
    make_member(parties[3], parties[0]), make_member(parties[3], parties[1])
    meetings = []
    for _ in range(4):
        meeting = make_meeting(
            parties=random.sample(parties, 2),
            places=some(random, places),
            issues=some(random, issues),
            auspices=some(random, parties),
            source=random.choice(sources),
            process=random.choice([None, make_process()]),
            part_of=random.choice([None, *meetings]),
        )
        meetings.append(meeting)
        dense_meeting(random, meeting, parties, officials, issues, sources)
    dense_links(random, meetings, parties, sources)


def dense_meeting(random, meeting, parties, officials, issues, sources):
    make_old_id(meeting, f"{meeting.slug}-old")
    for delegation in meeting.delegations.all():
        for official in some(random, officials):
            make_delegate(delegation, official, title=random.choice(["", "Minister"]))
    for slug in ("s1", "s2", "s3"):
        make_statement(
            meeting,
            slug=slug,
            party=random.choice([None, *parties]),
            speaker=random.choice(officials),
            issues=[(i, random.choice(["", "opposes"])) for i in some(random, issues)],
            jointly_with=some(random, parties),
            joint_speakers=some(random, officials),
            to=some(random, parties),
            source=random.choice(sources),
        )


def dense_links(random, meetings, parties, sources):
    for meeting in meetings:
        text = random.choice(["", "They meet again."])
        make_follow_up(
            meeting,
            text,
            slug="f1",
            to_meeting=random.choice([None, *(m for m in meetings if m != meeting)]),
            promised_by=some(random, parties) if text else (),
            source=random.choice(sources),
        )


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
    undo(client)
    assert export() == before, f"{model_name(kept)} {kept.slug} and {other.slug}"
    assert keys() == rows
    return True


def model_name(row):
    return row._meta.model_name
