"""Which addresses of public sources are asked in one run, politely, and what is kept of it."""

import time
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

from django.db import connection
from django.utils import timezone

from talks.models import LinkCheck, Source

from .asking import ask

# Asked again once a day at most; a little less, for a run that begins a little earlier.
ASKED_AGAIN_AFTER = timedelta(hours=20)
# Seconds between two questions to one host.
PAUSE = 2
LOCK = 8_115_008


class Busy(Exception):
    """Another run is under way."""


def check(number, agent):
    """Ask at most so many addresses, one after the other; pairs of an address and its `Answer`.

    Each answer is kept at once: a run that is broken off loses none.
    """
    with only_run():
        wanted = addresses()
        forget_others(wanted)
        last = {}
        for address in due(wanted)[:number]:
            pause(last, host_of(address))
            answer = ask(address, agent)
            LinkCheck.objects.note(address, answer.said, answer.fails, timezone.now())
            yield address, answer


@contextmanager
def only_run():
    """No two runs at once: they would ask the same hosts. Ends with the process at the latest."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise Busy("Another run is asking already.")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def addresses():
    """Every address that a public source gives, of the page and of its archived copy."""
    rows = Source.objects.public().order_by().values_list("url", "archived_url")
    return {address for row in rows for address in row if address}


def due(wanted):
    """Those not asked of late: never asked first, then those asked longest ago."""
    asked = dict(LinkCheck.objects.values_list("address", "asked_at"))
    before = timezone.now() - ASKED_AGAIN_AFTER
    new = sorted(address for address in wanted if address not in asked)
    old = [address for address in wanted if address in asked and asked[address] < before]
    return new + sorted(old, key=lambda address: (asked[address], address))


def forget_others(wanted):
    """Addresses that no public source gives any more."""
    kept = LinkCheck.objects.values_list("pk", "address")
    LinkCheck.objects.filter(pk__in=[pk for pk, one in kept if one not in wanted]).delete()


def host_of(address):
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def pause(last, host):
    """Wait until the host has had its rest."""
    if host in last:
        time.sleep(max(0, last[host] + PAUSE - time.monotonic()))
    last[host] = time.monotonic()
