"""One dump of a record with every key of the schema, made once."""

import pytest
from django.apps import apps
from django.core.management import call_command

from talks.dumps import manifest
from talks.dumps.folders import add_dump
from talks.dumps.making import make
from talks.record.exporter import line_of
from talks.roles import make_groups
from tests.record.every_key import EVERY_KEY, NAMED
from tests.record.lines import exported, import_lines, meeting, statement

FORMULA = "=HYPERLINK(1)"
OTHERS = [
    meeting("summit"),
    meeting("later", statements=[statement(text=FORMULA)]),
    meeting("draft-talks", draft=True, title="Draft talks", part_of="later"),
]


@pytest.fixture(scope="module")
def dump(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        try:
            import_lines(*NAMED, *OTHERS, EVERY_KEY)
            made, _ = add_dump(tmp_path_factory.mktemp("dumps"), make, keep=1)
            lines = "".join(map(line_of, exported()))
            made.with_name("expected.jsonl").write_text(lines, encoding="utf-8")
        finally:
            call_command("flush", verbosity=0, interactive=False)
            make_groups(apps)
    return manifest.read(made)
