"""`manage.py serve`: a port that cannot be used is named before anything is made."""

import socket

import pytest
from django.core.management import CommandError, call_command

from talks.management.commands.serve import ADDRESS, free_port


@pytest.mark.parametrize("port", ["", "0", "65536", "eighty", "80 80", "-1", "²"])
def test_serve_refuses_a_nonsensical_port(port):
    with pytest.raises(CommandError, match="^PORT must be a number from 1 to 65535, not "):
        call_command("serve", port=port)


def test_serve_says_that_a_port_is_taken():
    with socket.socket() as taken:
        taken.bind((ADDRESS, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"^Port {port} cannot be used "):
            call_command("serve", port=str(port))


def test_a_free_port_is_taken_as_it_is():
    with socket.socket() as found:
        found.bind((ADDRESS, 0))
        port = found.getsockname()[1]
    assert free_port(str(port)) == port
