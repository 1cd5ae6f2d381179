"""Several processes share the tests, each with a private PostgreSQL of its own.

In one cluster they would disturb each other: numbers are kept until anything in it changes. Loaded
before the settings (`-p tests.workers`), which read the environment.
"""

import os

worker = os.environ.get("PYTEST_XDIST_WORKER")
if worker and "DATABASE_URL" not in os.environ:
    os.environ["DATA_DIR"] = f"{os.environ.get('DATA_DIR', 'var').rstrip('/')}-{worker}"
