"""How long the admin takes: `python -m tests.speed_admin [words]`, with the site's DATA_DIR.

Starts the site, signs a superuser in, and asks for each page of the admin in turn; with words only
for those whose name holds one of them. Prints the first time, the median and the worst in
milliseconds, and at the end what is over its bar. It saves meetings: for a copy of the record.
"""

import html
import os
import re
import secrets
import statistics
import sys
from contextlib import contextmanager
from itertools import chain
from urllib.parse import urlencode

import django

REQUESTS = int(os.environ.get("REQUESTS", 10))
LIST, CHOICES, MEETING = 300, 100, 2000
TERMS = ["a", "united", "sherman", "unanimity", "Рябков", "zzqq"]
WORDS = {"a word": "security", "a rare word": "unanimity", "a name": "sherman"}
FAR = 50


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talks.settings")
    django.setup()
    from tests.form_sending import Browser
    from tests.speed import site
    from tests.speed_saves import saves

    with site() as address, staff() as cookies:
        browser, table = Browser(address, cookies), Table(sys.argv[1:])
        for name, bar, path in chain(front(), lists(browser), choices(), others()):
            table.time(name, bar, lambda path=path: opened(browser, path))
        for name, bar, measured in saves(browser):
            table.time(name, bar, measured)
    table.end()


class Table:
    """Rows of the table as they come, and those over their bar once more."""

    def __init__(self, words):
        self.words, self.slow = words, []
        self.say(f"{'':62}{'first':>7}{'median':>7}{'worst':>7}{'kB':>6}")

    def say(self, line):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    def time(self, name, bar, measured):
        """`measured` answers with milliseconds and the size of the page."""
        if self.words and not any(word in name for word in self.words):
            return
        first, size = measured()
        times = [measured()[0] for _ in range(REQUESTS)]
        median, worst = statistics.median(times), max(times)
        line = f"{name[:61]:62}{first:7.0f}{median:7.0f}{worst:7.0f}{size / 1000:6.0f}"
        self.say(line)
        if median > bar:
            self.slow.append(f"{line}   bar {bar}")

    def end(self):
        load = " ".join(f"{n:.1f}" for n in os.getloadavg())
        self.say(f"Load {load}. Over the bar: {len(self.slow)}")
        for line in self.slow:
            self.say(line)


@contextmanager
def staff():
    """The cookies of a superuser who exists meanwhile."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from tests.signing_in import sign_in

    name = f"speed-{secrets.token_hex(4)}"
    user = get_user_model().objects.create_superuser(name, password=secrets.token_hex(16))
    client = Client()
    sign_in(client, user)
    try:
        yield {"sessionid": client.cookies["sessionid"].value}
    finally:
        client.logout()
        user.is_active = False
        user.save()


def opened(browser, path):
    browser.get(path)
    if browser.status != 200:
        sys.exit(f"{browser.status} {path}")
    return browser.took, browser.size


def front():
    from django.urls import reverse

    yield "front page, warm", LIST, reverse("admin:index")


def admins():
    from django.contrib import admin

    from talks.models import Meeting

    for model, model_admin in admin.site._registry.items():
        if model._meta.app_label == Meeting._meta.app_label:
            yield model, model_admin


def address(model, view, *args):
    from django.urls import reverse

    opts = model._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{view}", args=args)


def lists(browser):
    """Each list: whole, far down, searched, in each order, narrowed by each choice of a filter."""
    for model, model_admin in admins():
        path, name = address(model, "changelist"), f"list of {model._meta.verbose_name_plural}"
        yield name, LIST, path
        if model.objects.order_by().count() > FAR * model_admin.list_per_page:
            yield f"{name}, page {FAR}", LIST, f"{path}?p={FAR}"
        for said, word in WORDS.items() if model_admin.search_fields else ():
            yield f"{name}, {said}", LIST, f"{path}?{urlencode({'q': word})}"
        for n in range(1, len(model_admin.list_display) + 1):
            yield f"{name}, by column {n}", LIST, f"{path}?o={n}"
        for query in narrowed(browser.get(path)):
            yield f"{name}, {query}", LIST, f"{path}?{query}"


def narrowed(page):
    """The queries of the links in a list's filters."""
    found = re.search(r'id="changelist-filter".*?</nav>', page, re.S)
    links = re.findall(r'href="\?([^"]+)"', found[0]) if found else []
    return dict.fromkeys(html.unescape(link) for link in links if link != "_facets=True")


def choices():
    """Every search box, with a letter, names common and rare, Cyrillic, and what is not there."""
    from django.urls import reverse

    for model, _ in admins():
        for field in model._meta.concrete_fields:
            if not field.many_to_one or field.related_model not in dict(admins()):
                continue
            for term in TERMS:
                asked = {
                    "app_label": model._meta.app_label,
                    "model_name": model._meta.model_name,
                    "field_name": field.name,
                    "term": term,
                }
                name = f"choices of {model._meta.model_name}.{field.name}: {term}"
                yield name, CHOICES, f"{reverse('admin:autocomplete')}?{urlencode(asked)}"


def others():
    """Pages of one row: of the largest meeting, of the official and the party with most."""
    from django.urls import reverse

    from tests.speed import largest

    rows = largest()
    meeting, official, party = rows["meeting"], rows["official"], rows["parties"][0]
    statement = meeting.statements.order_by("order")[5000:5001].first()
    for view in ("history", "delete", "publish"):
        yield f"largest meeting: {view}", MEETING, address(type(meeting), view, meeting.pk)
    yield "largest meeting: preview", MEETING, reverse("meeting_preview", args=[meeting.pk])
    for row in (official, party, statement):
        noun = type(row)._meta.verbose_name
        for view in ("change", "history", "delete"):
            yield f"{noun}: {view}", MEETING, address(type(row), view, row.pk)
    for row in (official, party, rows["issue"], rows["place"], meeting):
        other = type(row).objects.exclude(pk=row.pk).order_by("-pk").first()
        yield f"merge of {type(row)._meta.verbose_name_plural}", MEETING, merge(row, other)
    asked = urlencode({"official": official.pk, "meeting": meeting.pk})
    yield "post on the day", CHOICES, f"{reverse('post_on_day')}?{asked}"


def merge(row, other):
    return f"{address(type(row), 'merge', row.pk)}?{urlencode({'other': other.pk})}"


if __name__ == "__main__":
    main()
