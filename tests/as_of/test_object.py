"""The object of a meeting as it stood: byte for byte what an export gave then."""

import json
import random
from datetime import timedelta

import pytest
from django.utils import timezone

from talks.as_of.tables import PresentNotSeen, as_it_stood
from talks.models import Delegate, Meeting, MeetingIssue, Statement, StatementIssue, Withheld
from tests.factories import (
    cite,
    make_appointment,
    make_delegate,
    make_delegation,
    make_follow_up,
    make_issue,
    make_meeting,
    make_member,
    make_official,
    make_party,
    make_party_name,
    make_place,
    make_process,
    make_source,
    make_statement,
)

from .past import days_go_by, meeting_object, object_then, state_then

pytestmark = pytest.mark.django_db
DAYS, EDITS = 9, 4


class Editor:
    """Makes random edits of one meeting and of what it names; each keeps it fit to be public."""

    def __init__(self, seed):
        self.rng = random.Random(seed)  # noqa: S311
        self.parties = [make_party(slug=f"p{n}") for n in range(4)]
        self.officials = [make_official(slug=f"o{n}") for n in range(4)]
        self.issues = [make_issue(slug=f"i{n}") for n in range(3)]
        self.sources = [make_source(slug=f"q{n}") for n in range(3)]
        self.others = [make_meeting(slug=f"other-{n}") for n in range(2)]
        self.others.append(make_meeting(slug="hidden", draft=True))
        self.processes = [make_process(slug=f"r{n}", parent=None) for n in range(2)]
        self.meeting = make_meeting(slug="talks", parties=self.parties[:2])
        self.number = 0

    def edit(self):
        made = [name for name in dir(self) if name.startswith("make_it_")]
        getattr(self, self.rng.choice(made))()

    def word(self):
        self.number += 1
        return f"“Words” {self.number}"

    def write(self, row, **values):
        for name, value in values.items():
            setattr(row, name, value)
            row.save()

    def one(self, rows):
        rows = list(rows)
        return self.rng.choice(rows) if rows else None

    def make_it_another_meeting(self):
        row = Meeting.objects.get(pk=self.meeting.pk)
        day = self.rng.choice(["2022", "2022-03~", "2022-01-10", "2022-01-10/2022-02-01"])
        values = {"starts": day, "summary": self.word(), "process": self.one(self.processes)}
        self.write(row, **values, part_of=self.one([None, *self.others]))

    def make_it_have_another_id(self):
        self.write(
            Meeting.objects.get(pk=self.meeting.pk), slug=f"talks-{self.word()[-1]}-{self.number}"
        )
        self.write(self.one(self.parties), slug=f"party-{self.number}")

    def make_it_say_more(self):
        make_statement(
            self.meeting,
            self.word(),
            party=self.one(self.parties),
            speaker=self.one([None, *self.officials]),
            issues=[(self.one(self.issues), "supports")],
            jointly_with=[self.parties[3]],
            joint_speakers=[self.one(self.officials)],
            source=self.one(self.sources),
            order=self.rng.randrange(9),
        )

    def make_it_say_less(self):
        if row := self.one(self.meeting.statements.all()):
            row.delete()

    def make_it_say_something_else(self):
        if row := self.one(self.meeting.statements.all()):
            self.write(row, text=self.word(), order=self.rng.randrange(9), said_on="2022-01")
            StatementIssue.objects.filter(statement=row).update(stance="opposes")

    def make_it_move(self):
        if row := self.one(self.meeting.statements.all()):
            self.write(row, meeting=self.others[0])

    def make_it_seat_others(self):
        delegation = self.one(self.meeting.delegations.all())
        Delegate.objects.filter(delegation=delegation).delete()
        make_delegate(delegation, self.one(self.officials), role="head", note=self.word())
        party = make_party()
        make_delegation(self.meeting, party)

    def make_it_promise(self):
        promiser = [self.one(self.parties)]
        source = self.one(self.sources)
        leads = self.one(self.others)
        make_follow_up(self.meeting, promised_by=promiser, source=source, to_meeting=leads)
        make_follow_up(self.others[1], promised_by=promiser, to_meeting=self.meeting)

    def make_it_keep_a_promise(self):
        if row := self.one(self.meeting.follow_ups.all()):
            self.write(row, state="dropped", closed_on="2022", outcome=self.word())

    def make_it_be_elsewhere(self):
        self.meeting.meeting_places.all().delete()
        self.meeting.meeting_places.create(place=make_place(timezone="Europe/Zurich"))
        MeetingIssue.objects.get_or_create(meeting=self.meeting, issue=self.one(self.issues))

    def make_it_name_others(self):
        party, official = self.one(self.parties), self.one(self.officials)
        self.write(party, name=self.word(), predecessor=make_party())
        make_party_name(party, self.word(), ends="1991")
        make_member(party, make_party())
        self.write(official, name=self.word(), sort_name=self.word())
        post = make_appointment(official, party, self.word(), starts="2020~", source=make_source())
        self.write(post, ends="2023")
        self.write(self.one(self.issues), question=self.word(), parent=make_issue())
        self.write(self.one(self.processes), parent=make_process())
        self.write(self.one(self.sources), title=self.word())

    def make_it_cite(self):
        cite(self.meeting, self.one(self.sources), locator=self.word(), about="starts", says="x")


