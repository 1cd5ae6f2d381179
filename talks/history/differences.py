"""Two texts as one: what stayed, what went and what came, word by word.

`difflib` takes a time that grows with the square of what it compares. So equal ends are cut off
first, long texts are compared sentence by sentence, and what is longer still is shown as replaced.
"""

import re
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

SAME, REMOVED, ADDED, GAP = "same", "removed", "added", "gap"
# Scripts without spaces are compared sign by sign.
SIGN = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
# With the space before it, so that what is put after the end leaves the last word as it was.
WORD = re.compile(rf"\s*[{SIGN}]|\s*[^\s{SIGN}]+|\s+")
SENTENCE = re.compile(r"[^.!?…。\n]{0,400}[.!?…。\n]*\s*")
COMPARED_AT_MOST = 600
# Texts that share less than this are easier to read one after the other.
LEAST_SHARED = 0.3
CONTEXT_WORDS, SHOWN_WORDS, SHORTEST_GAP = 25, 600, 60


class Piece(NamedTuple):
    """A stretch of text and what became of it; a gap stands for words that are left out."""

    kind: str
    text: str


def replaced(before, after):
    """The old value and the new one, each as a whole."""
    return shortened([Piece(REMOVED, before), Piece(ADDED, after)])


def compared(before, after):
    """The pieces of two texts, read as one."""
    start, end = equal_ends(before, after)
    one, other = before[start : len(before) - end], after[start : len(after) - end]
    pieces = [Piece(SAME, before[:start]), *middle(one, other)]
    pieces.append(Piece(SAME, before[len(before) - end :] if end else ""))
    if shared(pieces) < LEAST_SHARED * min(len(before), len(after)):
        return replaced(before, after)
    return shortened(merged(side_by_side(merged(pieces))))


def shared(pieces):
    return sum(len(piece.text) for piece in pieces if piece.kind == SAME)


def equal_ends(one, other):
    """How many characters two texts share at the start and at the end, in whole words."""
    start = common(one, other, lambda text, n: text[:n])
    while start and not (ends_at(one, start) and ends_at(other, start)):
        start -= 1
    most = min(len(one), len(other)) - start
    end = common(one, other, lambda text, n: text[len(text) - n :], most)
    while end and not one[len(one) - end].isspace():
        end -= 1
    return start, end


def ends_at(text, length):
    """Whether no word goes on beyond the first characters of a text."""
    return length == len(text) or text[length].isspace()


def common(one, other, part, most=None):
    """The greatest number of characters for which a part of both is equal, by halving."""
    low, high = 0, min(len(one), len(other)) if most is None else most
    while low < high:
        tried = (low + high + 1) // 2
        if part(one, tried) == part(other, tried):
            low = tried
        else:
            high = tried - 1
    return low


def middle(one, other):
    words, others = WORD.findall(one), WORD.findall(other)
    if max(len(words), len(others)) <= COMPARED_AT_MOST:
        return matched(words, others)
    sentences, others = SENTENCE.findall(one), SENTENCE.findall(other)
    if max(len(sentences), len(others)) > COMPARED_AT_MOST:
        return whole(one, other)
    return matched(sentences, others, within=words_within)


def words_within(one, other):
    words, others = WORD.findall("".join(one)), WORD.findall("".join(other))
    if max(len(words), len(others)) > COMPARED_AT_MOST:
        return whole(one, other)
    return matched(words, others)


def whole(one, other):
    return [Piece(REMOVED, "".join(one)), Piece(ADDED, "".join(other))]


def matched(one, other, within=whole):
    """The pieces of two lists; `within` makes those of stretches that replace one another."""
    pieces = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other).get_opcodes():
        if kind == "equal":
            pieces.append(Piece(SAME, "".join(one[a:b])))
        else:
            pieces += within(one[a:b], other[c:d])
    return pieces


def merged(pieces):
    """Without empty pieces; neighbours of one kind as one."""
    filled = [piece for piece in pieces if piece.text]
    return [
        Piece(kind, "".join(piece.text for piece in group))
        for kind, group in groupby(filled, key=lambda piece: piece.kind)
    ]


def side_by_side(pieces):
    """The space before two stretches that replace one another stands before both, unmarked."""
    spaced = []
    for piece in pieces:
        gone = spaced[-1] if spaced else None
        space = re.match(r"\s*", piece.text)[0]
        if piece.kind == ADDED and gone and gone.kind == REMOVED and gone.text.startswith(space):
            spaced[-1:] = [Piece(SAME, space), Piece(REMOVED, gone.text[len(space) :])]
            piece = Piece(ADDED, piece.text[len(space) :])
        spaced.append(piece)
    return spaced


def shortened(pieces):
    """Without the long stretches in which nothing changed, and the ends of very long ones."""
    pieces, short = [piece for piece in pieces if piece.text], []
    for number, piece in enumerate(pieces):
        head = CONTEXT_WORDS if number else 0
        tail = CONTEXT_WORDS if number < len(pieces) - 1 else 0
        if piece.kind != SAME:
            head, tail = SHOWN_WORDS, 0
        short += cut(piece, head, tail)
    return short


def cut(piece, head, tail):
    """A piece with a gap after its first words and before its last, if it is much longer."""
    first = beginning(piece.text, head)
    last = ending(piece.text[len(first) :], tail)
    if len(first) + len(last) + SHORTEST_GAP > len(piece.text) or not (head or tail):
        return [piece]
    pieces = [Piece(piece.kind, first), Piece(GAP, ""), Piece(piece.kind, last)]
    return [part for part in pieces if part.text or part.kind == GAP]


def beginning(text, words):
    """The first words of a text, without reading the rest."""
    end = 0
    for number, match in enumerate(WORD.finditer(text)):
        if number == words:
            break
        end = match.end()
    return text[: min(end, words * 40)]


def ending(text, words):
    if not words:
        return ""
    near = text[-words * 40 :]
    return "".join(WORD.findall(near)[-words:])
