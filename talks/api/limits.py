"""How much one address may ask within a minute: counted by all processes of this machine together.

The counts are in a small SQLite file in DATA_DIR: in the database of the record, each would be a
change, after which nothing that is kept of the record would hold. An address is kept as a digest,
until its minute is over. When the file cannot be used, everybody may ask.
"""

import logging
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from time import time

from django.conf import settings
from django.utils.crypto import salted_hmac
from ninja.throttling import BaseThrottle

from talks.models.senders import household
from talks.signin.lockout import client_address

logger = logging.getLogger(__name__)
MINUTE = 60
# How long one waits for another process that counts.
PATIENCE = 1.0
TABLE = """
CREATE TABLE IF NOT EXISTS asked (
    minute INTEGER, name TEXT, sender TEXT, number INTEGER, PRIMARY KEY (minute, name, sender)
) WITHOUT ROWID
"""
COUNT = """
INSERT INTO asked VALUES (?, ?, ?, 1)
ON CONFLICT DO UPDATE SET number = number + 1 RETURNING number
"""


@dataclass(frozen=True)
class Limit:
    """A limit by the name that its headers have, and the setting that says how high it is."""

    name: str
    setting: str

    @property
    def most(self):
        return getattr(settings, self.setting)

    @property
    def policy(self):
        return f'"{self.name}";q={self.most};w={MINUTE}'


REQUESTS = Limit("requests", "API_REQUESTS_A_MINUTE")
SEARCHES = Limit("searches", "API_SEARCHES_A_MINUTE")


class Throttle(BaseThrottle):
    """Counts a request; what is left is told in the headers of its answer (see `add_headers`)."""

    def __init__(self, limit):
        self.limit = limit

    def allow_request(self, request):
        if not self.limit.most:
            return True
        asked = count(self.limit.name, client_address(request))
        told = getattr(request, "limits", [])
        request.limits = [*told, (self.limit, max(0, self.limit.most - asked))]
        return asked <= self.limit.most

    def wait(self):
        return seconds_left()


def seconds_left():
    return MINUTE - int(time()) % MINUTE


def count(name, address):
    """How often an address has asked within this minute, with this time; 0 when nobody counts."""
    minute = int(time()) // MINUTE
    known = household(address or "")
    sender = salted_hmac(f"api {minute}", known, algorithm="sha256").hexdigest()
    try:
        with closing(opened()) as file, file:
            (number,) = file.execute(COUNT, [minute, name, sender]).fetchone()
            if number == 1:
                file.execute("DELETE FROM asked WHERE minute < ?", [minute])
            return number
    except sqlite3.Error as problem:
        logger.warning("Requests to the API are not counted: %s.", problem)
        return 0


def opened():
    file = sqlite3.connect(settings.API_LIMITS_FILE, timeout=PATIENCE)
    # Readers and writers do not wait for each other, nor for the disk.
    file.execute("PRAGMA journal_mode=WAL")
    file.execute("PRAGMA synchronous=NORMAL")
    file.execute(TABLE)
    return file


def add_headers(request, response):
    """What is allowed, and what is left of it (draft-ietf-httpapi-ratelimit-headers)."""
    if told := getattr(request, "limits", []):
        left = seconds_left()
        response.headers["RateLimit-Policy"] = ", ".join(limit.policy for limit, _ in told)
        response.headers["RateLimit"] = ", ".join(f'"{of.name}";r={n};t={left}' for of, n in told)
