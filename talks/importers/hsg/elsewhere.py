"""A leader met abroad, whose country a remark does not say, told by what the other remarks say.

"Met with Prime Minister Draghi, President Emmanuel Macron, …" in Rome does not say that one is of
France; the visits do. Only whole names are compared, and the result is a guess.
"""

from collections import Counter, defaultdict
from dataclasses import replace

from .names import is_alone, slug_of

ELSEWHERE_AT_LEAST = 2
WHY = "The remark names no country; elsewhere in the files the name is of another than the host."


def with_parties_told_elsewhere(met, hosts):
    """People by record's id, with the party of each whom one record alone has as the host's.

    `hosts` are the hosts' parties by record's id: of others the remark tells the party.
    """
    parties = defaultdict(Counter)
    for people in met.values():
        for person in people:
            if is_whole(person):
                parties[slug_of(person.name)][person.party] += 1
    return {
        key: [told(person, parties) if person.party == hosts[key] else person for person in people]
        for key, people in met.items()
    }


def is_whole(person):
    return bool(person.name) and not is_alone(person.name)


def told(person, parties):
    if not is_whole(person):
        return person
    here = parties[slug_of(person.name)]
    (party, times), *_ = here.most_common(1)
    if party != person.party and here[person.party] == 1 and times >= ELSEWHERE_AT_LEAST:
        return replace(person, party=party, why=WHY)
    return person
