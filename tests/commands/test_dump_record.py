"""`dump_record`: where its files go, what it says, and what it refuses."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from talks.dumps.folders import alone, dumps_in
from tests.factories import make_meeting

pytestmark = pytest.mark.django_db


def dump(*arguments, **options):
    out = StringIO()
    call_command("dump_record", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def test_it_says_where_the_dump_is_and_what_is_in_it(settings, tmp_path):
    settings.DATA_FILES = tmp_path
    make_meeting("Talks")
    make_meeting("Draft", draft=True)
    said = dump()
    (made,) = dumps_in(tmp_path)
    assert said == f"{made}\n1 meetings, 0 statements, 0 officials\n"


def test_an_empty_record_has_a_dump(tmp_path):
    dump(tmp_path / "new", keep=1)
    (made,) = dumps_in(tmp_path / "new")
    assert (made / "meetings.csv").read_text().startswith("id,old_ids,title,")


def test_what_cannot_be_is_said_in_a_sentence(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match="cannot be written: Not a directory"):
        dump(tmp_path / "file/below")
    with pytest.raises(CommandError, match="--keep must be a number from 1"):
        dump(tmp_path, keep=0)
    with alone(tmp_path), pytest.raises(CommandError, match="Another dump is being written"):
        dump(tmp_path)
