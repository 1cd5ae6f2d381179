"""Dead links: what is asked, how, what is kept of it, and what is never asked."""

import socket
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils import timezone

from talks.links import asking, checking
from talks.links.asking import ask, is_public
from talks.models import LinkCheck, Source
from tests.admin.pages import change_address
from tests.commands.web import web_site
from tests.factories import make_meeting, make_source

pytestmark = pytest.mark.django_db
AGENT = "Parley link check (+https://talks.example.org/about/)"


@pytest.fixture(autouse=True)
def local(settings, monkeypatch):
    """This machine may be asked, and need not rest."""
    settings.CHECK_PRIVATE_LINKS = True
    settings.ALLOWED_HOSTS = ["*", ".talks.example.org"]
    monkeypatch.setattr(checking, "PAUSE", 0)
    monkeypatch.setattr(asking, "PATIENCE", 2)


def public_source(url="", **fields):
    source = make_source(url=url, **fields)
    make_meeting(source=source)
    return source


def checks():
    return {check.address: check for check in LinkCheck.objects.all()}


def at(day, hour=12):
    return datetime(2024, 6, day, hour, tzinfo=UTC)


# One address


@pytest.mark.parametrize(
    ("path", "said", "fails"),
    [
        ("200", "200 OK", False),
        ("204", "204 No Content", False),
        ("no-head", "200 OK", False),
        ("no-head-at-all", "200 OK", False),
        ("404", "404 Not Found", True),
        ("410", "410 Gone", True),
        ("500", "500 Internal Server Error", True),
        ("403", "403 Forbidden: it does not answer programs", False),
        ("429", "429 Too Many Requests: it does not answer programs", False),
        ("999", "999: it does not answer programs", False),
        ("nothing", "no answer: Remote end closed connection without response", True),
        ("round", "more than 5 redirects", True),
        ("file", "it does not lead to http:// or https://", True),
        ("nowhere", "it leads to no address", True),
    ],
)
def test_answers_in_words(path, said, fails):
    pages = {
        "round": (302, "/round"),
        "file": (301, "file:///etc/passwd"),
        "nowhere": (301, "http://[nowhere/"),
    }
    with web_site(**pages) as (site, _):
        assert ask(f"{site}/{path}", AGENT) == asking.Answer(said, fails)


def test_redirects_are_followed_and_told():
    with web_site(old=(301, "new?a=b"), gone=(301, "/404")) as (site, asked):
        assert ask(f"{site}/old", AGENT).said == f"200 OK, at {site}/new?a=b"
        assert ask(f"{site}/gone", AGENT) == asking.Answer(f"404 Not Found, at {site}/404", True)
    assert asked[:2] == [("HEAD", "/old", AGENT), ("HEAD", "/new?a=b", AGENT)]


def test_signs_of_any_script_are_sent_as_the_web_wants_them():
    with web_site() as (site, asked):
        assert not ask(f"{site}/Рябков 1?q=é&x=%20#part", AGENT).fails
    assert asked[0][1] == "/%D0%A0%D1%8F%D0%B1%D0%BA%D0%BE%D0%B2%201?q=%C3%A9&x=%20"


@pytest.mark.parametrize(
    "address",
    [
        "http://no-such-host.invalid/",
        "http:///x",
        "ftp://example.org/",
        "http://[::1",
        "http://example.org:99999/",
        f"http://{'a' * 70}.example/",
        "http://a..b/",
        "http://exa mple/",
        "http://.example/",
        "https://127.0.0.1:1\x00/",
        "http://[::1]:1/",
        "https://-/",
        "http://\u2100.example/",
        "javascript:alert(1)",
        "http://127.0.0.1:1/",
    ],
)
def test_bad_addresses_fail_in_words(address):
    answer = ask(address, AGENT)
    assert answer.fails and answer.said and len(answer.said) <= 200


def test_nonsense_and_endless_answers(monkeypatch):
    monkeypatch.setattr(asking, "WHOLE_PATIENCE", 0.5)
    started = timezone.now()
    with web_site() as (site, _):
        assert ask(f"{site}/nonsense", AGENT).fails
        assert ask(f"{site}/drip", AGENT).fails
    assert timezone.now() - started < timedelta(seconds=10)


