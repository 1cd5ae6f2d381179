"""`work_imports` as a process of its own, on the tests' database.

Called with the database's name, the folder of files, and where it stops when all is written and
nothing committed: a file that it makes then, and waits.
"""

import os
import sys
import time
from pathlib import Path


def main(database, folder, marker=""):
    os.environ["DJANGO_SETTINGS_MODULE"] = "talks.settings"
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    import django

    django.setup()
    from talks.import_jobs import files, runs, workers

    files.folder = lambda: Path(folder)
    move = runs.move

    def slow_move(*args, **values):
        if marker:
            Path(marker).touch()
            time.sleep(60)
        move(*args, **values)

    runs.move = slow_move
    workers.work()


if __name__ == "__main__":
    main(*sys.argv[1:])
