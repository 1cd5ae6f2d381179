"""Dates with their uncertainty: what is taken, what it may mean, and its words."""

import re
from datetime import date

import pytest

from talks import dates

DAY = date(2022, 1, 10)
# As written, first day, last day; None for an open side.
ACCEPTED = [
    ("2022", date(2022, 1, 1), date(2022, 12, 31)),
    ("2022-02", date(2022, 2, 1), date(2022, 2, 28)),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ("2022-01-10", DAY, DAY),
    ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
    ("2022~", date(2022, 1, 1), date(2022, 12, 31)),
    ("2022-01?", date(2022, 1, 1), date(2022, 1, 31)),
    ("2022-01-10~", DAY, DAY),
    ("2022-01-10?", DAY, DAY),
    ("2022-01-10%", DAY, DAY),
    ("199X", date(1990, 1, 1), date(1999, 12, 31)),
    ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
    ("XXXX", date(1, 1, 1), date(9999, 12, 31)),
    ("0001", date(1, 1, 1), date(1, 12, 31)),
    ("9999-12-31", date(9999, 12, 31), date(9999, 12, 31)),
    ("2022-1X", date(2022, 10, 1), date(2022, 12, 31)),
    ("2022-X2", date(2022, 2, 1), date(2022, 12, 31)),
    ("2022-XX", date(2022, 1, 1), date(2022, 12, 31)),
    ("2022-X1", date(2022, 1, 1), date(2022, 11, 30)),
    ("2022-01-XX", date(2022, 1, 1), date(2022, 1, 31)),
    ("2022-01-X5", date(2022, 1, 5), date(2022, 1, 25)),
    ("2XX5-01-01", date(2005, 1, 1), date(2995, 1, 1)),
    ("2022-02-3X", None, None),
    ("2022-01-3X", date(2022, 1, 30), date(2022, 1, 31)),
    ("2022-XX-31", date(2022, 1, 31), date(2022, 12, 31)),
    ("2022-XX-29", date(2022, 1, 29), date(2022, 12, 29)),
    ("202X-02-29", date(2020, 2, 29), date(2028, 2, 29)),
    ("XXXX-02-29", date(4, 2, 29), date(9996, 2, 29)),
    ("2X22", date(2022, 1, 1), date(2922, 12, 31)),
    ("2022-01/2022-03", date(2022, 1, 1), date(2022, 3, 31)),
    ("2022-01-10/2022-01-10", DAY, DAY),
    ("2022/2022-01", date(2022, 1, 1), date(2022, 1, 31)),
    ("2022-01-10~/2022-01-12?", DAY, date(2022, 1, 12)),
    ("../2022-01-10", None, DAY),
    ("2022-01-10/..", DAY, None),
]
REFUSED = [
    *("", " ", "2022 ", " 2022", "2022\n", "22", "202", "20222", "-2022", "Y20222", "2022-1"),
    *("2022-13", "2022-00", "2022-01-32", "2022-01-00", "2023-02-29", "2022-04-31", "0000"),
    *("2022-1-10", "2022/1/10", "10.1.2022", "2022-01-10T10:00", "2022-21", "2022-Q1", "now"),
    *("/2022-01-12", "2022-01-12/", "/", "../..", "..", "2022..2023", "2022/2023/2024", "../"),
    *("2022-02-3X", "202X-02-30", "1900-02-29", "~2022", "?2022-01", "2022~-01", "2022~?"),
    *("2023/2022", "2022-01-11/2022-01-10", "2022-x1", "２０２２", "٢٠٢٢", "2022-01-1０", "x" * 31),
    *("[2022,2023]", "{2022}", "2022-01--10", "2022/unknown", "2022/open", "2022-01-10/.. "),
]


@pytest.mark.parametrize(("text", "earliest", "latest"), [a for a in ACCEPTED if any(a[1:])])
def test_date_is_taken_with_its_bounds(text, earliest, latest):
    parsed = dates.parse(text)
    assert (parsed.text, parsed.earliest, parsed.latest) == (text, earliest, latest)


@pytest.mark.parametrize("text", REFUSED)
def test_anything_else_is_refused_in_one_sentence(text):
    with pytest.raises(ValueError) as refusal:
        dates.parse(text)
    named = re.fullmatch(r'"(.*)" (is|ends) .+[^.]', str(refusal.value), re.DOTALL)
    assert named and named[1] in text


