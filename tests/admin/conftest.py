import pytest

from talks.models import Delegate
from tests.factories import (
    make_follow_up,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_source,
    make_statement,
)


@pytest.fixture
def admin_user(django_user_model):
    """A superuser without a password: to hash one takes longer than the whole test."""
    return django_user_model.objects.create(
        username="editor", password="!", is_staff=True, is_superuser=True
    )


@pytest.fixture
def meeting():
    """A published meeting with a delegation and its delegate, a statement, and a follow-up."""
    party, issue, source = make_party("Russia"), make_issue("Enlargement"), make_source("Report")
    meeting = make_meeting("Talks", slug="talks", parties=[party], issues=[issue], source=source)
    Delegate.objects.create(delegation=meeting.delegations.get(), official=make_official("Anna"))
    make_statement(
        meeting, "It was frank.", slug="s1", party=party, issues=[(issue, "opposes")], source=source
    )
    make_follow_up(meeting, "They meet again.", slug="f1", promised_by=[party], source=source)
    return meeting
