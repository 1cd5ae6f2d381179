"""The whole site from nothing on this machine: what `make run` runs."""

import os
import signal
import socket

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

ADDRESS = "127.0.0.1"
THREADS = 4


class Command(BaseCommand):
    help = "Make the database and the static files, load the sample, and serve the site."

    def add_arguments(self, parser):
        parser.add_argument("--port", default="8000")

    def handle(self, **options):
        port = free_port(options["port"])
        self.stdout.write("Making the database …")
        call_command("migrate", interactive=False)
        self._say_where_the_database_is()
        call_command("load_sample")
        self.stdout.write("Making the static files …")
        call_command("collectstatic", interactive=False, verbosity=0)
        # No worker may inherit a connection that another process uses too.
        connections.close_all()
        Server(port, self.stdout).run()

    def _say_where_the_database_is(self):
        place = settings.DATA_DIR / "postgres"
        if not settings.DATABASE_URL and place.is_symlink():
            self.stdout.write(
                f"PostgreSQL does not run as root, and its user cannot enter {settings.DATA_DIR}: "
                f"the database is in {place.resolve()}."
            )


def free_port(text):
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise CommandError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    with socket.socket() as found:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((ADDRESS, int(text)))
        except OSError as problem:
            raise CommandError(
                f"Port {text} cannot be used ({problem.strerror}): "
                "end what uses it, or choose another with PORT=."
            ) from problem
    return int(text)


def leave_the_terminal(arbiter, worker):
    """Let Ctrl-C reach a worker once, through gunicorn, and not from the terminal as well."""
    os.setpgid(0, 0)


class Server(BaseApplication):
    """gunicorn in this process, so that the private database lives exactly as long as it."""

    def __init__(self, port, stdout):
        self.port, self.stdout = port, stdout
        super().__init__()

    def load_config(self):
        self.cfg.set("bind", f"{ADDRESS}:{self.port}")
        self.cfg.set("workers", settings.WEB_CONCURRENCY)
        # Else a long download or a slow upload would count as a worker that hangs, and be cut.
        self.cfg.set("threads", THREADS)
        self.cfg.set("loglevel", "warning")
        self.cfg.set("graceful_timeout", 5)
        self.cfg.set("control_socket_disable", True)
        self.cfg.set("when_ready", self.greet)
        self.cfg.set("post_fork", leave_the_terminal)

    def load(self):
        return get_wsgi_application()

    def greet(self, arbiter):
        # Ctrl-C lets workers end what they do, instead of breaking in anywhere; a terminal
        # that closes ends the site, where gunicorn would start its workers anew.
        for number in (signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: arbiter.signal(signal.SIGTERM, None))
        self.stdout.write(f"Parley is at http://{ADDRESS}:{self.port}/ (Ctrl-C ends it).")
        self.stdout.write("For a staff account: .venv/bin/python manage.py createsuperuser")
        self.stdout.flush()
