"""The examples of docs/api.md answer what it says."""

import re
import shlex
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from talks.record.runs import import_paths

PAGE = (settings.BASE_DIR / "docs" / "api.md").read_text("utf-8")
COMMANDS = re.findall(r"^    (curl .*?)(?: # (\d+))?$", PAGE, re.M)


@pytest.mark.django_db
def test_every_example_answers_as_it_says(client):
    import_paths([settings.BASE_DIR / "talks" / "sample" / "geneva-2022.jsonl"], commit=True)
    assert len(COMMANDS) == 10
    for command, status in COMMANDS:
        *options, address = shlex.split(command)[1:]
        where = urlsplit(address)
        ask = client.head if "-I" in options else client.get
        response = ask(f"{where.path}?{where.query}")
        assert response.status_code == int(status or 200), command
        if where.query and not status:
            answer = response.json()
            assert answer.get("items") or answer["statements"]["items"], command
