"""How long a post was held, in words."""

import pytest

from talks.models.terms import term_in_words


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        ("1990", "1995-06", "from 1990 to June 1995"),
        ("2001", "", "from 2001"),
        ("", "1991", "until 1991"),
        ("", "", "dates not on record"),
        ("../1990", "1995", "from 1990 or earlier to 1995"),
        ("1990~", "1995/..", "from about 1990 to 1995 or later"),
        ("1990/1992", "", "from some day between 1990 and 1992"),
        ("", "../1995", "until 1995 or earlier"),
        (
            "../2022-01-10",
            "2022-01-10/..",
            "on 10 January 2022; first and last day not on record",
        ),
    ],
)
def test_term_in_words(starts, ends, words):
    assert term_in_words(starts, ends) == words
