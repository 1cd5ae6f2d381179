"""Settings read from the environment; each refusal is one sentence that names the variable.

A variable that is set to nothing counts as not set, as `docker compose` passes it;
WEB_CONCURRENCY alone does not, since gunicorn reads it too and refuses that.
"""

import os
import re
import zoneinfo
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE = {"true", "yes", "on", "1"}
FALSE = {"false", "no", "off", "0"}
HOST = re.compile(r"\*|\.?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\]", re.IGNORECASE)
SHORTEST_KEY = 32
# The schemes of mail servers, and their usual ports.
MAIL = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}
ADDRESS = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+"
MAILBOX = rf"{ADDRESS}|[^<>@\x00-\x1f\x7f]+ <{ADDRESS}>"


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    value = text(name, str(default)).lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")
    return value in TRUE


def count(name: str, default: int) -> int:
    value = os.environ.get(name, str(default))
    if not re.fullmatch(r"[1-9][0-9]{0,2}", value):
        raise ImproperlyConfigured(f"{name} must be a number from 1 to 999, not {value!r}.")
    return int(value)


def folder(name: str, default: Path) -> Path:
    path = Path(text(name, str(default))).expanduser().absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        reason = problem.strerror
    else:
        if os.access(path, os.W_OK | os.X_OK):
            return path
        reason = "it may not be written to"
    raise ImproperlyConfigured(f"{name} must be a folder, and {str(path)!r} cannot be: {reason}.")


def time_zone(name: str) -> str:
    value = text(name, "UTC")
    if value not in zoneinfo.available_timezones():
        raise ImproperlyConfigured(
            f"{name} must be a time zone such as Europe/Geneva or UTC, not {value!r}."
        )
    return value


def hosts(name: str, default: list[str]) -> list[str]:
    found = _list(name) or default
    for host in found:
        if not HOST.fullmatch(host):
            raise ImproperlyConfigured(
                f"{name} must be host names without scheme, port or path, "
                f"separated by commas, not {host!r}."
            )
    return found


def origins(name: str) -> list[str]:
    found = _list(name)
    for origin in found:
        if not re.fullmatch(r"https?://[^/\s?#@]+", origin):
            raise ImproperlyConfigured(
                f"{name} must be origins such as https://talks.example.org, "
                f"separated by commas, not {origin!r}."
            )
    return found


def site(name: str) -> str:
    """The address of the site without a path, or ""."""
    value = text(name).removesuffix("/")
    if value and not re.fullmatch(r"https?://[^/\s?#@<>]+", value):
        raise ImproperlyConfigured(
            f"{name} must be an address without a path such as https://talks.example.org, "
            f"not {value!r}."
        )
    return value


def secret_key(name: str, make) -> str:
    """The key; never shown in a refusal."""
    value = text(name)
    if not value:
        return make()
    if len(value) < SHORTEST_KEY:
        raise ImproperlyConfigured(f"{name} must have at least {SHORTEST_KEY} characters.")
    return value


def database(name: str) -> dict | None:
    """The database of a URL; its password is never shown in a refusal."""
    url = text(name)
    if not url:
        return None
    found = _parsed(url)
    if not found:
        raise ImproperlyConfigured(
            f"{name} must be postgresql://user:password@host:port/name with the database's "
            "own values, and PostgreSQL is the only database that will do."
        )
    return found


def days(name: str, default: int) -> int:
    value = text(name, str(default))
    if not re.fullmatch(r"[1-9][0-9]{0,3}", value):
        raise ImproperlyConfigured(f"{name} must be a number of days, 1 to 9999, not {value!r}.")
    return int(value)


def megabytes(name: str, default: int) -> int:
    value = text(name, str(default))
    if not re.fullmatch(r"[1-9][0-9]{0,4}", value):
        raise ImproperlyConfigured(f"{name} must be megabytes, 1 to 99999, not {value!r}.")
    return int(value)


def rate(name: str, default: int) -> int:
    value = text(name, str(default))
    if not re.fullmatch(r"[0-9]{1,6}", value):
        raise ImproperlyConfigured(
            f"{name} must be requests a minute, 1 to 999999, or 0 for no limit, not {value!r}."
        )
    return int(value)


def mail_server(name: str) -> dict | None:
    """The mail server of a URL; its password is never shown in a refusal."""
    url = text(name)
    if not url:
        return None
    try:
        parts = urlsplit(url)
        found = (
            environ.Env.email_url_config(url) if parts.scheme in MAIL and parts.port != 0 else {}
        )
    except ValueError:
        found = {}
    if not found.get("EMAIL_HOST"):
        raise ImproperlyConfigured(
            f"{name} must be smtp://user:password@host:port with the mail server's own values; "
            "smtp+tls: upgrades to TLS, smtp+ssl: speaks it from the start."
        )
    return found | {"EMAIL_PORT": parts.port or MAIL[parts.scheme]}


def mail_address(name: str, is_needed: bool) -> str:
    value = text(name)
    if not value and is_needed:
        raise ImproperlyConfigured(f"{name} must be set where EMAIL_URL is: mail comes from it.")
    if value and not re.fullmatch(MAILBOX, value):
        raise ImproperlyConfigured(
            f"{name} must be an address such as Parley <record@example.org>, not {value!r}."
        )
    return value


def _parsed(url: str) -> dict | None:
    try:
        parts = urlsplit(url)
        if parts.scheme not in ("postgres", "postgresql") or parts.port == 0:
            return None
        found = environ.Env.db_url_config(url)
    except ValueError:
        return None
    return found if found["NAME"] else None


def _list(name: str) -> list[str]:
    return [item.strip() for item in text(name).split(",") if item.strip()]
