"""Behind the secret links in mails: change, end, delete; and what strangers and programs get."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from talks.following import links
from talks.models import Refusal, Subscriber, Subscription
from tests.factories import make_subscription
from tests.following.readers import READER, ask, follow, form_address, link

pytestmark = pytest.mark.django_db


def test_reader_changes_and_ends(russia, client):
    follow(client, what="meetings")
    manage = follow(client, what="statements", party="russia")
    page = client.get(manage)
    assert READER not in page.text and "r…@example.org" in page.text
    assert "Statements by Russia" in page.text and "no-store" in page.headers["Cache-Control"]
    one, other = Subscription.objects.order_by("pk")
    client.post(manage, {"subscription": one.pk, "frequency": "weekly"})
    one.refresh_from_db()
    assert one.frequency == "weekly"
    assert client.post(manage, {"subscription": one.pk, "end": "yes"}).headers["Location"] == manage
    assert [row.pk for row in Subscription.objects.all()] == [other.pk]
    response = client.post(manage, {"subscription": other.pk, "end": "yes"})
    assert response.headers["Location"] == reverse("follow_ended")
    assert not Subscriber.objects.exists()
    assert client.get(manage).status_code == 404


def test_reader_deletes_everything(russia, client):
    manage = follow(client, what="meetings")
    follow(client, what="statements")
    assert client.post(manage, {"everything": "yes"}).status_code == 302
    assert not Subscriber.objects.exists() and not Subscription.objects.exists()


@pytest.mark.parametrize("number", ["", "x", "²", "9" * 30, "other"])
def test_reader_changes_nothing_else(number, russia, client):
    manage = follow(client, what="meetings")
    other = make_subscription("meetings")
    number = other.pk if number == "other" else number
    sent = {"subscription": number, "frequency": "weekly"}
    for more in ({}, {"end": "yes"}, {"frequency": "hourly"}):
        assert client.post(manage, sent | more).status_code == 302
    assert set(Subscription.objects.values_list("frequency", flat=True)) == {"daily"}
    assert Subscription.objects.count() == 2


def test_mail_program_ends_it_by_one_post_without_a_cookie(russia, client):
    client = Client(enforce_csrf_checks=True)
    address = unsubscribe_address(make_subscription())
    assert "Stop these mails?" in client.get(address).text
    assert Subscription.objects.exists()
    for _ in range(2):
        response = client.post(address, {"List-Unsubscribe": "One-Click"})
        assert (response.status_code, response.text) == (200, "Unsubscribed.\n")
    assert not Subscriber.objects.exists()
    assert "have been ended" in client.get(address).text
    assert client.post(address).headers["Location"] == reverse("follow_ended")


def unsubscribe_address(subscription):
    token = links.unsubscribe_token(subscription)
    return reverse("follow_unsubscribe", args=[token])


def test_links_of_others_and_of_nobody_lead_nowhere(russia, client):
    manage = follow(client, what="meetings")
    ask(client, form_address(what="statements"))
    confirm, end = link(mail.outbox[0].body, "confirm"), unsubscribe_address(make_subscription())
    token = manage.split("/")[3]
    crossed = [path.replace("/confirm/", "/manage/") for path in (confirm,)]
    crossed += [path.replace("/end/", "/manage/") for path in (end,)]
    crossed += [manage.replace("/manage/", "/end/"), manage.replace("/manage/", "/confirm/")]
    broken = [
        f"/follow/manage/{value}/" for value in (token[:-1], "9" + token, "x", "%00", "1-a.b")
    ]
    for path in crossed + broken:
        for answer in (client.get(path), client.post(path)):
            assert answer.status_code == 404, path
            assert "leads nowhere" in answer.text
    assert Subscription.objects.count() == 3


def test_link_without_its_token_changes_nothing(russia):
    client = Client(enforce_csrf_checks=True)
    manage = follow(Client(), what="meetings")
    response = client.post(manage, {"everything": "yes"})
    assert response.status_code == 403 and "Nothing was changed" in response.text
    assert Subscription.objects.exists()


def test_what_is_not_confirmed_in_time_is_forgotten(russia, client, time_machine, capsys):
    time_machine.move_to("2026-03-04T12:10:00Z", tick=False)
    ask(client, form_address(what="statements"), email="late@example.org")
    late = link(mail.outbox[0].body, "confirm")
    follow(client, what="statements")
    Refusal.objects.add("left@example.org")
    time_machine.shift(timedelta(days=3, minutes=1))
    assert client.get(late).status_code == 404
    call_command("forget_readers")
    assert capsys.readouterr().out == "readers forgotten: 1\n"
    assert [row.email for row in Subscriber.objects.all()] == [READER]
    assert Refusal.objects.has("LEFT@example.org")
    time_machine.shift(timedelta(days=365))
    call_command("forget_readers")
    assert not Refusal.objects.exists()
