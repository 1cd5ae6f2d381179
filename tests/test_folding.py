"""One spelling for search, whatever the script."""

import pytest

from talks.folding import fold, needs_folding


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Рябков", "ryabkov"),
        ("Çavuşoğlu", "cavusoglu"),
        ("  Two \n words\t", "two words"),
        ("", ""),
        ("U.S.S.R.", "u.s.s.r."),
        ("ß", "ss"),
        ("“quoted” – dash", '"quoted" - dash'),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("plain", False),
        ("“quoted” – dash", False),
        ("Ryabkov said", False),
        ("é", True),
        ("王", True),
    ],
)
def test_needs_folding_only_for_letters_outside_ascii(text, needed):
    assert needs_folding(text) is needed
