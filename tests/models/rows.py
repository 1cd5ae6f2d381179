"""One row of every model, tied together as in a real record: a draft meeting and all it holds."""

from django.apps import apps

from talks.models import (
    AppointmentCitation,
    Arrival,
    Correction,
    Delegate,
    FollowUpCitation,
    FollowUpPromiser,
    Guess,
    ImportItem,
    ImportJob,
    LinkCheck,
    MeetingAuspice,
    MeetingCitation,
    MeetingIssue,
    MeetingPlace,
    MeetingSource,
    Merge,
    MovedStatement,
    PartyMember,
    ProposedChange,
    Refusal,
    ReviewNote,
    Sender,
    SendersHour,
    StatementCitation,
    StatementIssue,
    StatementParty,
    StatementSpeaker,
    Subscriber,
    Subscription,
    Withheld,
)
from tests import factories

# Reports, subscriptions, changes that wait, notes and files of staff, and merges are no part of it.
BESIDE = {
    Arrival,
    Correction,
    Guess,
    ImportItem,
    ImportJob,
    LinkCheck,
    Merge,
    MovedStatement,
    ProposedChange,
    Refusal,
    ReviewNote,
    Sender,
    SendersHour,
    Subscriber,
    Subscription,
    Withheld,
}
MODELS = [
    model
    for model in apps.get_app_config("talks").get_models()
    if not hasattr(model, "pgh_tracked_model") and model not in BESIDE
]


def one_of_each(*, draft=True):
    """The rows by model. Names hold accents; the later meeting and the bloc are rows besides."""
    party, other = factories.make_party("Türkiye"), factories.make_party("United States")
    official = factories.make_official("Mevlüt Çavuşoğlu", other_names=["Сергей Рябков"])
    place, issue = factories.make_place("Geneva"), factories.make_issue("NATO enlargement")
    process, source = factories.make_process("Dialogue"), factories.make_source("A News")
    meeting = factories.make_meeting("Security talks", draft=draft, process=process)
    later = factories.make_meeting("Later talks", draft=True)
    delegation = factories.make_delegation(meeting, party)
    appointment = factories.make_appointment(official, party, starts="2014")
    statement = factories.make_statement(meeting, party=party, speaker=official, cited=False)
    follow_up = factories.make_follow_up(meeting, to_meeting=later)
    rows = [party, official, place, issue, process, source, meeting, delegation]
    rows += [appointment, statement, follow_up]
    rows += [
        Delegate.objects.create(delegation=delegation, official=official, on_behalf_of=other),
        MeetingPlace.objects.create(meeting=meeting, place=place),
        MeetingAuspice.objects.create(meeting=meeting, party=other),
        MeetingIssue.objects.create(meeting=meeting, issue=issue),
        MeetingSource.objects.create(meeting=meeting, source=source),
        PartyMember.objects.create(bloc=factories.make_party("A bloc"), member=party),
        factories.make_party_name(party, "Turkey", ends="2022"),
        factories.make_old_id(party, f"turkey-{party.pk}"),
        FollowUpPromiser.objects.create(follow_up=follow_up, party=party),
        StatementIssue.objects.create(statement=statement, issue=issue, stance="opposes"),
        StatementParty.objects.create(statement=statement, party=other, role="to"),
        StatementSpeaker.objects.create(
            statement=statement, speaker=factories.make_official("Joint Speaker")
        ),
        *(
            citation.objects.create(source=source, **{name: row})
            for citation, name, row in [
                (MeetingCitation, "meeting", meeting),
                (StatementCitation, "statement", statement),
                (AppointmentCitation, "appointment", appointment),
                (FollowUpCitation, "follow_up", follow_up),
            ]
        ),
    ]
    found = {type(row): row for row in rows}
    assert set(found) == set(MODELS)
    return found
