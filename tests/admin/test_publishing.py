"""Publishing from the list: each meeting is done, or refused with its reasons."""

import pytest
from django.contrib.admin.models import LogEntry

from talks.models import Meeting, Party
from tests.admin.pages import act, change, errors, told
from tests.factories import make_meeting, make_party, make_statement
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def test_publish_does_or_refuses_each_meeting(admin_client):
    ready = make_meeting("Ready", draft=True, parties=[make_party()])
    dateless = make_meeting("Dateless", draft=True, starts="")
    uncited = make_meeting("Uncited", draft=True, parties=[make_party()])
    make_statement(uncited, slug="s1", cited=False)
    response = act(admin_client, "publish", ready, dateless, uncited)
    assert set(told(response)) == {
        "Published: Ready.",
        "Not published: Dateless: There is no date.",
        "Not published: Dateless: No delegation is on record.",
        "Not published: Uncited: Statement s1 has no citation.",
    }
    assert list(Meeting.objects.published()) == [ready]
    ready.refresh_from_db()
    assert ready.first_published_at is not None
    assert LogEntry.objects.get().object_repr == "Ready"


def test_publish_leaves_published_meetings_alone(admin_client):
    response = act(admin_client, "publish", make_meeting(parties=[make_party()]))
    assert told(response) == []


def test_unpublish_makes_drafts(admin_client):
    public, draft = make_meeting("Public"), make_meeting("Draft", draft=True)
    asked = act(admin_client, "unpublish", public, draft)
    assert "One reason" not in asked.text and Meeting.objects.published().exists()
    response = act(admin_client, "unpublish", public, draft, because="Its source was a hoax.")
    assert told(response) == ["Now a draft: Public."]
    assert not Meeting.objects.published().exists()
    assert LogEntry.objects.count() == 1


@pytest.mark.parametrize("action", ["publish", "unpublish"])
def test_reader_among_staff_has_no_publishing(action, client, django_user_model):
    from django.contrib.auth.models import Permission

    reader = django_user_model.objects.create(username="reader", password="!", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_meeting"))
    sign_in(client, reader)
    meeting = make_meeting(draft=action == "publish", parties=[make_party()])
    act(client, action, meeting)
    assert Meeting.objects.get().is_draft == meeting.is_draft


def test_save_leaves_an_event_with_the_editor(admin_client, admin_user):
    party = make_party()
    assert errors(change(admin_client, party, name="Renamed")) == []
    event = Party.pgh_event_model.objects.order_by("pgh_id").last()
    assert (event.pgh_obj_id, event.pgh_label, event.name) == (party.pk, "update", "Renamed")
    assert event.pgh_context.metadata["user"] == admin_user.pk


def test_action_leaves_events_with_the_editor(admin_client, admin_user):
    meeting = make_meeting(draft=True, parties=[make_party()])
    act(admin_client, "publish", meeting)
    event = Meeting.pgh_event_model.objects.order_by("pgh_id").last()
    assert (event.pgh_obj_id, event.pgh_label, event.is_draft) == (meeting.pk, "update", False)
    assert event.pgh_context.metadata["user"] == admin_user.pk
