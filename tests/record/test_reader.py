"""Files as bytes: what is a line, what is an object, and what is said of one that is not."""

import gzip
import json

import pytest

from talks.record import reader
from talks.record.reader import BadLine, RecordFile, parse

ONE = b'{"a": 1}\n'
TWO = b'{"a": 2}\n'
PACKED = gzip.compress(ONE)

# Bytes, and of each line its number and its object.
READ = {
    "no bytes": (b"", []),
    "blank lines": (b"\n \t\n\r\n\n", []),
    "mark alone": (reader.BOM, []),
    "mark and blank line": (reader.BOM + b"\r\n", []),
    "mark": (reader.BOM + ONE, [(1, {"a": 1})]),
    "mark and CRLF": (
        reader.BOM + ONE.replace(b"\n", b"\r\n") + TWO,
        [(1, {"a": 1}), (2, {"a": 2})],
    ),
    "CRLF": (ONE.replace(b"\n", b"\r\n") * 2, [(1, {"a": 1}), (2, {"a": 1})]),
    "no line end": (ONE + TWO.rstrip(), [(1, {"a": 1}), (2, {"a": 2})]),
    "blank lines between": (b"\n" + ONE + b"\n  \n" + TWO + b"\n", [(2, {"a": 1}), (5, {"a": 2})]),
    "spaces around": (b' \t{"a": 1} \r\n', [(1, {"a": 1})]),
    "line separators in text": (
        '{"a": "\u2028\u0085\u2029"}'.encode(),
        [(1, {"a": "\u2028\u0085\u2029"})],
    ),
    "pair of escapes": (rb'{"a": "\ud83d\ude00"}', [(1, {"a": "😀"})]),
    "same key in two objects": (b'{"a": {"a": [{"a": 1}]}}', [(1, {"a": {"a": [{"a": 1}]}})]),
}


@pytest.mark.parametrize("content, expected", READ.values(), ids=READ)
@pytest.mark.parametrize("name", ["x.jsonl", "x.jsonl.gz"])
def test_lines_are_read(tmp_path, content, expected, name):
    path = tmp_path / name
    path.write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    lines = list(RecordFile(path).lines())
    assert [(line.number, line.data) for line in lines] == expected
    assert {line.reason for line in lines} <= {""}


