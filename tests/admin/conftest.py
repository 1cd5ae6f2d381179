import pytest

from talks.models import Delegate
from talks.proposals import holding
from tests.admin.merges import Desk
from tests.admin.pages import act, change
from tests.admin.proposed import everything
from tests.admin.review import publish, unpublish
from tests.admin.roles import client_of
from tests.admin.smtp import Box, mail_server
from tests.factories import (
    cite,
    make_delegation,
    make_follow_up,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_place,
    make_process,
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


@pytest.fixture
def use_server(settings):
    """Mail goes to this port, as with EMAIL_URL and DEFAULT_FROM_EMAIL set."""

    def use(port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_URL = {"EMAIL_HOST": "127.0.0.1"}
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_TIMEOUT = 5
        settings.DEFAULT_FROM_EMAIL = "Parley <record@example.org>"

    return use


@pytest.fixture
def box(use_server):
    box = Box()
    with mail_server(box) as port:
        use_server(port)
        yield box


@pytest.fixture
def settle(admin_client, django_capture_on_commit_callbacks):
    """Save the form of a correction, and let what waits for the commit happen."""

    def save(correction, client=admin_client, **values):
        with django_capture_on_commit_callbacks(execute=True):
            response = change(client, correction, **values)
        correction.refresh_from_db()
        return response

    return save


@pytest.fixture
def choose(admin_client, django_capture_on_commit_callbacks):
    def choose(action, *rows):
        with django_capture_on_commit_callbacks(execute=True):
            response = act(admin_client, action, *rows)
        for row in rows:
            row.refresh_from_db()
        return response

    return choose


@pytest.fixture
def reviewer():
    return client_of("reviewer")


@pytest.fixture
def editor():
    return client_of("editor")


@pytest.fixture
def draft():
    """A draft that lacks nothing, with something of each kind, in the midst of a chain."""
    process, party, other = make_process(), make_party("Russia"), make_party("United States")
    for day in ("2022-01-09", "2022-01-12"):
        make_meeting(starts=day, process=process, parties=[party, other])
    meeting = make_meeting(
        "Talks",
        slug="talks",
        draft=True,
        process=process,
        places=[make_place("Geneva")],
        summary="A secret working summary.",
    )
    make_delegation(meeting, party, delegates=[make_official("Anna")])
    make_delegation(meeting, other, delegates=[make_official("Ben")])
    for n, side in enumerate([party, other], 1):
        make_statement(meeting, f"It was frank, {n}.", slug=f"s{n}", party=side)
    make_follow_up(meeting, "They meet again.", promised_by=[party], source=make_source())
    cite(meeting, make_source("A News"))
    return meeting


@pytest.fixture
def withdrawn(draft, reviewer):
    publish(reviewer, draft)
    unpublish(reviewer, draft)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def undone(monkeypatch):
    """The whole record as it was within each save at the moment when that was held back."""
    states, hold = [], holding.hold

    def watch(user, act=None):
        try:
            hold(user, act)
        except holding.Proposed:
            states.append(everything())
            raise

    monkeypatch.setattr(holding, "hold", watch)
    return states


@pytest.fixture
def desk(admin_client):
    """Merge two and undo it: the record is compared with what it was."""
    return Desk(admin_client)
