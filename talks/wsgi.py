"""The WSGI application that gunicorn serves."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

# gunicorn takes a worker's exit code 4 as "the application cannot be loaded" and
# stops, where an exception would fill the terminal with a traceback per worker.
CANNOT_BE_LOADED = 4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talks.settings")

try:
    application = get_wsgi_application()
except ImproperlyConfigured as problem:
    sys.stderr.write(f"{problem}\n")
    sys.exit(CANNOT_BE_LOADED)
