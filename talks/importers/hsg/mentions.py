"""One member of a list of people ("the Egyptian Foreign Minister Moussa of …") as title and name.

The words are those of titles.py; nothing is looked up on the record.
"""

import re
from dataclasses import dataclass, replace

from . import titles as words_for
from .parties import GROUPS, party_at
from .title_reading import BODY_WORDS_AT_MOST, TitleReading

# What stands in brackets is one word.
WORDS = re.compile(r"\([^)]*\)|\S+")
POSSESSIVE = re.compile(r"(?:['’]s|s['’])$")
LATER_BORN = re.compile(r",? (?:(Jr|Sr)\.?|(2nd|3rd))$")
NO_SURNAMES = set(words_for.PORTFOLIO) - {"Home", "Rights", "Works", "War"}
NOBLE = {"Earl", "Viscount", "Marquess", "Count", "Baron"}


@dataclass(frozen=True)
class Mention:
    """A person as a remark names one; `name` or `title` may be missing, not both.

    `party` is the id of the party that the remark says, if it does. `plural` titles are said of
    several people; `the` stands for an article, which a title without a name needs. `after` is the
    first word that was not read.
    """

    title: str = ""
    name: str = ""
    party: str | None = None
    plural: bool = False
    the: bool = False
    parties: tuple = ()
    sure: bool = True
    after: str = ""


def mention(text):
    """The person that a member of a list begins with, or None."""
    reading = Reading(WORDS.findall(text))
    found = reading.mention()
    return found and replace(found, after=reading.word)


def with_comma(suffix):
    """ "Jr" as names have it on record: after a comma, "Jr." with its full stop."""
    return f", {suffix[1]}." if suffix[1] else f", {suffix[2]}"


def is_untitled_name(words):
    """Whether words with capitals are a person's name although no title leads to it."""
    others = words_for.NO_UNTITLED | words_for.STYLES | words_for.RANKS | words_for.TITLES
    others |= words_for.SPOUSES
    return len(words) > 1 and not others & set(words)


def group_at(words):
    """The parties of the group that words begin with, if they do."""
    said = " ".join(words).removeprefix("the ")
    return next((tuple(GROUPS[name]) for name in GROUPS if said.startswith(name)), ())


