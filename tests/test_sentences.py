"""How statements read in words."""

import pytest

from talks import sentences
from talks.models.choices import Stance, StatementAct, StatementSetting, StatementWording


def test_every_choice_has_its_words():
    assert set(sentences.ACTS) == set(StatementAct.values)
    assert set(sentences.WORDINGS) == set(StatementWording.values)
    assert set(sentences.SETTINGS) == set(StatementSetting.values)
    assert set(sentences.ANSWERS) == set(sentences.SIDES) == set(Stance.values)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (("rejection", "verbatim", "session"), "rejected, in a verbatim quotation, in session"),
        (("warning", "", "interview"), "warned, in an interview"),
        (("", "paraphrase_press", ""), "in a press paraphrase"),
        (("", "", ""), ""),
        (("offer", "translated", "", "fr"), "offered, in a quotation translated from French"),
        (("offer", "translated", "", "tlh"), "offered, in a quotation translated from tlh"),
        (("offer", "verbatim", "", "fr"), "offered, in a verbatim quotation"),
    ],
)
def test_missing_parts_are_left_out(said, words):
    assert sentences.how_said(*said) == words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("", ""),
        ("2022-01-10", "on 10 January 2022"),
        ("2022-01", "in January 2022"),
        ("2022", "in 2022"),
        ("2022-01-10~", "about 10 January 2022"),
        ("../2022-01-10", "no later than 10 January 2022"),
        ("2022-01-10/..", "no earlier than 10 January 2022"),
        ("2022-01-10/2022-01-12", "between 10 and 12 January 2022"),
    ],
)
def test_day_as_part_of_a_sentence(edtf, words):
    assert sentences.on_a_day(edtf) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "no sources"), (1, "one source"), (9, "nine sources"), (10_785, "10,785 sources")],
)
def test_small_numbers_are_words(number, words):
    assert sentences.counted(number, "source") == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "first"), (9, "ninth"), (11, "11th"), (22, "22nd"), (113, "113th"), (1001, "1,001st")],
)
def test_ordinals(number, words):
    assert sentences.ordinal(number) == words


@pytest.mark.parametrize(
    ("names", "words"), [("", ""), ("A", "A"), ("AB", "A and B"), ("ABC", "A, B and C")]
)
def test_names_in_a_row(names, words):
    assert sentences.in_a_row(names) == words