BAD = {
    "cut off": (b'{"a": 1', "is not JSON: Expecting ',' delimiter at column 8"),
    "two objects": (b'{"a": 1} {"a": 2}', "holds more than one JSON object"),
    "two objects after CR": (b'{"a": 1}\r{"a": 2}', "holds more than one JSON object"),
    "comma behind": (b'{"a": 1},', "holds more than one JSON object"),
    "comma in it": (b'{"a": 1,}', "is not JSON"),
    "single quotes": (b"{'a': 1}", "is not JSON"),
    "comment": (b'{"a": 1} // one', "holds more than one JSON object"),
    "no quotes": (b"{a: 1}", "is not JSON"),
    "words": (b"Dear editors,", "is not JSON"),
    "CSV": (b"id,title,status", "is not JSON"),
    "vertical tab": (b"\x0b", "is not JSON"),
    "list": (b"[]", "is not a JSON object"),
    "list of objects": (b'[{"a": 1}]', "is not a JSON object"),
    "text": (b'"text"', "is not a JSON object"),
    "number": (b"12", "is not a JSON object"),
    "true": (b"true", "is not a JSON object"),
    "null": (b"null", "is not a JSON object"),
    "NaN": (b'{"a": NaN}', "has NaN, which is not a JSON number"),
    "infinity": (b'{"a": [Infinity]}', "has Infinity, which is not a JSON number"),
    "minus infinity": (b'{"a": {"b": -Infinity}}', "has -Infinity, which is not a JSON number"),
    "digits": (b'{"a": ' + b"9" * 5000 + b"}", "has a number with too many digits"),
    "hexadecimal": (b'{"a": 0x10}', "is not JSON"),
    "lists too deep": (b"[" * 200_000, "is nested too deep"),
    "objects too deep": (b'{"a":' * 200_000, "is nested too deep"),
    "deep and whole": (b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "is nested too deep"),
    "key twice": (b'{"a": 1, "b": 2, "a": 1}', 'has the key "a" twice in one object'),
    "key twice deep down": (b'{"x": [{"y": {"a": 1, "a": null}}]}', 'has the key "a" twice'),
    "key twice as an escape": (rb'{"id": 1, "\u0069d": 1}', 'has the key "id" twice'),
    "empty key twice": (b'{"": 1, "": 2}', 'has the key "" twice'),
    "not UTF-8": (b'{"a": "\xe9"}', "is not UTF-8 (byte 8)"),
    "overlong UTF-8": (b'{"a": "\xc0\xaf"}', "is not UTF-8"),
    "surrogate as UTF-8": (b'{"a": "\xed\xa0\xbd"}', "is not UTF-8"),
    "UTF-16": ('{"a": 1}\n'.encode("utf-16"), "is not UTF-8 (byte 1)"),
    "UTF-16 without a mark": ('{"a": 1}'.encode("utf-16-le"), "is not JSON"),
    "UTF-32": ('{"a": 1}'.encode("utf-32"), "is not UTF-8 (byte 1)"),
    "gzip without its name": (PACKED, "is not UTF-8 (byte 2)"),
    "NUL": (b'{"a": "\0"}', "is not JSON: Invalid control character"),
    "NUL outside": (b"\0\0\0", "is not JSON"),
    "NUL as an escape": (rb'{"a": {"b": ["\u0000"]}}', "holds a NUL character"),
    "NUL in a key": (rb'{"\u0000": 1}', "holds a NUL character"),
    "first half of a pair": (rb'{"a": "\ud83d"}', "holds half a surrogate pair"),
    "second half of a pair": (rb'{"a": "x\ude00"}', "holds half a surrogate pair"),
    "halves the wrong way": (rb'{"a": ["\ude00\ud83d"]}', "holds half a surrogate pair"),
    "half a pair in a key": (rb'{"a": {"\ud83d": 1}}', "holds half a surrogate pair"),
    "tab in text": (b'{"a": "\t"}', "is not JSON: Invalid control character"),
    "two marks": (reader.BOM * 2 + ONE, "begins with a byte order mark"),
}


@pytest.mark.parametrize("content, reason", BAD.values(), ids=BAD)
@pytest.mark.parametrize("before", [b"", b"\n" + ONE], ids=["first", "third"])
def test_bad_line_says_why(tmp_path, content, reason, before):
    path = tmp_path / "x.jsonl"
    path.write_bytes(before + content)
    bad = [line for line in RecordFile(path).lines() if line.data is None]
    if content.startswith(reader.BOM) and before:
        reason = "begins with a byte order mark"
    assert bad[0].number == (3 if before else 1)
    assert reason in bad[0].reason
    assert "\0" not in bad[0].reason and len(bad[0].reason) < 200


def test_key_twice_is_said_without_control_characters():
    with pytest.raises(BadLine, match=r"�\[31mx"):
        parse(rb'{"\u001b[31mx": 1, "\u001b[31mx": 2}')


GZIP = {
    "no bytes": (b"", "the gzip file ends early"),
    "not gzip": (ONE, "is not a whole gzip file"),
    "header cut": (PACKED[:5], "the gzip file ends early"),
    "data cut": (PACKED[:-12], "the gzip file ends early"),
    "sum cut": (PACKED[:-4], "the gzip file ends early"),
    "sum wrong": (PACKED[:-8] + b"\0\0\0\0" + PACKED[-4:], "is not a whole gzip file"),
    "length wrong": (PACKED[:-4] + b"\1\1\1\1", "is not a whole gzip file"),
    "data broken": (PACKED[:12] + b"\xff\xff" + PACKED[14:], "is not a whole gzip file"),
    "garbage behind": (PACKED + b"garbage", "is not a whole gzip file"),
    "second member cut": (PACKED + PACKED[:-6], "the gzip file ends early"),
    "zip": (b"PK\x03\x04" + b"\0" * 30, "is not a whole gzip file"),
}


