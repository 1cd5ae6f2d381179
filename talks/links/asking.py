"""One question to one address: HEAD, then GET where that fails; redirects are followed.

Addresses come from whoever entered a source, so none may lead into our own network: a host's name
is resolved once, each of its addresses is judged, and the connection goes to the one judged, at
every redirect anew.
"""

import socket
import ssl
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address, ip_network
from threading import Timer
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

# Seconds: for each step, and for the whole of one question, however slowly an answer drips.
PATIENCE, WHOLE_PATIENCE = 10, 30
REDIRECTS_AT_MOST, ENDS_AT_MOST = 5, 3
SAID_AT_MOST = 200
# The server is there, and does not want to talk to programs: no sign that the page is gone.
SHY = {401, 402, 403, 405, 406, 407, 408, 425, 429, 451, 999}
# IPv6 addresses that stand for an IPv4 one behind a gateway.
GATEWAY = ip_network("64:ff9b::/96")


class Unreachable(Exception):
    """No answer; why not, in words."""


@dataclass(frozen=True)
class Answer:
    """What an address said, in words for staff, and whether it `fails`."""

    said: str
    fails: bool


def ask(address, agent):
    """The `Answer` of an address. Never raises for what the address or its server does."""
    answer, status = asked("HEAD", address, agent)
    if answer.fails or status >= 400:
        # Some servers know no HEAD, and say so in many ways.
        answer, status = asked("GET", address, agent)
    return answer


def asked(method, address, agent):
    """The `Answer` to one method, and its status; 0 for none."""
    try:
        status, end = follow(method, address, agent)
    except Unreachable as why:
        return Answer(str(why)[:SAID_AT_MOST], fails=True), 0
    said = f"{status} {reason(status)}".strip()
    if status in SHY:
        said += ": it does not answer programs"
    elif end != address:
        said += f", at {end}"
    return Answer(said[:SAID_AT_MOST], fails=status >= 400 and status not in SHY), status


def reason(status):
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def follow(method, address, agent):
    """The status of the page that an address leads to in the end, and that page's address."""
    for _ in range(REDIRECTS_AT_MOST + 1):
        status, location = request(method, address, agent)
        if not (300 <= status < 400 and location):
            return status, address
        try:
            address = urljoin(address, location)
        except ValueError:
            raise Unreachable("it leads to no address") from None
    raise Unreachable(f"more than {REDIRECTS_AT_MOST} redirects")


def request(method, address, agent):
    """The status of one request, and where it redirects to. The body is left unread."""
    connection, path = connection_to(address)
    timer = Timer(WHOLE_PATIENCE, give_up, [connection])
    timer.daemon = True
    timer.start()
    try:
        headers = {"User-Agent": agent, "Accept": "*/*", "Connection": "close"}
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        return response.status, response.headers.get("Location", "")
    except TimeoutError:
        raise Unreachable(f"no answer within {PATIENCE} seconds") from None
    except ssl.SSLCertVerificationError as error:
        raise Unreachable(f"its certificate is not good: {error.verify_message}") from None
    except (OSError, HTTPException, ValueError) as error:
        raise Unreachable(f"no answer: {in_words(error)}") from None
    finally:
        timer.cancel()
        connection.close()


def in_words(error):
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__


def give_up(connection):
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            # It came to its end at this moment.
            return


def connection_to(address):
    """A connection, not yet open, and the path to ask for."""
    try:
        parts = urlsplit(address)
        if parts.scheme not in KINDS or not parts.hostname:
            raise Unreachable("it does not lead to http:// or https://")
        host = parts.hostname.encode("idna").decode()
        kind = KINDS[parts.scheme]
        connection = kind(host, parts.port or kind.default_port, timeout=PATIENCE)
    except (ValueError, HTTPException):
        raise Unreachable("this is no address") from None
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]{}|")
    return connection, f"{path}?{query}" if query else path


class PublicHTTP(HTTPConnection):
    def connect(self):
        self.sock = public_socket(self.host, self.port, self.timeout)


class PublicHTTPS(HTTPSConnection):
    def connect(self):
        plain = public_socket(self.host, self.port, self.timeout)
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(
            plain, server_hostname=self.host, do_handshake_on_connect=False
        )
        # At hand already while the two sides shake hands: who gives up closes it.
        self.sock.do_handshake()


KINDS = {"http": PublicHTTP, "https": PublicHTTPS}


def public_socket(host, port, timeout):
    """A connection to the first address of a host that is open to the public and answers."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable("there is no such host") from None
    allowed = list(dict.fromkeys(end[0] for *_, end in found if is_allowed(end[0])))
    allowed = allowed[:ENDS_AT_MOST]
    if not allowed:
        raise Unreachable("it leads into a private network")
    for number, ip in enumerate(allowed, 1):
        try:
            return socket.create_connection((ip, port), timeout)
        except OSError:
            if number == len(allowed):
                raise
    return None


def is_allowed(ip):
    return settings.CHECK_PRIVATE_LINKS or is_public(ip_address(ip))


def is_public(ip):
    """Whether an IP address is one of the open internet, itself and what it stands for."""
    if ip.version == 6:
        if ip in GATEWAY:
            return is_public(ip_address(int(ip) & 0xFFFFFFFF))
        if ip.ipv4_mapped:
            return is_public(ip.ipv4_mapped)
        inner = filter(None, [ip.sixtofour, *(ip.teredo or ())])
        if ip.is_site_local or not all(is_public(one) for one in inner):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
