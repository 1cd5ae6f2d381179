"""Mails, as a mailbox gets them from a real mail server."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from talks.models import Arrival, Subscription
from tests.factories import make_meeting, make_party, make_statement, make_subscription
from tests.following.readers import READER, ask, form_address, link

pytestmark = pytest.mark.django_db


def test_mails_arrive_with_their_headers(russia, client, box):
    ask(client, form_address(what="statements", party="russia"))
    ((sender, recipients, asked),) = box.mails
    assert (sender, recipients) == ("record@example.org", [READER])
    assert asked["List-Unsubscribe"] is None and asked["Auto-Submitted"] == "auto-generated"
    client.post(link(asked.get_content(), "confirm"))
    make_statement(make_meeting("Née “Müller”"), "Нет.\r\nBcc: x@example.org", party=russia)
    Subscription.objects.update(turned_on=timezone.localdate() - timedelta(days=1))
    call_command("send_digests", verbosity=0)
    _, recipients, digest = box.mails[1]
    assert recipients == [READER] and digest["Subject"] == "1 new: Statements by Russia"
    text = digest.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert "Нет. Bcc: x@example.org\nRussia · “" in text and "“Née “Müller””" in text
    assert "<bdi>" in digest.get_body(("html",)).get_content()
    assert digest["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    end = link(digest["List-Unsubscribe"][1:-1], "end")
    assert end == link(text, "end") and client.get(link(text, "manage")).status_code == 200
    client.post(end, {"List-Unsubscribe": "One-Click"})
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("name", ["A\nBcc: b@example.org", "x" * 500, "<b>&amp;</b>", "قال\u202e"])
def test_any_name_makes_a_mail(name, client, box):
    party = make_party(name, slug="named")
    make_meeting(parties=[party])
    make_subscription("meetings", "party=named", email=READER, edition=Arrival.objects.take_in())
    make_meeting(name, parties=[party])
    call_command("send_digests", verbosity=0)
    ((_, recipients, digest),) = box.mails
    assert recipients == [READER] and digest["Bcc"] is None
    assert len(digest["Subject"].strip()) <= 150
    assert "<b>&amp;</b>" not in digest.get_body(("html",)).get_content()