# It cannot tell the bounds of open intervals, nor read `2022-1X`, nor the 29th of February.
READ_BY_BOTH = [
    (text, earliest, latest)
    for text, earliest, latest in ACCEPTED
    if earliest and latest
    if "X" not in text or re.fullmatch(r"199X|19XX|2022-XX|2022-01-XX|2022-XX-\d\d", text)
]


@pytest.mark.parametrize(("text", "earliest", "latest"), READ_BY_BOTH)
def test_bounds_are_those_of_the_edtf_package(text, earliest, latest):
    edtf = pytest.importorskip("edtf", reason="it is a check on our own reading")
    theirs = edtf.parse_edtf(text)
    assert date(*theirs.lower_strict()[:3]) == earliest
    assert date(*theirs.upper_strict()[:3]) == latest


def test_forms_that_the_edtf_package_reads_wrongly_are_refused():
    assert len(READ_BY_BOTH) > 15
    assert "/2022-01-12" in REFUSED and "2022-01-12/" in REFUSED


@pytest.mark.parametrize(
    ("text", "is_day", "is_exact"),
    [
        ("2022-01-10", True, True),
        ("2022-01-10~", True, False),
        ("2022-01-10/2022-01-10", True, True),
        ("2022-01", False, False),
        ("../2022-01-10", False, False),
        ("2022-01-10/..", False, False),
    ],
)
def test_one_day(text, is_day, is_exact):
    assert dates.parse(text).is_day is is_day
    assert dates.parse(text).is_exact_day is is_exact


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("2022", "2022"),
        ("2022-01", "January 2022"),
        ("2022-01-10", "10 January 2022"),
        ("2022-01-04", "4 January 2022"),
        ("2022-01-14~", "about 14 January 2022"),
        ("2022-01?", "January 2022 (uncertain)"),
        ("2022%", "about 2022 (uncertain)"),
        ("199X", "the 1990s"),
        ("19XX", "19XX"),
        ("199X-05", "199X-05"),
        ("199X-05-12", "199X-05-12"),
        ("2022-XX", "2022"),
        ("2022-XX-31", "2022"),
        ("2022-1X", "2022 (month 1X)"),
        ("2022-01-XX", "January 2022"),
        ("2022-01-1X", "January 2022 (day 1X)"),
        ("../2022-01-10", "by 10 January 2022"),
        ("2022-01/..", "from January 2022"),
        ("2022-01-10/2022-01-14", "between 10 and 14 January 2022"),
        ("2022-01-10/2022-02-14", "between 10 January 2022 and 14 February 2022"),
        ("2022-01-10/2022-01-14~", "between 10 January 2022 and about 14 January 2022"),
    ],
)
def test_date_in_words(text, words):
    assert dates.in_words(text) == words


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        ("2022-01-10", "", "10 January 2022"),
        ("2022-01-10", "2022-01-10", "10 January 2022"),
        ("2022-01-10", "2022-01-13", "10–13 January 2022"),
        ("2022-01-30", "2022-02-02", "30 January – 2 February 2022"),
        ("2021-12-30", "2022-01-02", "30 December 2021 – 2 January 2022"),
        ("2021-01-10", "2022-01-12", "10 January 2021 – 12 January 2022"),
        ("2022-01-10~", "2022-01-13", "about 10 January 2022 – 13 January 2022"),
        ("2022-01-10", "2022-01-13~", "10 January 2022 – about 13 January 2022"),
        ("2022-01", "2022-03", "January 2022 – March 2022"),
        ("", "2022-01-13", "until 13 January 2022"),
        ("", "", ""),
    ],
)
def test_span_in_words(starts, ends, words):
    assert dates.span_in_words(starts, ends) == words


class Row:
    def __init__(self, first, last):
        self.starts_earliest, self.ends_latest = first, last


@pytest.mark.parametrize(
    ("first", "last", "covered"),
    [
        (DAY, DAY, True),
        (None, None, True),
        (date(2022, 1, 11), None, False),
        (None, date(2022, 1, 9), False),
        (date(2022, 1, 9), date(2022, 1, 11), True),
    ],
)
def test_may_cover_a_day(first, last, covered):
    assert dates.may_cover(Row(first, last), DAY, DAY) is covered


def test_may_cover_touches_either_end():
    row = Row(date(2022, 1, 5), DAY)
    assert dates.may_cover(row, DAY, date(2022, 2, 1))
    assert dates.may_cover(row, date(2021, 1, 1), date(2022, 1, 5))
    assert not dates.may_cover(row, date(2022, 1, 11), date(2022, 2, 1))
    assert not dates.may_cover(row, date(2021, 1, 1), date(2022, 1, 4))