def test_silence_is_not_waited_for_long(monkeypatch):
    monkeypatch.setattr(asking, "PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        answer = ask(f"http://127.0.0.1:{mute.getsockname()[1]}/", AGENT)
    assert answer == asking.Answer("no answer within 0.2 seconds", True)


def test_certificates_are_checked():
    with web_site() as (site, _):
        assert ask(site.replace("http:", "https:"), AGENT).fails


# Our own network

PRIVATE = [
    *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1"),  # noqa: S104
    *("169.254.169.254", "100.64.0.1", "192.0.2.1", "224.0.0.1", "255.255.255.255", "240.0.0.1"),
    *("::1", "::", "fe80::1", "fc00::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1"),
    *("::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "fe80::1%lo"),
]


@pytest.mark.parametrize("ip", PRIVATE)
def test_private_addresses_are_no_public_ones(ip):
    assert not is_public(ip_address(ip))


@pytest.mark.parametrize("ip", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses(ip):
    assert is_public(ip_address(ip))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "127.1", "0x7f.1", "[::ffff:127.0.0.1]"]
)
def test_nobody_is_asked_in_our_own_network(host, settings):
    settings.CHECK_PRIVATE_LINKS = False
    with web_site() as (site, asked):
        answer = ask(site.replace("127.0.0.1", host) + "/200", AGENT)
    assert answer.fails and asked == []


def test_redirect_into_our_own_network_is_not_followed(settings, monkeypatch):
    """And a host's name is resolved once: what was judged is what is asked."""
    settings.CHECK_PRIVATE_LINKS = False
    real, names = socket.getaddrinfo, []

    def resolve(host, *rest, **more):
        names.append(host)
        return real("127.0.0.1" if host == "public.example" else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(asking, "is_allowed", lambda ip: names[-1:] == ["public.example"])
    with web_site(in_=(302, "http://localhost/200")) as (site, asked):
        port = site.rsplit(":", 1)[1]
        answer = ask(f"http://public.example:{port}/in_", AGENT)
    assert answer == asking.Answer("it leads into a private network", True)
    assert {path for _, path, _ in asked} == {"/in_"}
    # What the connection itself looks up are numbers.
    assert set(names) == {"public.example", "127.0.0.1", "localhost"}


# A run


def test_run_asks_public_sources_and_keeps_what_they_said(capsys):
    with web_site() as (site, asked):
        public_source(f"{site}/200", archived_url=f"{site}/404")
        public_source(f"{site}/200")
        make_source(url=f"{site}/unseen")
        call_command("check_links")
    assert capsys.readouterr().out == (
        f"{site}/404: 404 Not Found\nlinks asked: 2, failing: 1; dead in all: 0\n"
    )
    assert {path for _, path, _ in asked} == {"/200", "/404"}
    assert {agent for *_, agent in asked} == {AGENT}
    found = checks()
    assert found[f"{site}/200"].said == "200 OK" and not found[f"{site}/200"].failing_since
    assert found[f"{site}/404"].failing_since and not found[f"{site}/404"].is_dead


def test_dead_is_what_fails_again_a_day_later(time_machine):
    with web_site() as (site, _):
        source = public_source(f"{site}/404")
        for moment, is_dead in [(at(1), False), (at(2, 11), False), (at(2, 13), False)]:
            time_machine.move_to(moment)
            call_command("check_links", verbosity=0)
            assert Source.objects.with_dead_links().exists() is is_dead
        time_machine.move_to(at(3))
        call_command("check_links")
    assert [*Source.objects.with_dead_links()] == [source]
    assert checks()[source.url].failing_since.date() == at(1).date()


def test_what_answers_again_is_not_dead(time_machine):
    url = "https://example.org/"
    public_source("", archived_url=url)
    for moment, fails, is_dead in [
        (at(1), True, False),
        (at(3), True, True),
        (at(4), False, False),
        (at(5), True, False),
        (at(5, 23), True, False),
        (at(6), True, True),
    ]:
        check = LinkCheck.objects.note(url, "", fails=fails, now=moment)
        assert check.is_dead is is_dead
        assert LinkCheck.objects.dead().exists() is is_dead
        assert Source.objects.with_dead_links().exists() is is_dead


def test_new_address_is_not_dead():
    source = public_source("https://example.org/old")
    for day in (1, 3):
        LinkCheck.objects.note(source.url, "404 Not Found", fails=True, now=at(day))
    assert Source.objects.with_dead_links().exists()
    Source.objects.update(url="https://example.org/new")
    assert not Source.objects.with_dead_links().exists()


def test_asked_longest_ago_comes_first_and_no_more_than_asked_for(time_machine):
    with web_site() as (site, asked):
        for name in "abcd":
            public_source(f"{site}/{name}")
        time_machine.move_to(at(10))
        for name, day in [("a", 5), ("b", 3), ("c", 10)]:
            LinkCheck.objects.note(f"{site}/{name}", "", fails=False, now=at(day))
        call_command("check_links", number=2)
        assert [path for _, path, _ in asked] == ["/d", "/b"]
        call_command("check_links")
        # What was asked today is not asked again.
        assert [path for _, path, _ in asked] == ["/d", "/b", "/a"]


def test_addresses_that_no_public_source_gives_are_forgotten():
    LinkCheck.objects.note("https://example.org/", "404 Not Found", fails=True, now=at(1))
    call_command("check_links")
    assert not LinkCheck.objects.exists()


def test_one_host_is_not_asked_twice_at_once(monkeypatch):
    slept = []
    monkeypatch.setattr(checking, "PAUSE", 5)
    monkeypatch.setattr(checking.time, "sleep", slept.append)
    with web_site() as (site, _), web_site() as (other, _):
        other = other.replace("127.0.0.1", "localhost")
        for address in [f"{site}/1x", f"{site}/2x", f"{other}/1x"]:
            public_source(address)
        call_command("check_links")
    assert len(slept) == 1 and 3 < slept[0] <= 5


@pytest.mark.django_db(transaction=True)
def test_two_runs_do_not_meet():
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [checking.LOCK])
            with pytest.raises(CommandError, match="Another run"):
                call_command("check_links")
            cursor.execute("SELECT pg_advisory_unlock(%s)", [checking.LOCK])
    finally:
        other.close()
    call_command("check_links")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
        assert cursor.fetchone() == (0,)


def test_what_broke_off_keeps_what_it_heard(monkeypatch):
    def break_off(address, agent):
        if address.endswith("/2"):
            raise KeyboardInterrupt
        return asking.Answer("200 OK", False)

    monkeypatch.setattr(checking, "ask", break_off)
    for n in (1, 2, 3):
        public_source(f"https://example.org/{n}")
    with pytest.raises(KeyboardInterrupt):
        call_command("check_links")
    assert list(checks()) == ["https://example.org/1"]
    monkeypatch.setattr(checking, "ask", lambda address, agent: asking.Answer("200 OK", False))
    call_command("check_links")
    assert len(checks()) == 3


def test_no_address_stops_a_run():
    for n, bad in enumerate(["http://[::1", "http://exa mple/", "http:///", "https://a..b/"]):
        public_source(bad, slug=f"s{n}")
    call_command("check_links")
    assert len(checks()) == 4 and all(check.failing_since for check in checks().values())


@pytest.mark.parametrize("number", [0, -1, 10**9])
def test_nonsense_number(number):
    with pytest.raises(CommandError):
        call_command("check_links", number=number)


def test_output_steers_no_terminal(capsys, monkeypatch):
    answer = asking.Answer("no\x1b[31m answer", True)
    monkeypatch.setattr(checking, "ask", lambda address, agent: answer)
    public_source("https://example.org/\x1b[2J")
    call_command("check_links")
    assert "\x1b" not in capsys.readouterr().out


# What staff see


def test_page_of_a_source_says_how_its_links_stand(admin_client):
    source = public_source("https://example.org/a", archived_url="https://example.org/b")
    for day in (1, 3):
        LinkCheck.objects.note(source.url, "404 <b>Not</b> Found", fails=True, now=at(day))
    page = admin_client.get(change_address(source)).content.decode()
    words = "404 &lt;b&gt;Not&lt;/b&gt; Found (3 June 2024, 12:00)"
    assert f"URL: dead, since 1 June 2024: {words}" in page
    assert "archived URL: not asked yet" in page
    LinkCheck.objects.note(source.url, "200 OK", fails=False, now=at(4))
    assert (
        "URL: 200 OK (4 June 2024, 12:00)"
        in admin_client.get(change_address(source)).content.decode()
    )
