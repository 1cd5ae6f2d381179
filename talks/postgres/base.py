"""Django's PostgreSQL engine, on the private server."""

from django.conf import settings
from django.db.backends.postgresql import base

from talks.postgres import cluster
from talks.postgres.client import DatabaseClient


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient

    def get_connection_params(self):
        """Django asks for these only when it opens a connection: that starts the server."""
        return super().get_connection_params() | cluster.ensure(settings.DATA_DIR)
