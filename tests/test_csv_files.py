"""CSV files: cells that no spreadsheet runs, and lines that come as they are made."""

import csv

import pytest

from talks.csv_files import csv_response, guarded


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_is_guarded(start):
    assert guarded(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize(
    ("value", "cell"), [(None, ""), ("", ""), (7, "7"), ("1-2", "1-2"), ("é = ё", "é = ё")]
)
def test_other_values_are_as_they_are(value, cell):
    assert guarded(value) == cell


def test_lines_are_read_back_as_they_were():
    rows = [["a,b", 'say "x"', "two\nlines"], ["=cmd()", "ё", None]]
    response = csv_response("file.csv", ["one", "two", "three"], rows)
    text = b"".join(response.streaming_content).decode()
    assert list(csv.reader(text.splitlines(keepends=True))) == [
        ["one", "two", "three"],
        ["a,b", 'say "x"', "two\nlines"],
        ["'=cmd()", "ё", ""],
    ]
    assert text.startswith("one,two,three\r\n")


def test_nothing_is_made_before_it_is_sent():
    made = []

    def rows():
        for n in range(3):
            made.append(n)
            yield [n]

    sent = iter(csv_response("file.csv", ["n"], rows()).streaming_content)
    assert next(sent) == b"n\r\n"
    assert made == []
    assert next(sent) == b"0\r\n"
    assert made == [0]
