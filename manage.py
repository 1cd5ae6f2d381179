#!/usr/bin/env python
"""Django's command line, with one sentence instead of a traceback for a bad setting."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talks.settings")
    try:
        from django.conf import settings
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here: run `make run`, or use .venv/bin/python.")
    try:
        settings.INSTALLED_APPS  # noqa: B018  (reads the settings, which may refuse)
    except ImproperlyConfigured as problem:
        sys.exit(f"{problem}")
    _execute(execute_from_command_line)


def _execute(execute_from_command_line):
    from talks.postgres.errors import ClusterError

    try:
        execute_from_command_line(sys.argv)
    except ClusterError as problem:
        sys.exit(f"{problem}")


if __name__ == "__main__":
    main()
