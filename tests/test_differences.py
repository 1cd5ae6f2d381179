"""Two texts as one: what stayed, what went, what came, at a bounded cost."""

import random
from time import process_time

import pytest

from talks.history.differences import GAP, SAME, Piece, compared, replaced

LONG = " ".join(f"word{n}" for n in range(150_000))


def marked(before, after):
    signs = {"same": "{}", "removed": "[-{}]", "added": "[+{}]", "gap": "…"}
    return "".join(signs[kind].format(text) for kind, text in compared(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("The talks were frank.", "The talks were long.", "The talks were [-frank.][+long.]"),
        ("We met in Geneva.", "We met again in Geneva.", "We met[+ again] in Geneva."),
        ("We met again in Geneva.", "We met in Geneva.", "We met[- again] in Geneva."),
        ("One two three four", "One 2 three 4", "One [-two][+2] three [-four][+4]"),
        ("Talks", "Talks in Geneva", "Talks[+ in Geneva]"),
        ("We met.", "We met. We left.", "We met.[+ We left.]"),
        ("No.", "An entirely other sentence.", "[-No.][+An entirely other sentence.]"),
        ("北大西洋公約", "北大西洋條約", "北大西洋[-公][+條]約"),
        ("переговоры шли долго", "переговоры шли час", "переговоры шли [-долго][+час]"),
    ],
)
def test_differences_word_by_word(before, after, expected):
    assert marked(before, after) == expected


def test_words_are_never_cut():
    assert marked("confirmed that day", "confessed that day") == "[-confirmed][+confessed] that day"


@pytest.mark.parametrize("seed", range(30))
def test_pieces_hold_both_texts_whole(seed):
    """Short texts: nothing is left out."""
    pick = random.Random(seed)  # noqa: S311
    words = ["a", "b. ", "c\n", "the ", " ", "北", "é", "end."]
    before, after = ("".join(pick.choices(words, k=40)) for _ in range(2))
    pieces = compared(before, after)
    if any(kind == GAP for kind, _ in pieces):
        return
    assert "".join(text for kind, text in pieces if kind != "added") == before
    assert "".join(text for kind, text in pieces if kind != "removed") == after


def test_long_stretches_without_a_change_are_left_out():
    pieces = compared(f"{LONG} end {LONG}", f"{LONG} close {LONG}")
    assert [piece.kind for piece in pieces] == [GAP, SAME, "removed", "added", SAME, GAP]
    assert [len(pieces[n].text.split()) for n in (1, 4)] == [24, 25]


def test_very_long_value_is_shown_by_its_beginning():
    (shown, gap, other) = replaced(LONG, "short")
    assert (gap, other) == (Piece(GAP, ""), Piece("added", "short"))
    assert len(shown.text.split()) == 600


def noise(seed, alphabet, length):
    return "".join(random.Random(seed).choices(alphabet, k=length))  # noqa: S311


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LONG, LONG.replace("word7", "WORD7")),
        (noise(1, "ab .", 1_000_000), noise(2, "ab .", 1_000_000)),
        (noise(1, "a ", 1_200), noise(2, "a ", 1_200)),
        (noise(1, "ab. ", 4_000), noise(2, "ab. ", 4_000)),
        (" " * 1_000_000, "." * 1_000_000),
        ("x" * 1_000_000, "x" * 999_999 + "y"),
        ("\n" * 999_999 + "x", "\n" * 999_999 + "y"),
        (noise(1, "北京", 600), noise(2, "北京", 600)),
    ],
)
def test_cost_is_bounded(before, after):
    start = process_time()
    pieces = compared(before, after)
    assert process_time() - start < 1
    assert sum(len(text) for _, text in pieces) < 100_000
