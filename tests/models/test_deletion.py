"""What goes with what: a row is deleted with what it is part of; whatever else names it stays."""

import pytest
from django.db.models import CASCADE, PROTECT

from tests.models.rows import MODELS

PARENTS = {
    "Delegation.meeting",
    "Delegate.delegation",
    "FollowUp.meeting",
    "FollowUpPromiser.follow_up",
    "MeetingPlace.meeting",
    "MeetingAuspice.meeting",
    "MeetingIssue.meeting",
    "MeetingSource.meeting",
    "Appointment.official",
    "PartyName.party",
    "PartyMember.bloc",
    "Statement.meeting",
    "StatementParty.statement",
    "StatementSpeaker.statement",
    "StatementIssue.statement",
    "MeetingCitation.meeting",
    "StatementCitation.statement",
    "AppointmentCitation.appointment",
    "FollowUpCitation.follow_up",
}
KEYS = {
    f"{model.__name__}.{field.name}": field
    for model in MODELS
    for field in model._meta.concrete_fields
    if field.many_to_one
}


@pytest.mark.parametrize("name", KEYS)
def test_only_parents_take_their_rows_along(name):
    assert KEYS[name].remote_field.on_delete is (CASCADE if name in PARENTS else PROTECT)


def test_parents_are_all_there():
    assert KEYS.keys() > PARENTS
