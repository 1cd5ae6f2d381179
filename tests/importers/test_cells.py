"""Cells: what a text means as a value, and that what an export writes is read back as it was."""

from datetime import time

import pytest

from talks.importers.cells import (
    Choice,
    Cited,
    Clock,
    Date,
    Flag,
    Number,
    Parts,
    Stance,
    Text,
    unguarded,
)

SETTING = Choice(("press_conference", "session"))


@pytest.mark.parametrize(
    ("cell", "text", "value"),
    [
        (SETTING, "Press conference", "press_conference"),
        (SETTING, "press-conference", "press_conference"),
        (SETTING, "shout", "shout"),
        (Date(), "10 January 2022", "2022-01-10"),
        (Date(), "about Jan 2022", "2022-01~"),
        (Date(), "2022-01-10/2022-01-12", "2022-01-10/2022-01-12"),
        (Date(), "2022", "2022"),
        (Number(), "480", 480),
        (Number(), "480.0", 480),
        (Number(), "46,2", 46.2),
        (Number(), "-1.5", -1.5),
        (Number(), "many", "many"),
        (Number(), "1e400", "1e400"),
        (Number(), "9" * 400, "9" * 400),
        (Clock(), "9:05", "09:05"),
        (Clock(), "14:30:00", "14:30"),
        (Clock(), "noon", "noon"),
        (Flag(), "Yes", True),
        (Flag(), "perhaps", "perhaps"),
        (Parts(Text()), "a; b ;; c", ["a", "b", "c"]),
        (Parts(Text()), r"Smith\; Sons; b", ["Smith; Sons", "b"]),
        (
            Parts(Stance()),
            "nato (opposes); ukraine",
            [
                {"id": "nato", "stance": "opposes"},
                {"id": "ukraine"},
            ],
        ),
        (
            Parts(Cited()),
            "a-news: page 2: left; b",
            [
                {"source": "a-news", "locator": "page 2: left"},
                {"source": "b"},
            ],
        ),
    ],
)
def test_text_is_read(cell, text, value):
    assert cell.read(text) == value


@pytest.mark.parametrize("text", ["10-13 January 2022", "10/01/2022", "44571", "2022-13-01"])
def test_date_that_is_none_or_several_is_refused(text):
    with pytest.raises(ValueError):
        Date().read(text)


@pytest.mark.parametrize(
    ("cell", "value", "text"),
    [
        (Text(), None, ""),
        (Number(), 46.2, "46.2"),
        (Clock(), time(14, 30), "14:30"),
        (Flag(), False, "no"),
        (Parts(Text()), ["a; b", "c"], r"a\; b; c"),
        (Parts(Stance()), [["nato", "opposes"], ["ukraine", ""]], "nato (opposes); ukraine"),
        (Parts(Cited()), [["a-news", "page 2"], ["b", ""]], "a-news: page 2; b"),
    ],
)
def test_value_is_written(cell, value, text):
    assert cell.write(value) == text


@pytest.mark.parametrize("text", ["=1+1", "+49", "-5", "@a"])
def test_guard_is_taken_off_and_other_apostrophes_stay(text):
    assert unguarded(f"'{text}") == text
    assert unguarded("'tis") == "'tis"
