"""A process that saves a form of the admin on the tests' database, to be killed while it does.

Called with the database's name, the key of a session, the form's address, and a file with what is
sent as JSON; makes the file `begun` beside it when it starts.
"""

import json
import os
import sys
from pathlib import Path


def main(database, session, address, sent):
    os.environ["DJANGO_SETTINGS_MODULE"] = "talks.settings"
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    settings.ALLOWED_HOSTS = ["testserver"]
    import django

    django.setup()
    from django.test import Client

    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    data = json.loads(Path(sent).read_text(encoding="utf-8"))
    Path(sent).with_name("begun").touch()
    sys.exit(client.post(address, data).status_code != 302)


if __name__ == "__main__":
    main(*sys.argv[1:])
