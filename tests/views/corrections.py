"""A reader's report as a browser sends it: read from the page, filled in, sent after a minute."""

import re

from django.urls import reverse
from django.utils import timezone

WORDS = {
    "wrong": "It began on the 9th.",
    "right": "10 January",
    "source": "https://example.org/a",
    "email": "reader@example.org",
}


def address(**query):
    return reverse("contact", query=query)


def hidden(response):
    return dict(re.findall(r'name="(stamp)" value="([^"]*)"', response.text))


def stamped(client, at=None, **query):
    """What the page holds when it is asked for, a minute before it is sent."""
    return hidden(client.get(at or address(**query)))


def send(client, time_machine, at=None, after=60, **words):
    at = at or address()
    time_machine.move_to(timezone.now(), tick=False)
    data = stamped(client, at) | WORDS | words
    time_machine.shift(after)
    return client.post(at, data)


def shown(response):
    """What stands in the fields of the form that came back."""
    return {name: response.context["form"][name].value() for name in WORDS}
