"""Settings from the environment: the defaults are safe, and nonsense is named in one sentence."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
VARIABLES = (
    "ALLOWED_HOSTS",
    "BEHIND_HTTPS",
    "API_REQUESTS_A_MINUTE",
    "API_SEARCHES_A_MINUTE",
    "CHECK_PRIVATE_LINKS",
    "CSRF_TRUSTED_ORIGINS",
    "DATABASE_URL",
    "DATA_FILES",
    "DATA_LICENCE",
    "DEBUG",
    "DEFAULT_FROM_EMAIL",
    "EMAIL_URL",
    "FORGET_READERS_AFTER",
    "FOUR_EYES",
    "IMPORT_LIMIT_MB",
    "SECOND_FACTOR",
    "SECRET_KEY",
    "TIME_ZONE",
    "WEB_CONCURRENCY",
)


def start(tmp_path, *command, **environment):
    """Run Python in the checkout with these settings and no others."""
    kept = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**kept, "DATA_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def setting(tmp_path, name, **environment):
    done = start(
        tmp_path, "-c", f"from talks import settings; print(settings.{name})", **environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLOWED_HOSTS", "https://talks.example.org"),
        ("ALLOWED_HOSTS", "talks.example.org:8000"),
        ("API_REQUESTS_A_MINUTE", "-1"),
        ("API_SEARCHES_A_MINUTE", "many"),
        ("BEHIND_HTTPS", "perhaps"),
        ("CHECK_PRIVATE_LINKS", "perhaps"),
        ("CSRF_TRUSTED_ORIGINS", "talks.example.org"),
        ("SITE_URL", "talks.example.org"),
        ("SITE_URL", "https://talks.example.org/record/"),
        ("DATABASE_URL", "mysql://parley:hidden@db/parley"),
        ("DATABASE_URL", "sqlite:///parley.sqlite3"),
        ("DATABASE_URL", "postgresql://parley:hidden@db:port/parley"),
        ("DATABASE_URL", "postgresql://db"),
        ("DATABASE_URL", "nonsense"),
        ("DATA_DIR", "/dev/null/var"),
        ("DATA_FILES", "/dev/null/dumps"),
        ("DEBUG", "maybe"),
        ("DEFAULT_FROM_EMAIL", "Parley"),
        ("DEFAULT_FROM_EMAIL", "Parley <record@example.org>\nBcc: a@example.org"),
        ("EMAIL_URL", "nonsense"),
        ("EMAIL_URL", "smtp://"),
        ("EMAIL_URL", "smtp://user:hidden@mail.example.org:port"),
        ("EMAIL_URL", "http://user:hidden@mail.example.org"),
        ("FORGET_READERS_AFTER", "0"),
        ("FORGET_READERS_AFTER", "never"),
        ("FOUR_EYES", "three"),
        ("IMPORT_LIMIT_MB", "0"),
        ("IMPORT_LIMIT_MB", "much"),
        ("SECOND_FACTOR", "sometimes"),
        ("SECRET_KEY", "hidden"),
        ("TIME_ZONE", "Mars/Base"),
        ("TIME_ZONE", "Europe"),
        ("WEB_CONCURRENCY", "many"),
    ],
)
def test_nonsense_stops_the_start_with_one_sentence(tmp_path, name, value):
    done = start(tmp_path, "manage.py", "check", **{name: value})
    assert done.returncode == 1
    assert done.stderr.startswith(f"{name} must ")
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith(".\n")
    assert "hidden" not in done.stderr


def test_nonsense_stops_gunicorn_with_one_sentence(tmp_path):
    done = start(tmp_path, "-c", "import talks.wsgi", DEBUG="maybe")
    assert done.returncode == 4
    assert done.stderr == "DEBUG must be true or false, not 'maybe'.\n"


@pytest.mark.parametrize(
    ("environment", "required"),
    [({}, True), ({"DEBUG": "true"}, False), ({"DEBUG": "true", "SECOND_FACTOR": "yes"}, True)],
)
def test_second_factor_is_required_unless_debug(tmp_path, environment, required):
    assert setting(tmp_path, "SECOND_FACTOR", **environment) == str(required)


def test_empty_counts_as_not_set(tmp_path):
    empty = dict.fromkeys(set(VARIABLES) - {"WEB_CONCURRENCY"}, "")
    assert setting(tmp_path, "ALLOWED_HOSTS", **empty) == "['localhost', '127.0.0.1', '[::1]']"
    assert setting(tmp_path, "TIME_ZONE", **empty) == "UTC"
    assert setting(tmp_path, "DEBUG", **empty) == "False"


def test_database_url_is_used(tmp_path):
    url = "postgresql://parley:p%40ss@db:5433/talks?sslmode=require"
    database = setting(tmp_path, "DATABASES['default']", DATABASE_URL=url)
    assert "'ENGINE': 'django.db.backends.postgresql'" in database
    assert "'PASSWORD': 'p@ss'" in database
    assert "'pool': True" in database
    assert "'sslmode': 'require'" in database


def test_https_makes_cookies_secure(tmp_path):
    assert setting(tmp_path, "SESSION_COOKIE_SECURE, settings.SECURE_SSL_REDIRECT") == "False False"
    name = "SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SECURE_HSTS_SECONDS > 0"
    assert setting(tmp_path, name, BEHIND_HTTPS="true") == "True True True"


def test_secret_key_is_made_once_by_whoever_comes_first(tmp_path):
    code = "from talks import settings; print(settings.SECRET_KEY)"
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "SECRET_KEY": ""}
    starting = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(6)
    ]
    keys = {process.communicate(timeout=60)[0] for process in starting}
    assert len(keys) == 1
    assert len(keys.pop()) > 50
    made = list(tmp_path.iterdir())
    assert [path.name for path in made] == ["secret_key"]
    assert stat.S_IMODE(made[0].stat().st_mode) == 0o600


@pytest.mark.parametrize("harm", ["readable", "link", "empty"])
def test_secret_key_that_others_know_is_refused(tmp_path, harm):
    path = tmp_path / "secret_key"
    if harm == "link":
        (tmp_path / "planted").write_text("k" * 60)
        (tmp_path / "planted").chmod(0o600)
        path.symlink_to(tmp_path / "planted")
    else:
        path.write_text("" if harm == "empty" else "k" * 60)
        path.chmod(0o600 if harm == "empty" else 0o644)
    done = start(tmp_path, "manage.py", "check")
    assert done.returncode == 1
    assert done.stderr.startswith(f"SECRET_KEY is not set, and {path} ")
    assert done.stderr.count("\n") == 1


@pytest.mark.django_db
def test_every_answer_has_the_security_headers(client):
    headers = client.get("/admin/login/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert set(headers["Content-Security-Policy"].split("; ")) == {
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    }


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_admin_works_under_the_policy(page, admin_user, settings):
    """The `page` fixture fails on whatever the browser refuses to load or to run."""
    settings.SECOND_FACTOR = False
    page.goto("/admin/")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name="Users", exact=True).click()
    page.get_by_role("link", name="admin", exact=True).click()
    # The box of permissions is built by script.
    page.get_by_label("Filter", exact=False).first.wait_for()
    assert page.title().startswith("admin | Change user")


def test_mail_needs_a_sender(tmp_path):
    done = start(tmp_path, "manage.py", "check", EMAIL_URL="smtp://localhost")
    assert done.returncode == 1
    assert done.stderr.startswith("DEFAULT_FROM_EMAIL must be set")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", "localhost 25   False False"),
        ("smtp://mail.example.org", "mail.example.org 25   False False"),
        ("smtp+tls://u:p%40ss@mail.example.org", "mail.example.org 587 u p@ss True False"),
        ("smtp+ssl://u:p@mail.example.org:4650", "mail.example.org 4650 u p False True"),
    ],
)
def test_mail_server_of_a_url(tmp_path, url, expected):
    names = "HOST PORT HOST_USER HOST_PASSWORD USE_TLS USE_SSL".split()
    shown = ", ".join(f"django.EMAIL_{name}" for name in names)
    done = start(
        tmp_path,
        "-c",
        f"from django.conf import settings as django; print({shown})",
        DJANGO_SETTINGS_MODULE="talks.settings",
        EMAIL_URL=url,
        DEFAULT_FROM_EMAIL="Parley <record@example.org>",
    )
    assert done.stdout.rstrip("\n") == expected, done.stderr
