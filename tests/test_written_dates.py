"""Dates as people write them."""

from itertools import product

import pytest

from talks import dates
from talks.written_dates import Span, read

READ = {
    "2022-01-10": "2022-01-10",
    "2022-01-10/2022-01-14": "2022-01-10/2022-01-14",
    "10 January 2022": "2022-01-10",
    "  10   january 2022 ": "2022-01-10",
    "10th of January, 2022": "2022-01-10",
    "Monday 10 January 2022": "2022-01-10",
    "Mon., 10 Jan. 2022": "2022-01-10",
    "January 10, 2022": "2022-01-10",
    "3 Sept. 1992": "1992-09-03",
    "3 sept 1992": "1992-09-03",
    "1 May 1999": "1999-05-01",
    "Jan 2022": "2022-01",
    "January, 2022": "2022-01",
    "2022": "2022",
    "about 14 January 2022": "2022-01-14~",
    "c. 1980": "1980~",
    "circa Jan 1980": "1980-01~",
    "14 January 2022 (uncertain)": "2022-01-14?",
    "14 January 2022?": "2022-01-14?",
    "about 1980?": "1980%",
    "the 1990s": "199X",
    "between 10 and 12 January 2022": "2022-01-10/2022-01-12",
    "by 10 January 2022": "../2022-01-10",
    "no later than 10 Jan 2022": "../2022-01-10",
    "since 2013": "2013/..",
    "from March 2013": "2013-03/..",
    "10–13 January 2022": Span("2022-01-10", "2022-01-13"),
    "10-13 January 2022": Span("2022-01-10", "2022-01-13"),
    "10 to 13 January 2022": Span("2022-01-10", "2022-01-13"),
    "from 10 to 13 January 2022": Span("2022-01-10", "2022-01-13"),
    "30 January – 2 February 2022": Span("2022-01-30", "2022-02-02"),
    "30 December 2021 – 2 January 2022": Span("2021-12-30", "2022-01-02"),
    "January – March 2022": Span("2022-01", "2022-03"),
    "1972–1974": Span("1972", "1974"),
    "2022-01-10 to 2022-01-13": Span("2022-01-10", "2022-01-13"),
    "about 10 – 13 January 2022": Span("2022-01-10~", "2022-01-13"),
}
REFUSED = {
    "10/01/2022": "is not a date",
    "10.01.2022": "can be read",
    "31 February 2022": "no day of the calendar",
    "Tuesday 10 January 2022": "10 January 2022 is a Monday",
    "10 January": "the year is missing",
    "January": "the year is missing",
    "10": "the year is missing",
    "10 January 22": "can be read",
    "soon": "can be read",
    "13–10 January 2022": "ends before it starts",
    "between 13 and 10 January 2022": "ends before it starts",
    "10 Januaryish 2022": "can be read",
    "": "can be read",
    "about": "can be read",
    "\0": "can be read",
    "to": "can be read",
    "1 " * 100_000: "so long a text",
}


@pytest.mark.parametrize(("text", "meant"), READ.items())
def test_what_people_write_is_read(text, meant):
    assert read(text) == meant


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_what_cannot_be_read_is_refused_with_a_reason(text, reason):
    with pytest.raises(ValueError, match=reason):
        read(text)


ONES = [
    f"{date}{mark}"
    for date in ["1943-10-18", "1999-12", "2000", "2000-02-29", "2022-01-03", "2022-05", "2022"]
    for mark in ["", "~", "?", "%"]
]


@pytest.mark.parametrize("text", [f.format(one) for f in ["{}", "../{}", "{}/.."] for one in ONES])
def test_words_of_a_date_are_read_back(text):
    assert read(dates.in_words(text)) == text


def in_order(pair):
    (first, last) = map(dates.parse, pair)
    return first.earliest < last.earliest and first.latest < last.latest


@pytest.mark.parametrize("pair", list(filter(in_order, product(ONES, ONES))), ids="/".join)
def test_words_of_two_dates_are_read_back(pair):
    assert read(dates.in_words("/".join(pair))) == "/".join(pair)
    assert read(dates.span_in_words(*pair)) == Span(*pair)
