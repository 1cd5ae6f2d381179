"""A mail server on this machine, which keeps what it was given or refuses it."""

import socket
from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class Box:
    def __init__(self, refusal=""):
        self.mails, self.refusal, self.unknown = [], refusal, ""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address == self.unknown:
            return "550 No such box"
        envelope.rcpt_tos.append(address)
        return "250 Known"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's own name
        if self.refusal:
            return self.refusal
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append((envelope.mail_from, envelope.rcpt_tos, message))
        return "250 Taken"


@contextmanager
def mail_server(box):
    # Port 0 is any free one, which the controller itself would not find again.
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
