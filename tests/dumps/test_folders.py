"""A dump appears whole or not at all, and the last few stay."""

import os

import pytest

from talks.dumps.folders import UNFINISHED, DumpUnderWay, add_dump, alone, dumps_in, latest
from talks.dumps.manifest import MANIFEST


def make(folder):
    (folder / MANIFEST).write_text("{}")


def test_the_last_few_stay_and_what_else_lies_there(tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "dump-of-mine").write_text("x")
    made = [add_dump(tmp_path, make, keep=2)[0] for _ in range(3)]
    assert dumps_in(tmp_path) == made[1:] and latest(tmp_path) == made[2]
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"notes", "dump-of-mine", ".lock", *(path.name for path in made[1:])}


def test_a_folder_that_is_not_there_has_no_dumps(tmp_path):
    assert latest(tmp_path / "none") is None
    assert latest(add_dump(tmp_path / "new/one", make, keep=1)[0].parent)


def test_a_dump_that_fails_leaves_the_old_one_alone(tmp_path):
    made, _ = add_dump(tmp_path, make, keep=1)

    def fail(folder):
        make(folder)
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        add_dump(tmp_path, fail, keep=1)
    assert dumps_in(tmp_path) == [made] and not (tmp_path / UNFINISHED).exists()


def test_what_a_killed_run_left_goes_with_the_next(tmp_path):
    made, _ = add_dump(tmp_path, make, keep=1)
    pid = os.fork()
    if pid == 0:
        add_dump(tmp_path, lambda folder: (make(folder), os._exit(9)), keep=1)
    os.waitpid(pid, 0)
    assert (tmp_path / UNFINISHED / MANIFEST).exists() and latest(tmp_path) == made
    newer, _ = add_dump(tmp_path, make, keep=1)
    assert dumps_in(tmp_path) == [newer] and not (tmp_path / UNFINISHED).exists()


def test_of_two_at_once_one_is_told(tmp_path):
    with alone(tmp_path), pytest.raises(DumpUnderWay):
        add_dump(tmp_path, make, keep=1)
    assert latest(tmp_path) is None


def test_a_clock_that_was_put_back_does_not_hide_a_new_dump(tmp_path):
    (tmp_path / "dump-29991231T235959999999Z").mkdir()
    make(tmp_path / "dump-29991231T235959999999Z")
    made, _ = add_dump(tmp_path, make, keep=1)
    assert dumps_in(tmp_path) == [made]
    assert add_dump(tmp_path, make, keep=1)[0] == latest(tmp_path)
