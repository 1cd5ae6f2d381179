"""Rows for tests: one small function a model, each with defaults that make a valid row.

A meeting is published unless the test says otherwise. What a test is about, it names.
"""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from talks.models import (
    Appointment,
    AppointmentCitation,
    Correction,
    Delegate,
    Delegation,
    FollowUp,
    FollowUpCitation,
    FollowUpPromiser,
    Issue,
    Meeting,
    MeetingAuspice,
    MeetingCitation,
    MeetingIssue,
    MeetingPlace,
    Official,
    OldId,
    Party,
    PartyMember,
    PartyName,
    Place,
    Process,
    ProposedChange,
    Source,
    Statement,
    StatementCitation,
    StatementIssue,
    StatementParty,
    StatementSpeaker,
    Subscriber,
    Subscription,
)

numbers = count(1)


def make_party(name=None, *, slug=None, kind="state", **fields):
    n = next(numbers)
    return Party.objects.create(
        slug=slug or f"party-{n}", name=name or f"Party {n}", kind=kind, **fields
    )


def make_party_name(party, name, starts="", ends=""):
    return PartyName.objects.create(party=party, name=name, starts=starts, ends=ends)


def make_member(bloc, member):
    return PartyMember.objects.create(bloc=bloc, member=member)


def make_official(name=None, *, slug=None, **fields):
    n = next(numbers)
    return Official.objects.create(
        slug=slug or f"official-{n}", name=name or f"Official {n}", **fields
    )


def make_appointment(official, party=None, title="Foreign Minister", *, source=None, **fields):
    appointment = Appointment.objects.create(
        official=official, party=party or make_party(), title=title, **fields
    )
    if source:
        AppointmentCitation.objects.create(appointment=appointment, source=source)
    return appointment


def make_place(city=None, *, slug=None, country="CH", **fields):
    n = next(numbers)
    return Place.objects.create(
        slug=slug or f"place-{n}", city=city or f"City {n}", country=country, **fields
    )


def make_process(name=None, *, slug=None, **fields):
    n = next(numbers)
    return Process.objects.create(
        slug=slug or f"process-{n}", name=name or f"Process {n}", **fields
    )


def make_issue(name=None, *, slug=None, **fields):
    n = next(numbers)
    return Issue.objects.create(slug=slug or f"issue-{n}", name=name or f"Issue {n}", **fields)


def make_source(title=None, *, slug=None, **fields):
    n = next(numbers)
    return Source.objects.create(slug=slug or f"source-{n}", title=title or f"Source {n}", **fields)


def make_meeting(
    title=None,
    *,
    slug=None,
    draft=False,
    status="held",
    starts="2022-01-10",
    parties=(),
    places=(),
    issues=(),
    auspices=(),
    source=None,
    **fields,
):
    """A meeting, with a delegation for each of `parties`."""
    n = next(numbers)
    meeting = Meeting.objects.create(
        slug=slug or f"meeting-{n}",
        title=title or f"Meeting {n}",
        is_draft=draft,
        status=status,
        starts=starts,
        **fields,
    )
    for order, party in enumerate(parties):
        make_delegation(meeting, party, order=order)
    for order, place in enumerate(places):
        MeetingPlace.objects.create(meeting=meeting, place=place, order=order)
    for order, issue in enumerate(issues):
        MeetingIssue.objects.create(meeting=meeting, issue=issue, order=order)
    for order, party in enumerate(auspices):
        MeetingAuspice.objects.create(meeting=meeting, party=party, order=order)
    if source:
        cite(meeting, source)
    return meeting


def make_delegation(meeting, party=None, role="participant", *, delegates=(), **fields):
    """A delegation, with each of the officials in `delegates` as a member."""
    delegation = Delegation.objects.create(
        meeting=meeting, party=party or make_party(), role=role, **fields
    )
    for order, official in enumerate(delegates):
        make_delegate(delegation, official, order=order)
    return delegation


def make_delegate(delegation, official=None, **fields):
    """A delegate; without an official an unnamed one, known by a title."""
    if official is None:
        fields.setdefault("title", "an adviser")
    return Delegate.objects.create(delegation=delegation, official=official, **fields)


