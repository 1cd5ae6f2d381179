"""The nouns that a line of a record file names, each with its path."""

from typing import NamedTuple

from .shapes import MEETING, NOUNS, joined


class Mention(NamedTuple):
    """A noun where an object names it: by its id, or as an object in full."""

    noun: str
    value: str | dict
    path: str


def noun_of(data):
    """The noun a line is about when it is one noun alone, as in `{"official": {…}}`."""
    keys = list(data)
    return keys[0] if len(keys) == 1 and keys[0] in NOUNS else None


def mentions(data):
    """Every noun that a line names, those inside nouns given in full too."""
    noun = noun_of(data)
    yield from nested([Mention(noun, data[noun], noun)] if noun else named_in(MEETING, data, ""))


def nested(found):
    for mention in found:
        yield mention
        if isinstance(mention.value, dict):
            yield from nested(named_in(NOUNS[mention.noun], mention.value, mention.path))


def named_in(shape, data, path):
    """The nouns one object names; those inside a noun given in full are not entered."""
    for key, (_, noun) in shape.refs.items():
        if data.get(key) is not None:
            yield Mention(noun, data[key], joined(path, key))
    for key, below in shape.lists.items():
        if rows := data.get(key):
            way = joined(path, key)
            if below.item is None:
                noun = below.refs[below.bare][1]
                for number, row in enumerate(rows):
                    yield Mention(noun, row, f"{way}[{number}]")
            elif below.refs or below.lists:
                for number, row in enumerate(rows):
                    yield from named_in(below, row, f"{way}[{number}]")
