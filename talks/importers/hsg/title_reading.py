"""Words with a place among them, and the titles that stand there.

The tables are those of titles.py; whose the title is, and who has it, is read in mentions.py.
"""

from . import titles as words_for
from .parties import party_at

BODY_WORDS_AT_MOST = 6


class TitleReading:
    def __init__(self, words):
        self.words, self.at = words, 0

    @property
    def rest(self):
        return self.words[self.at :]

    @property
    def word(self):
        return self.words[self.at] if self.at < len(self.words) else ""

    def title_here(self):
        """The longest title at this place: its words, their number, whether it is of several."""
        for length in range(words_for.TITLE_WORDS_AT_MOST, 0, -1):
            said = " ".join(self.rest[:length])
            if len(self.rest) < length or not said[:1].isupper():
                continue
            if said in words_for.TITLES:
                return said, length, False
            if said in words_for.PLURALS:
                return words_for.PLURALS[said], length, True
        return self.minister_here()

    def minister_here(self):
        """A title made of a portfolio: "External Affairs Minister", "Trade Secretary"."""
        ends = {"Minister": False, "Ministers": True, "Secretary": False, "Secretaries": True}
        ends |= {"Minister-designate": False, "Secretary-designate": False}
        for length, word in enumerate(self.rest[:9], 1):
            if word in ends and length > 1:
                said = self.rest[: length - 1]
                singular = {"Ministers": "Minister", "Secretaries": "Secretary"}.get(word, word)
                return " ".join([*said, singular]), length, ends[word]
            if word not in words_for.PORTFOLIO and word not in {"and", "&"}:
                break
        return "", 0, False

    def title(self):
        title, length, plural = self.title_here()
        self.at += length
        while title and (more := self.joined_title()):
            title = f"{title} and {more}"
        return title, plural

    def joined_title(self):
        """A second title of the same person, where it cannot be a name: "and Prime Minister"."""
        if self.word != "and":
            return ""
        self.at += 1
        title, length, plural = self.title_here()
        if title and not plural:
            self.at += length
            return title
        self.at -= 1
        return ""

    def end_of_body(self, start):
        """How many words name a body: "of the State Council" has four; nought if they do not."""
        end = 0
        for number, word in enumerate(self.rest[start : start + BODY_WORDS_AT_MOST], start + 1):
            if word in words_for.BODIES:
                end = number
            elif not (word[:1].isupper() or word in {"of", "the", "for", "and", "with"}):
                break
        return 0 if party_at(self.rest[start:])[1] + start >= (end or 99) else end
