"""Parties as the remarks name them: amid a sentence, in groups, with an "and" of their own."""

import re
from functools import cache

from talks.importers.party_names import party_id, table

UNITED_STATES = "united-states"
POSSESSIVE = re.compile(r"['’]s?$")
LONGEST = 7


def party_at(words):
    """The party that a list of words begins with, and how many words name it: the longest."""
    for length in range(min(LONGEST, len(words)), 0, -1):
        name = " ".join(words[:length])
        if name[:1].isupper():
            found = party_id(name, POSSESSIVE.sub("", name))
            if found:
                return found, length
    return None, 0


@cache
def names_with_and():
    """Names of parties that hold an "and", which is none between two members of a list."""
    parties, _ = table()
    names = (name for p in parties.values() for name in [p["name"], *p.get("other_names", [])])
    return re.compile("|".join(re.escape(name) for name in names if " and " in name))


GROUPS = {
    "Baltic States": ["estonia", "latvia", "lithuania"],
    "Baltic countries": ["estonia", "latvia", "lithuania"],
    "Benelux countries": ["belgium", "netherlands", "luxembourg"],
}
