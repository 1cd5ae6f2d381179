"""What a reader does: asks, opens the link in the mail, presses a button."""

import re

from django.core import mail
from django.urls import reverse

READER = "reader@example.org"


def form_address(**query):
    return reverse("follow", query=query)


def ask(client, address, email=READER, frequency="daily", **more):
    """Send the form as its page gives it."""
    page = client.get(address)
    stamp = re.search(r'name="stamp" value="([^"]*)"', page.text)
    sent = {"email": email, "frequency": frequency, "stamp": stamp[1] if stamp else ""}
    return client.post(address, sent | more)


def links_in(text):
    """Paths of this site that a text holds."""
    return re.findall(r"https://talks\.example\.org(/\S*)", text)


def link(text, part):
    """The one path that leads to a part of /follow/."""
    (found,) = {path for path in links_in(text) if path.startswith(f"/follow/{part}/")}
    return found


def follow(client, **query):
    """Ask, and confirm; the path of the page to manage it."""
    ask(client, form_address(**query))
    return client.post(link(mail.outbox.pop().body, "confirm")).headers["Location"]