@pytest.mark.parametrize("seed", range(2))
def test_every_day_stays_as_it_was(seed):
    """Several edits a day: what counts is how it stood at the day's end."""
    editor, kept = Editor(seed), []
    for _ in range(DAYS):
        for _ in range(editor.rng.randrange(EDITS + 1)):
            editor.edit()
        kept.append(json.dumps(meeting_object(editor.meeting.pk)))
        days_go_by()
    assert len(set(kept)) > DAYS // 2
    now = timezone.now() + timedelta(seconds=1)
    for age, then in enumerate(reversed(kept), start=1):
        found = object_then(editor.meeting, now - timedelta(days=age))
        assert json.dumps(found) == then, f"{age} days ago"


@pytest.mark.parametrize("n", [1, 4])
def test_queries_do_not_grow(n, django_assert_num_queries):
    editor = Editor(0)
    for _ in range(n):
        for name in ("say_more", "promise", "seat_others", "be_elsewhere", "cite"):
            getattr(editor, f"make_it_{name}")()
    with django_assert_num_queries(31):
        state_then(editor.meeting, timezone.now() + timedelta(seconds=1))


def test_a_draft_now_is_in_no_past():
    """Nor one that was a draft then: a link to it is as if it were not there."""
    other, later = make_meeting("Withdrawn", slug="other"), make_meeting(slug="later", draft=True)
    meeting = make_meeting(part_of=other)
    make_follow_up(meeting, text="", to_meeting=later)
    assert meeting_object(meeting.pk)["part_of"] == "other"
    days_go_by()
    other.withdraw("It was a mistake.")
    later.publish()
    found = object_then(meeting, timezone.now() - timedelta(hours=1))
    assert "part_of" not in found
    assert "follow_ups" not in found


def test_the_present_is_not_read_or_written():
    meeting = make_meeting("Old")
    days_go_by()
    with as_it_stood(state_then(meeting, timezone.now() - timedelta(hours=1))):
        with pytest.raises(PresentNotSeen):
            Meeting.objects.filter(pk=meeting.pk).update(title="New")
        assert not Statement.objects.exists()


def write(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def withhold(row, place=None):
    """The event of a row at a place of its history; without one the last."""
    events = list(row.pgh_event_model.objects.filter(pgh_obj=row.pk).order_by("pk"))
    event = events[-1 if place is None else place]
    name = row._meta.model_name
    Withheld.objects.create(model=name, event=event.pk, reason="A private address.")


def texts(meeting, days):
    state = state_then(meeting, timezone.now() - timedelta(days=days - 0.5))
    with as_it_stood(state):
        return [row.text for row in meeting.statements.order_by("pk")], state.is_altered


def test_withheld_words_are_in_no_past():
    """The state before stands in for them, else the state after; a removed row is left out."""
    meeting = make_meeting()
    row, first, gone = (make_statement(meeting, text) for text in ("one", "zzfirst", "zzgone"))
    days_go_by()
    write(row, text="zztwo")
    days_go_by()
    write(row, text="zztwo", act="denial")
    write(first, text="second")
    days_go_by()
    write(row, text="three")
    pk = gone.pk
    gone.delete()
    gone.pk = pk
    days_go_by()
    assert texts(meeting, 4)[0] == ["one", "zzfirst", "zzgone"]
    withhold(row, 1)
    withhold(first, 0)
    withhold(gone)
    assert texts(meeting, 4) == (["one", "second"], True)
    assert texts(meeting, 3) == (["one", "second"], True)
    assert texts(meeting, 2) == (["one", "second"], True)
    assert texts(meeting, 1) == (["three", "second"], False)


def test_what_was_never_public_stands_in_for_nothing():
    meeting = make_meeting(draft=True)
    row = make_statement(meeting, "zzdraft")
    days_go_by()
    write(row, text="zzpublic")
    meeting.publish()
    days_go_by()
    write(row, text="now")
    days_go_by()
    withhold(row, 1)
    assert texts(meeting, 2) == (["now"], True)
