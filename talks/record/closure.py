"""Which nouns an export of some meetings needs as lines of their own."""

from talks.models import (
    Appointment,
    AppointmentCitation,
    Delegate,
    Delegation,
    FollowUpCitation,
    FollowUpPromiser,
    Issue,
    MeetingAuspice,
    MeetingCitation,
    MeetingIssue,
    MeetingPlace,
    MeetingSource,
    Party,
    PartyMember,
    Process,
    Statement,
    StatementCitation,
    StatementIssue,
    StatementParty,
    StatementSpeaker,
)

from .shapes import NOUNS


def alone(meetings, *, every=False):
    """Keys by noun of the nouns that are named, but in no meeting's line in full.

    `every` takes all nouns on record instead of those named.
    """
    keys = meetings.order_by().values("pk")
    carried = carried_by(keys)
    if every:
        named = {noun: set_of(NOUNS[noun].model.objects, "pk") for noun in NOUNS}
    else:
        named = {noun: carried[noun] | pks for noun, pks in named_by(keys).items()}
        follow(named)
    return {noun: named[noun] - carried[noun] for noun in NOUNS}


def carried_by(keys):
    """The nouns that the meetings' lines give in full."""
    of_meetings = {"meeting__in": keys}
    return {
        "source": set_of(MeetingSource.objects.filter(**of_meetings), "source")
        | set_of(MeetingCitation.objects.filter(**of_meetings), "source")
        | set_of(StatementCitation.objects.filter(statement__meeting__in=keys), "source")
        | set_of(FollowUpCitation.objects.filter(follow_up__meeting__in=keys), "source"),
        "place": set_of(MeetingPlace.objects.filter(**of_meetings), "place"),
        "issue": set_of(MeetingIssue.objects.filter(**of_meetings), "issue"),
        "process": set_of(Process.objects.filter(meetings__in=keys), "pk"),
        "party": set_of(Delegation.objects.filter(**of_meetings), "party")
        | set_of(MeetingAuspice.objects.filter(**of_meetings), "party"),
        "official": set_of(Delegate.objects.filter(delegation__meeting__in=keys), "official"),
    }


def named_by(keys):
    """The nouns that the meetings' lines name by id."""
    statements = Statement.objects.filter(meeting__in=keys)
    in_statements = {"statement__meeting__in": keys}
    return {
        "source": set(),
        "place": set(),
        "process": set(),
        "issue": set_of(StatementIssue.objects.filter(**in_statements), "issue"),
        "party": set_of(statements, "party")
        | set_of(StatementParty.objects.filter(**in_statements), "party")
        | set_of(FollowUpPromiser.objects.filter(follow_up__meeting__in=keys), "party")
        | set_of(Delegate.objects.filter(delegation__meeting__in=keys), "on_behalf_of"),
        "official": set_of(statements, "speaker")
        | set_of(StatementSpeaker.objects.filter(**in_statements), "speaker"),
    }


def follow(named):
    """Add the nouns that named nouns name, and so on."""
    posts = Appointment.objects.filter(official__in=named["official"])
    named["party"] |= set_of(posts, "party")
    cited = AppointmentCitation.objects.filter(appointment__in=posts)
    named["source"] |= set_of(cited, "source")
    spread(named["process"], lambda pks: set_of(Process.objects.filter(pk__in=pks), "parent"))
    spread(named["issue"], lambda pks: set_of(Issue.objects.filter(pk__in=pks), "parent"))
    spread(
        named["party"],
        lambda pks: (
            set_of(Party.objects.filter(pk__in=pks), "predecessor")
            | set_of(PartyMember.objects.filter(bloc__in=pks), "member")
        ),
    )


def spread(pks, step):
    """Take steps from the newest keys until one leads to nothing new."""
    fresh = set(pks)
    while fresh := step(fresh) - pks:
        pks |= fresh


def set_of(queryset, field):
    return set(queryset.order_by().values_list(field, flat=True).distinct()) - {None}
