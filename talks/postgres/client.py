"""`manage.py dbshell` on the private server, with the server's own psql."""

from django.conf import settings
from django.db.backends.postgresql import client

from talks.postgres import cluster, places


class DatabaseClient(client.DatabaseClient):
    @classmethod
    def settings_to_cmd_args_env(cls, settings_dict, parameters):
        params = cluster.ensure(settings.DATA_DIR)
        found = {name.upper(): params[name] for name in ("host", "port", "user", "password")}
        args, env = super().settings_to_cmd_args_env({**settings_dict, **found}, parameters)
        return [str(places.wheel_binaries() / "psql"), *args[1:]], env