def make_statement(
    meeting=None,
    text="The talks were frank.",
    *,
    slug=None,
    party=None,
    speaker=None,
    speaker_title="",
    issues=(),
    jointly_with=(),
    joint_speakers=(),
    on_behalf_of=(),
    to=(),
    source=None,
    cited=True,
    **fields,
):
    """A statement with one citation; `issues` are issues, or pairs of an issue and a stance."""
    n = next(numbers)
    if not (party or speaker or speaker_title):
        party = make_party()
    statement = Statement.objects.create(
        meeting=meeting or make_meeting(),
        slug=slug or f"s{n}",
        order=fields.pop("order", n),
        text=text,
        party=party,
        speaker=speaker,
        speaker_title=speaker_title,
        **fields,
    )
    for issue in issues:
        issue, stance = issue if isinstance(issue, tuple) else (issue, "")
        StatementIssue.objects.create(statement=statement, issue=issue, stance=stance)
    for role, others in [
        ("jointly_with", jointly_with),
        ("on_behalf_of", on_behalf_of),
        ("to", to),
    ]:
        for other in others:
            StatementParty.objects.create(statement=statement, party=other, role=role)
    for other in joint_speakers:
        StatementSpeaker.objects.create(statement=statement, speaker=other)
    if cited:
        cite(statement, source or make_source())
    return statement


def make_follow_up(
    meeting=None, text="The two sides speak again.", *, slug=None, promised_by=(), source=None, **f
):
    """A promise; with `text=""` and no promiser an editors' link, which has no state."""
    n = next(numbers)
    is_promise = bool(text or promised_by)
    follow_up = FollowUp.objects.create(
        meeting=meeting or make_meeting(),
        slug=slug or f"f{n}",
        order=f.pop("order", n),
        text=text,
        kind=f.pop("kind", "follow_up"),
        state=f.pop("state", "pending" if is_promise else ""),
        **f,
    )
    for party in promised_by:
        FollowUpPromiser.objects.create(follow_up=follow_up, party=party)
    if source:
        cite(follow_up, source)
    return follow_up


def make_old_id(row, slug, *, noun=None):
    """An id that named `row` before; with `row=None` and a noun, one whose row was removed."""
    return OldId.objects.create(
        noun=noun or row._meta.model_name, slug=slug, target=row.pk if row else None
    )


def make_correction(row=None, wrong="The date is wrong.", *, email="", **fields):
    """A reader's report on a meeting or a statement, or on nothing in particular."""
    n = next(numbers)
    meeting = row if isinstance(row, Meeting) else row and row.meeting
    statement = row if isinstance(row, Statement) else None
    return Correction.objects.create(
        meeting=meeting,
        statement=statement,
        about=str(meeting or ""),
        wrong=wrong,
        email=email,
        receipt=f"receipt-{n}",
        **fields,
    )


def make_subscription(what="statements", query="", *, email=None, confirmed=True, **fields):
    """Who follows something daily, confirmed yesterday, before anything was public."""
    subscriber, _ = Subscriber.objects.get_or_create(
        email=email or f"reader-{next(numbers)}@example.org"
    )
    now = timezone.now()
    if confirmed:
        fields.setdefault("turned_on", timezone.localdate() - timedelta(days=1))
        fields.setdefault("confirmed_at", now)
    return Subscription.objects.create(
        subscriber=subscriber,
        what=what,
        query=query,
        frequency=fields.pop("frequency", "daily"),
        **fields,
    )


def make_proposal(*rows, meetings=(), **fields):
    """A proposed change that waits; `rows` as it keeps them."""
    title = ", ".join(map(str, meetings)) or "Talks"
    keys = [meeting.pk for meeting in meetings]
    return ProposedChange.objects.create(title=title, meetings=keys, rows=list(rows), **fields)


CITATIONS = {
    Meeting: (MeetingCitation, "meeting"),
    Statement: (StatementCitation, "statement"),
    Appointment: (AppointmentCitation, "appointment"),
    FollowUp: (FollowUpCitation, "follow_up"),
}


def cite(row, source, locator="paragraph 1", **fields):
    citation, name = CITATIONS[type(row)]
    return citation.objects.create(source=source, locator=locator, **{name: row}, **fields)
