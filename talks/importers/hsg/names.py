"""Which official a name in a remark is, as an id; and under which spelling one is kept.

A whole name is one official, whatever the party. A surname alone is one official for each party,
and so is a ruler's name ("Hassan II") and a name behind a style ("Prince Saud").
"""

import re
from collections import Counter

from anyascii import anyascii

from . import titles as words_for

RULERS = {
    *("King", "Queen", "Emperor", "Empress", "Sultan", "Amir", "Emir", "Shah", "Pope", "Prince"),
    *(
        "Grand Duke",
        "Grand Duchess",
        "Crown Prince",
        "Regent",
        "Princess",
        "Sheikh",
        "Queen Mother",
    ),
}


PARTICLES = words_for.PARTICLES | {"st.", "e"}
ROYAL = {"Prince", "Princess"}
# Styles that some sources write and others leave out: no part of an id.
OPTIONAL = {"Sheikh", "Sheik", "Shaikh", "Lord", "Viscount", "Sir", "Baron"}


def slug_of(text):
    """Words of ASCII letters and figures with hyphens between them."""
    ascii_text = re.sub(r"['`]", "", anyascii(text)).lower()
    return "-".join("".join(c if c.isalnum() else " " for c in ascii_text).split())[:490]


def significant(name):
    """The words of a name without particles, numerals and "Jr."."""
    words = [word for word in name.replace(",", "").split() if not words_for.SUFFIXES.match(word)]
    return [word for word in words if word.lower() not in PARTICLES] or words


def is_alone(name):
    """Whether a name is one word, or stands behind a style, so that it needs its party."""
    words = significant(name)
    numbered = any(words_for.REGNAL.match(word) for word in name.split()[1:2])
    return len(words) == 1 or words[0] in ROYAL | OPTIONAL or numbered


def is_surname(name, title):
    """Whether a name tells the surname alone; a ruler's one name is a whole one."""
    return len(significant(name)) == 1 and not RULERS & {title, *title.split(" and ")}


def official_id(name, party):
    first, _, rest = name.partition(" ")
    plain = rest if first in OPTIONAL and rest else name
    return slug_of(f"{plain} {party}" if is_alone(name) else plain)


class Spellings:
    """The officials named in files, each under one spelling: the commonest, else the first."""

    def __init__(self):
        self.written = {}

    def add(self, name, party):
        slug = official_id(name, party)
        self.written.setdefault(slug, Counter())[name] += 1
        return slug

    def official(self, slug):
        """The official as in a record file. Call it when all names have been added."""
        (name, _), *others = self.written[slug].most_common()
        facts = {"id": slug, "name": name, "other_names": sorted(other for other, _ in others)}
        return {key: value for key, value in facts.items() if value}