@pytest.mark.parametrize("content, reason", GZIP.values(), ids=GZIP)
@pytest.mark.parametrize("name", ["x.jsonl.gz", "X.JSONL.GZ"])
def test_broken_gzip_says_why(tmp_path, content, reason, name):
    path = tmp_path / name
    path.write_bytes(content)
    last = list(RecordFile(path).lines())[-1]
    assert (last.data, last.reason) == (None, reason)


@pytest.mark.parametrize(
    "content, count",
    [(gzip.compress(b""), 0), (PACKED, 1), (PACKED * 3, 3), (PACKED + b"\0" * 512, 1)],
    ids=["of nothing", "one member", "three members", "zeros behind"],
)
def test_whole_gzip_is_read(tmp_path, content, count):
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(content)
    assert [line.data for line in RecordFile(path).lines()] == [{"a": 1}] * count


def test_unreadable_paths_say_why(tmp_path):
    (tmp_path / "folder.jsonl").mkdir()
    for name, reason in [
        ("missing.jsonl", "cannot be read: No such file or directory"),
        ("missing.jsonl.gz", "cannot be read: No such file or directory"),
        ("folder.jsonl", "cannot be read: Is a directory"),
        ("x" * 300, "cannot be read: File name too long"),
        ("missing/x.jsonl", "cannot be read: No such file or directory"),
    ]:
        (line,) = RecordFile(tmp_path / name).lines()
        assert (line.number, line.reason) == (1, reason)


@pytest.fixture
def short_lines(monkeypatch):
    """Lines of at most 1 MB, to try the limit quickly."""
    monkeypatch.setattr(reader, "LINE_LIMIT", 1024**2)
    monkeypatch.setattr(reader, "READ_AT_ONCE", 1024**2 + 6)


def line_of(length):
    return b'{"a": "' + b"x" * (length - 9) + b'"}'


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", reader.BOM])
def test_line_at_the_limit(tmp_path, short_lines, mark, end):
    path = tmp_path / "x.jsonl"
    path.write_bytes(mark + line_of(1024**2) + end)
    assert [len(line.data["a"]) for line in RecordFile(path).lines()] == [1024**2 - 9]
    path.write_bytes(mark + line_of(1024**2 + 1) + end + b"\n" + TWO)
    lines = list(RecordFile(path).lines())
    assert lines[0].number == 1
    assert lines[0].reason == "is longer than 1 MB"
    assert end == b"" or [(line.number, line.data) for line in lines[1:]] == [(3, {"a": 2})]


@pytest.mark.parametrize("filling", [b"x", b" ", b"[", b"\r"])
def test_huge_line_is_left_out_whole(tmp_path, short_lines, filling):
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(gzip.compress(filling * (5 * 1024**2) + b"!\n" + ONE))
    assert [(line.number, line.reason) for line in RecordFile(path).lines()] == [
        (1, "is longer than 1 MB"),
        (2, ""),
    ]


def test_line_limit_is_64_megabytes():
    assert reader.LINE_LIMIT == 64 * 1024**2
    assert reader.READ_AT_ONCE > reader.LINE_LIMIT + len(reader.BOM + b"\r\n")


CHANGES = {
    "other line": ONE + b'{"a": 3}\n',
    "line more": ONE + TWO + ONE,
    "line less": ONE,
    "nothing left": b"",
    "other order": TWO + ONE,
}


@pytest.mark.parametrize("after", CHANGES.values(), ids=CHANGES)
def test_file_that_changes_is_noticed(tmp_path, after):
    path = tmp_path / "x.jsonl"
    path.write_bytes(ONE + TWO)
    file = RecordFile(path)
    first = list(file.lines())
    assert [line.data for line in file.lines()] == [line.data for line in first]
    path.write_bytes(after)
    last = list(file.lines())[-1]
    assert (last.data, last.reason) == (None, "the file changed while it was read")


def test_file_that_was_empty_and_changes_is_noticed(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"")
    file = RecordFile(path)
    assert list(file.lines()) == []
    path.write_bytes(ONE)
    assert [line.reason for line in file.lines()] == ["the file changed while it was read"]


def test_numbers_and_words_come_as_they_are():
    text = '{"a": [1, 1.5, -0.0, 1e3, true, false, null, "Ω <script>\\n\\u202e"]}'
    assert parse(text.encode()) == json.loads(text)