class Reading(TitleReading):
    def __init__(self, words):
        super().__init__(words)
        self.party, self.the, self.before = None, False, []

    def mention(self):
        self.skip_idle()
        self.read_before()
        title, plural = self.title()
        if not title:
            return self.without_title()
        found = Mention(title, party=self.party, plural=plural, the=self.the)
        found = replace(found, title=" ".join([*self.before, title]))
        found = self.with_country(self.with_portfolio(found), group=plural)
        return self.with_country(self.with_name(found)) if not found.parties else found

    def without_title(self):
        if self.before or (self.the and not self.party):
            return None
        name = self.name(untitled=True)
        if not name and self.party and not self.rest:
            return Mention(party=self.party, the=self.the)
        if not name or (self.rest and not self.is_country_next()):
            return None
        return self.with_country(Mention(name=name, party=self.party, sure=False))

    def is_country_next(self):
        return self.word in {"of", "from"} or self.word.startswith("(")

    def skip_idle(self):
        while self.word != "New" and self.word.lower() in words_for.IDLE:
            self.the |= self.word.lower() in {"the", "his", "her"}
            self.at += 1

    def read_before(self):
        """What stands before the title: whose it is, and since when ("acting")."""
        while self.word:
            if self.title_here()[0]:
                return
            party, length = party_at(self.rest)
            if party:
                self.party = self.party or party
                self.at += length
            elif self.word.lower().strip("-") in words_for.MODIFIERS:
                self.before.append(self.word.strip("-").capitalize())
                self.at += 1
            elif self.word != "New" and self.word.lower() in words_for.IDLE:
                self.at += 1
            else:
                return self.read_body()

    def read_body(self):
        """Words of a body before the title: "National People’s Congress Chairman"."""
        start = self.at
        for ahead in range(1, BODY_WORDS_AT_MOST):
            if not all(word[:1].isupper() for word in self.words[start : start + ahead]):
                return
            self.at = start + ahead
            if self.title_here()[0] and not self.is_name_like(self.words[start]):
                self.before += self.words[start : self.at]
                return
        self.at = start

    def is_name_like(self, word):
        """A first name before a rank is a name: "Anwar Marshal"; a body is told by its words."""
        known = {*words_for.PORTFOLIO, *words_for.BODIES, *words_for.NO_NAME}
        before = self.words[self.words.index(word) : self.at]
        return not (known & set(before) or any(w.endswith(("al", "an", "ese")) for w in before))

    def with_portfolio(self, found):
        """The title with what follows it: "Minister" with "of Foreign Affairs"."""
        if self.word not in {"of", "for", "on"} or group_at(self.words[self.at + 1 :]):
            return found
        length = 1 + (self.words[self.at + 1 : self.at + 2] == ["the"])
        if self.word != "of" and (country := party_at(self.rest[length:])[1]):
            return self.lengthened(found, length + country)
        end = length
        for number, word in enumerate(self.rest[length:], length + 1):
            if word in words_for.PORTFOLIO:
                end = number
            elif word not in {"and", "of", "the", "&"}:
                break
        if party_at(self.rest[length:])[1] > end - length:
            end = length
        end = max(end if end > length else 0, self.end_of_body(length))
        return self.lengthened(found, end) if end else found

    def lengthened(self, found, number):
        """The title with some more words, as in "Special Envoy" with "for Syria"."""
        said = " ".join(self.rest[:number])
        self.at += number
        return replace(found, title=f"{found.title} {said}")

    def with_country(self, found, group=False):
        """The party in "of Jordan" or "(Jordan)"; of several in "of Kenya", the rest follows."""
        word = self.word
        if word.startswith("(") and word.endswith(")"):
            party, _ = party_at(word.strip("()").split())
            self.at += bool(party)
            return replace(found, party=party or found.party)
        if word not in {"of", "from"}:
            return found
        rest = self.words[self.at + 1 :]
        rest = rest[1:] if rest[:1] == ["the"] else rest
        if group and group_at(rest):
            return replace(found, parties=group_at(rest))
        party, length = party_at(rest)
        if not party:
            return found
        self.at = len(self.words) - len(rest) + length
        return replace(found, party=party, parties=(party,) if group else ())

    def with_name(self, found):
        name = self.name()
        if name and POSSESSIVE.search(name):
            return None if self.rest else replace(found, name="", the=False)
        return replace(found, name=name)

    def name(self, untitled=False):
        """The words that are a name, as far as they go."""
        self.skip_ranks()
        taken = []
        while self.word and len(taken) < 9:
            word = self.word.rstrip(":!?")
            if not self.is_part_of_name(word, taken):
                break
            taken.append(word)
            self.at += 1
            if self.ends_name(word):
                break
        while taken and taken[-1] in words_for.PARTICLES:
            taken.pop()
        if (untitled and not is_untitled_name(taken)) or NO_SURNAMES & set(taken):
            return ""
        return LATER_BORN.sub(with_comma, " ".join(taken).strip(" ,;:"))

    def skip_ranks(self):
        while self.word in words_for.RANKS and len(self.rest) > 1:
            self.at += 1

    def ends_name(self, word):
        return word.endswith(".") and not (len(word) <= 4 or words_for.SUFFIXES.match(word))

    def is_part_of_name(self, word, taken):
        if word == "of" and len(taken) == 1:
            return taken[0] in NOBLE and self.is_name_ahead()
        bare = word.strip("()\"“”'‘’ʻ")
        if word in words_for.PARTICLES or bare.split("-")[0].lower() in words_for.PARTICLES:
            return self.is_name_ahead() if word in words_for.PARTICLES else True
        if taken and words_for.SUFFIXES.match(word):
            return True
        if not bare[:1].isupper() or word in words_for.NO_NAME or bare in words_for.NO_NAME:
            return False
        if word.startswith("(") and (party_at(bare.split())[0] or not taken):
            return False
        if word in words_for.CALENDAR and self.is_date():
            return False
        if word in words_for.STYLES:
            return True
        if self.title_here()[0] and not word.endswith("."):
            return not self.is_title_of_other(taken)
        return not (taken and party_at(self.rest)[1] and self.is_country_apart())

    def is_date(self):
        """Whether a month is one: "May" and "April" may be names."""
        following = self.rest[1:2]
        return bool(following and following[0][:1].isdigit()) or self.word not in {
            "May",
            "April",
            "June",
        }

    def is_name_ahead(self):
        return any(word[:1].isupper() for word in self.rest[1:4])

    def is_title_of_other(self, taken):
        """Whether a title within a name begins another person: "Bush President Putin"."""
        length = self.title_here()[1]
        after = self.rest[length : length + 1]
        return length > 1 or bool(taken and after and after[0][:1].isupper())

    def is_country_apart(self):
        """A country after a name is no part of it, unless it ends the name: "Michael Jordan"."""
        return party_at(self.rest)[1] > 1 or len(self.rest) > 1
