"""Whom a remark says somebody met: a small grammar over its sentences.

"Met with President Saragat, Prime Minister Rumor, and other officials" names two. People are taken
only after a word that says they met (titles.LINK); the dead who are honoured, hosts whose name
stands in a place's, and people who were accompanied are not.
"""

import re
from dataclasses import dataclass, replace

from talks.importers.party_names import party_id, table

from . import titles as words_for
from .mentions import Mention, mention
from .parties import names_with_and, party_at

SENTENCE = re.compile(r"(?<=[.;])[\]\"”]?\s+(?=[\[“\"A-Z0-9a-z])")
MEMBERS = re.compile(
    r"\s*,\s+(?:and\s+|as well as\s+|plus\s+|or\s+)?|\s*[;/]\s*|\s+(?:and|as well as|plus|&)\s+"
)
# Stands for a space that no member of a list ends at.
JOINED = "\N{WORD JOINER}"
PORT = "(?:" + "|".join(words_for.PORTFOLIO) + ")"
JOINTS = [
    re.compile(rf"\b(?:Minister|Secretary) (?:of|for) (?:the )?(?:{PORT} )+and (?:{PORT}\b ?)+"
               r"(?!(?:Minister|Secretary)\b)"),
    re.compile(rf"(?<!of )(?<!for )\b{PORT}(?: {PORT})* and {PORT}(?: {PORT})* "
               r"(?:Minister|Secretary)\b"),
]  # fmt: skip
TWO_TITLES = re.compile(
    r"(?<=ster|ince|mier|dent)-(?=(?:Foreign|Prime|Vice|Crown|Defense) |Prince )"
)


@dataclass(frozen=True)
class Person:
    """Somebody whom a remark says was met. `party` is None where nothing tells it.

    `sure` is false, with `why`, where the grammar had to choose.
    """

    title: str
    name: str
    party: str | None
    why: str = ""
    own_side: bool = False


def sentences(text):
    """The sentences of a remark, also those that a semicolon ends."""
    parts, sentence = SENTENCE.split(text), ""
    for part in parts:
        sentence = f"{sentence} {part}".strip()
        following = text[text.find(part) + len(part) :].strip(' ]"”')
        if words_for.ABBREVIATED.search(sentence) and not begins_sentence(following):
            continue
        yield sentence
        sentence = ""
    if sentence:
        yield sentence


def begins_sentence(text):
    return re.match(rf"(?:{words_for.VERBS})\b", text) is not None


def people_in(text, host):
    """The `Person`s whom a remark names as met; `host` is whose they are where none is told."""
    found = []
    for sentence in sentences(spelt(text)):
        links = links_in(sentence)
        ends = [*(link.start() for link in links[1:]), len(sentence)]
        for link, end in zip(links, ends, strict=False):
            found += members(sentence[link.end() : end], host, link.group().strip())
    return once(found)


def spelt(text):
    """The text without the slips of the pen that are known."""
    for slip, meant in words_for.SPELLINGS:
        text = slip.sub(meant, text)
    return text


def links_in(sentence):
    """The words in a sentence that lead to people who were met."""
    links = words_for.LINK.finditer(sentence)
    return [link for link in links if not words_for.IDLE_LINK.search(sentence[: link.start()])]


def once(people):
    """Each of them once, as first told; the title-less again of one who has a title is dropped."""
    kept = {}
    for person in people:
        key = (person.name or person.title, person.party, "" if person.name else person.title)
        kept.setdefault(key, person)
    return list(kept.values())


def members(text, host, how="with"):
    """The people in a list, in order; `how` is the word that led to it."""
    people = List(spelt(text), host, words_for.OWN_SIDE.match(how) is not None).people()
    return [person for person in people if person.title or how in words_for.LEADS_TO_NAMES]


def guarded(text):
    """The text with each "and" that joins no members hidden."""
    hide = lambda match: match.group().replace(" and ", f"{JOINED}and{JOINED}")  # noqa: E731
    for joint in [*JOINTS, names_with_and()]:
        text = joint.sub(hide, text)
    text = re.sub(r",\s+((?:Jr|Sr)\b\.?|III?\b|[23]r?n?d\b)", rf"{JOINED}\1", text)
    return TWO_TITLES.sub(f"{JOINED}and{JOINED}", text)


def unbracketed(part):
    """A part of a list without a bracket that only opens or closes in it."""
    return part if part.count("(") == part.count(")") else part.strip("() ")


