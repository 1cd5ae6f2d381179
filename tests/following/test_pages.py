"""The pages for readers: ask, confirm, change, end; and what strangers and programs get."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from talks.models import Arrival, Refusal, Subscriber, Subscription
from talks.models.subscriptions import ASKED_IN_A_DAY, MOST_FOLLOWED
from talks.views import following
from tests.admin.smtp import free_port
from tests.factories import (
    make_meeting,
    make_subscription,
)
from tests.following.readers import READER, ask, follow, form_address, link

pytestmark = pytest.mark.django_db


def ways(client, page):
    found = re.findall(r'href="(/follow/[^"]*)"', client.get(page).text)
    return [address.replace("&amp;", "&") for address in found]


WAYS = {
    "/statements/?party=russia&issue=arms&ordering=starts": "statements&party=russia&issue=arms",
    "/statements/?q=nowhere": "statements&q=nowhere",
    "/meetings/?ordering=-added": "meetings",
    "/follow-ups/?party=russia": "follow-ups&party=russia",
    "/parties/russia/": "statements&party=russia",
    "/officials/ann-lee/": "statements&official=ann-lee",
    "/issues/arms/": "statements&issue=arms",
    "/search/?q=open+doors": "search&q=open+doors",
    "/search/?q=doors&party=russia": "statements&q=doors&party=russia",
    "/search/?q=doors&kind=meetings": "meetings&q=doors",
}


@pytest.mark.parametrize(("page", "what"), WAYS.items(), ids=WAYS)
def test_page_leads_to_the_form_for_what_it_shows(page, what, russia, client):
    assert ways(client, page) == [f"/follow/?what={what}"]
    assert client.get(ways(client, page)[0]).context["form"]


@pytest.mark.parametrize("page", ["/", "/search/?q=doors&kind=names", "/search/", "/about/"])
def test_page_of_nothing_to_follow_leads_nowhere(page, russia, client):
    assert ways(client, page) == []


def test_nothing_leads_there_while_no_mail_can_go_out(russia, client, settings):
    settings.SITE_URL = ""
    assert ways(client, "/statements/") == []
    assert "sends no mail" in client.get(form_address(what="statements")).text
    assert ask(client, form_address(what="statements")).status_code == 200
    assert not Subscriber.objects.exists()


def test_form_says_what_is_followed_and_what_else_could_be(russia, client):
    page = client.get(form_address(what="statements", party="russia", q="doors"))
    assert str(page.context["followed"].sentence) == "Statements by Russia that hold “doors”"
    others = [other.follow_address for other in page.context["followed"].others]
    assert others == ["/follow/?what=meetings&q=doors&party=russia"]
    assert "noindex" in page.text and "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize(
    "query", ["", "what=", "what=x", "what=search", "what=search&q=the", "what=statements%00"]
)
def test_nothing_named_to_follow_offers_lists(query, client):
    page = client.get(f"/follow/?{query}")
    assert page.status_code == 200 and page.context["form"] is None
    assert "narrow it down" in page.text
    assert client.post(f"/follow/?{query}", {"email": READER}).status_code == 200
    assert mail.outbox == []


def test_mail_asks_and_the_button_confirms(russia, client):
    before = make_meeting("Before it was confirmed", parties=[russia])
    response = ask(client, form_address(what="statements", party="russia", ordering="starts"))
    assert response.headers["Location"] == reverse("follow_sent")
    ((message),) = mail.outbox
    assert message.to == [READER] and "\n    Statements by Russia\n" in message.body
    address = link(message.body, "confirm")
    for _ in range(2):
        page = Client().get(address)
        assert "Statements by" in page.text and READER not in page.text
    assert not Subscription.objects.confirmed().exists()
    # Another browser than the one that asked, with its own cookie.
    assert Client().post(address).headers["Location"].startswith("/follow/manage/")
    row = Subscription.objects.get()
    assert (row.what, row.query, row.frequency) == ("statements", "party=russia", "daily")
    assert row.confirmed_at and row.edition == Arrival.objects.newest_edition() == 1
    assert Arrival.objects.filter(noun="meeting", row=before.pk).exists()
    assert "It is confirmed" in client.get(address).text
    assert client.post(address).status_code == 302
    assert Subscription.objects.get().confirmed_at == row.confirmed_at


def test_mail_to_confirm_repeats_no_words_of_whoever_asks(russia, client):
    words = "cheap pills at https://spam.example"
    ask(client, form_address(what="statements", party="russia", q=words))
    text = f"{mail.outbox[0].subject}\n{mail.outbox[0].body}"
    assert "pills" not in text and "spam" not in text
    assert "Statements by Russia, that hold certain words" in text


def test_answers_do_not_tell_whether_an_address_is_known(russia, client):
    follow(client, what="statements")
    Refusal.objects.add("left@example.org")
    answers = {
        email: (found.status_code, found.headers["Location"], found.content)
        for email in (READER, READER.upper(), "left@example.org", "new@example.org")
        if (found := ask(client, form_address(what="statements"), email))
    }
    assert len(set(answers.values())) == 1
    assert [message.to[0] for message in mail.outbox] == [READER, READER, "new@example.org"]
    known = mail.outbox[0]
    assert "You follow that already" in known.body and link(known.body, "manage")
    assert Subscriber.objects.count() == 2


def test_one_address_gets_a_few_mails_a_day(russia, client, time_machine):
    time_machine.move_to("2026-03-04T12:10:00Z", tick=False)
    for number in range(ASKED_IN_A_DAY + 2):
        query = {"what": "statements", "year": 2000 + number}
        assert ask(client, form_address(**query)).status_code == 302
    assert len(mail.outbox) == ASKED_IN_A_DAY
    time_machine.shift(timedelta(days=1, minutes=1))
    ask(client, form_address(what="meetings"))
    assert len(mail.outbox) == ASKED_IN_A_DAY + 1


def test_one_network_asks_for_a_number_of_mails_an_hour(russia, client, monkeypatch):
    monkeypatch.setattr(following, "ASKED_IN_AN_HOUR", 2)
    found = [ask(client, form_address(what="meetings"), email=f"{n}@example.org") for n in range(3)]
    assert [response.status_code for response in found] == [302, 302, 429]
    assert 'value="2@example.org"' in found[2].text and len(mail.outbox) == 2


def test_no_more_than_a_number_of_things_is_followed(russia, client):
    for number in range(MOST_FOLLOWED):
        make_subscription("statements", f"year={1900 + number}", email=READER)
    ask(client, form_address(what="meetings"))
    assert "No more than 50" in mail.outbox[0].body
    assert Subscription.objects.count() == MOST_FOLLOWED


WRONG = {
    "no address": {"email": ""},
    "not an address": {"email": "reader"},
    "two lines": {"email": "reader@example.org\nBcc: other@example.org"},
    "hidden sign": {"email": "reader@exam\u00adple.org"},
    "two addresses": {"email": "a@example.org,b@example.org"},
    "how often": {"frequency": "hourly"},
    "trap": {"website": "https://spam.example"},
    "stamp": {"stamp": "nonsense"},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_and_nothing_is_lost(wrong, russia, client):
    response = ask(client, form_address(what="statements"), **{"email": READER} | wrong)
    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert response.context["form"]["email"].value() == wrong.get("email", READER)
    assert mail.outbox == [] and not Subscriber.objects.exists()


def test_nul_in_an_address_is_left_out(russia, client):
    ask(client, form_address(what="statements"), email="re\0ader@example.org")
    assert [message.to for message in mail.outbox] == [[READER]]


def test_form_without_its_token_keeps_what_was_typed(russia):
    client = Client(enforce_csrf_checks=True)
    sent = {"email": READER, "frequency": "weekly"}
    response = client.post(form_address(what="statements"), sent)
    assert response.status_code == 403
    assert f'value="{READER}"' in response.text and "no cookie" in response.text
    assert client.post("/follow/", sent).status_code == 403
    assert mail.outbox == []


def test_server_that_is_away_is_told_and_asked_again(russia, client, use_server):
    use_server(free_port())
    for _ in range(ASKED_IN_A_DAY + 1):
        response = ask(client, form_address(what="statements"))
        assert response.status_code == 503
        assert f'value="{READER}"' in response.text and "could not be sent" in response.text
    assert Subscriber.objects.get().asked == 0


def test_refusal_is_for_all_who_ask_and_takes_nothing_confirmed(russia, client):
    follow(client, what="meetings")
    ask(client, form_address(what="statements"))
    address = link(mail.outbox.pop().body, "confirm")
    assert client.post(address, {"refuse": "yes"}).headers["Location"] == reverse("follow_ended")
    assert [row.what for row in Subscription.objects.all()] == ["meetings"]
    ask(client, form_address(what="follow-ups"))
    assert mail.outbox == []
    assert client.get(address).status_code == 404
