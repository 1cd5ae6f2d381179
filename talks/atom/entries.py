"""One entry of a feed, and the name by which feed readers know it again."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Entry:
    """`added` is when it became public, `changed` when that last changed for the public.

    `html` is markup that is safe already; all else is text.
    """

    name: str
    title: str
    address: str
    added: datetime
    changed: datetime
    html: str
    author: str = ""
    categories: tuple = ()


def tag(host, day, name):
    """A name for ever (RFC 4151): it stays when the address changes. `day` lies in the past."""
    return f"tag:{host},{day:%Y-%m-%d}:{name}"