class List:
    """Members of a list, each read with what the ones before leave open."""

    def __init__(self, text, host, own_side):
        self.host, self.own_side = host, own_side
        text = guarded(text.rstrip(" .;]"))
        cut = MEMBERS.split(text)
        self.parts = [unbracketed(part.replace(JOINED, " ").strip(" .")) for part in cut]
        self.joints = [text[m.start() : m.end()] for m in MEMBERS.finditer(text)] + [""]
        self.found, self.open, self.adjectives = [], None, []
        self.is_list_still = True

    def people(self):
        for number, part in enumerate(self.parts):
            self.take(part, self.joints[number - 1] if number else "")
        return self.found

    def take(self, part, joint):
        if self.open and self.continues(part):
            return
        said = mention(part)
        if said is None:
            self.spouse(part)
            self.open = None
        elif said.parties:
            self.open = said
            for party in said.parties:
                self.unnamed(said.title, party)
        elif said.plural:
            is_told = not said.after or said.after in ENDS_LIST
            self.several(said if is_told else Mention(said.title))
        elif said.title or not said.name or self.is_list_still:
            (self.named if said.name else self.nameless)(said, joint)
        self.is_list_still = said is None or not said.after

    def continues(self, part):
        """Whether this is one more after "the Presidents of Tanzania", "Prime Ministers Eden"."""
        before = self.open
        if before.parties:
            words = part.removeprefix("the ").split()
            party, length = party_at(words)
            if party and (length == len(words) or words[length] in ENDS_LIST):
                self.unnamed(before.title, party)
                return True
        elif before.plural and (said := mention(f"{before.title} {part}")) and said.name:
            alone = mention(part)
            if not (alone and alone.title) and not party_id(said.name):
                self.add(replace(said, plural=True, party=said.party or before.party))
                return True
        return False

    def several(self, said):
        """Of "Prime Ministers Eden" the first; the rest follows. Unnamed ones are not counted."""
        self.open = said
        if said.name:
            self.add(said)
        elif said.party and (said.the or self.adjectives):
            for party in [*self.adjectives, said.party]:
                self.unnamed(said.title, party)
        self.adjectives = []

    def named(self, said, joint):
        waiting, self.open = self.open, None
        if waiting and waiting.the and not said.title and "and" not in joint and self.found:
            self.found.pop()
            said = Mention(waiting.title, said.name, waiting.party or said.party)
        if waiting and waiting.the and waiting.title in MORE_POSTS and said.title in TO_MORE_POSTS:
            self.found.pop()
            waiting = replace(waiting, the=False)
        if waiting and waiting.title and not waiting.the and not waiting.plural and said.title:
            said = Mention(
                f"{waiting.title} and {said.title}", said.name, waiting.party or said.party
            )
        elif not said.title and not self.found:
            said = Mention("", said.name, said.party, sure=False)
        self.add(said, joint)

    def nameless(self, said, joint):
        """A title alone: of somebody unnamed, of the one before, or with the next."""
        if not said.title:
            self.adjectives.append(said.party)
            return
        last = self.found[-1] if self.found else None
        if last and not last.title and last.name and not said.the:
            party = said.party or last.party
            self.found[-1] = Person(said.title, last.name, party, "", self.own_side)
        elif said.after and said.after not in ENDS_TITLE:
            self.open = None
        elif said.the or (self.open and self.open.the):
            self.open = Mention(said.title, party=said.party, the=True)
            self.add(said)
        else:
            self.open = said

    def spouse(self, part):
        """In "President and Mrs. Marcos" the first has the name that the second brings."""
        word, _, name = part.partition(" ")
        if self.open and self.open.title and word in words_for.SPOUSES and name:
            said = mention(f"{self.open.title} {name}")
            if said and said.name:
                self.add(Mention(said.title, said.name, self.open.party))

    def unnamed(self, title, party):
        """One of several whose names are not told; an organisation's ministers are too many."""
        if table()[0][party]["kind"] == "state":
            self.add(Mention(title, party=party))

    def add(self, said, joint=""):
        party, why = said.party, ""
        if said.plural and said.title in words_for.HEADS and not party:
            # "Prime Ministers Eden and Mendes-France": of two countries, which it does not say.
            self.found.append(Person(said.title, said.name, None))
            return
        if not party:
            party, why = self.host, self.doubt(said, joint)
            party = self.found[-1].party if why == INHERITED else party
        if not said.title:
            why = why or UNTITLED
        self.found.append(Person(said.title, said.name, party, why, self.own_side))

    def doubt(self, said, joint):
        """Why it is not told whose this is: another party's were named just before."""
        last = self.found[-1] if self.found else None
        if not last or last.party in {None, self.host} or not said.title:
            return ""
        lesser = said.title not in words_for.HEADS and last.title in words_for.HEADS
        return INHERITED if lesser and "," not in joint else ""


# After one of these the title is told whole: "the Foreign Minister of Angola at Lusaka".
ENDS_TITLE = {"at", "in", "on", "to", "during", "while", "after", "before", "about", "regarding"}
ENDS_LIST = ENDS_TITLE - {"to"} | {"for"}
MORE_POSTS = {"Prime Minister", "Deputy Prime Minister", "Vice President"}
TO_MORE_POSTS = {"Foreign Minister", "Minister of Foreign Affairs", "Minister for Foreign Affairs"}
INHERITED = "The remark names one of another party just before, and does not say whose this is."
UNTITLED = "The remark gives no title; that this is a person of the host’s is read from the list."
