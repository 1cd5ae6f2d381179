"""A transcript as turns: who has the floor, and what is said until somebody else has it.

A turn begins with a label and a colon: "Mr. Nebenzia (Russian Federation) (spoke in Russian):",
"The President:", "SECRETARY BLINKEN:". Text that was copied from pages with lines of one width is
put together again; running heads and page numbers between the lines are taken out.
"""

import re
from dataclasses import dataclass, field

from django.conf.locale import LANG_INFO

HONORIFIC = (
    r"(?:Mr|Mrs|Ms|Miss|Mme|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Count|Viscount|Earl|"
    r"Prince|Princess|"
    r"Crown Prince|King|Queen|Emperor|Sheikh|Sheikha|Sultan|Imam|Archbishop|Bishop|Cardinal|"
    r"Monsignor|Father|Sister|Reverend|Rev|Judge|Justice|General|Lieutenant General|"
    r"Major General|Brigadier General|Brigadier|Colonel|Major|Captain|Admiral|Chief|Begum|Daw|U|"
    r"Tan Sri|Dato|Datuk|Nana|President|Vice-President|Prime Minister|Foreign Minister|"
    r"Deputy Foreign Minister|Minister|Secretary|Deputy Secretary|Under Secretary|"
    r"Assistant Secretary|Ambassador|Chancellor|Senator|Chairman|Secretary-General)\.?"
)
OFFICE = (
    r"The (?:Acting |Temporary |Deputy |Vice[- ]|Co-)*(?:President|Chair|Chairman|Chairwoman|"
    r"Chairperson|Moderator|Secretary-General|Rapporteur|High Representative|Speaker)"
)
# Words that are small within a name.
PARTICLE = (
    r"(?:de|da|do|dos|das|del|della|di|du|la|le|van|von|der|den|ter|ten|of|al|el|bin|bint|ibn|y|e"
    r"|and|the|zu|af|av)"
)
NAME = re.compile(rf"(?:{PARTICLE}[ -])?\w[\w.'’ʼ`-]*(?:,? (?:{PARTICLE}|\w[\w.'’ʼ`-]*))*$")
OPENING = re.compile(rf"(?:{HONORIFIC} [^\W\d_]|(?i:{OFFICE})\b)")
LABEL = re.compile(r"(?P<label>[^:]{2,240}?)\s*:(?:\s+(?P<text>.*)|$)", re.DOTALL)
BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
TONGUE = re.compile(
    r"(?:spoke|speaking|spoken|delivered|interpretation|interpreted|translated|translation)\b"
    r".*?\b(?:in|from) (?:the )?(\w+)",
    re.IGNORECASE,
)
ADDRESSED = re.compile(
    r"(?:Mr|Mrs|Ms|Madam|Madame)\.? (?:President|Chair\w*|Secretary-General|Speaker|Moderator)$",
    re.IGNORECASE,
)
WORDS_IN_A_NAME = 9
# Between the lines of a page: the symbol of the record, page numbers, the number of the print.
FURNITURE = re.compile(
    r"\s*(?:[A-Z]+/(?:[\w.]+/)*PV\.\d+.*|.{0,160}\s[A-Z]/PV\.\d+(?:\s*\([\w. ]+\))?"
    r"|\d{1,3}/\d{1,3}(?:\s+\d\d-\d{5})?|(?:\d\d-\d{5}(?:\s*\(E\))?\s*)(?:\d{1,3}/\d{1,3})?"
    r"|\*\d{7}\*|\d{1,3})\s*$"
)
# What the record itself says between two speeches.
STAGE = re.compile(
    r"(?:\[?\(?)(?:The (?:meeting|session) (?:was called to order|was suspended|rose|resumed|was "
    r"resumed|was adjourned|adjourned)|The agenda was adopted|A vote was taken|In favour:|Against:"
    r"|Abstaining:|Abstentions?:|(?:The )?members of the (?:Security )?Council observed|At the "
    r"invitation of the President|.{3,80} (?:took|was escorted to) a? ?(?:seat|place)|Adoption of "
    r"the agenda$|Expression of (?:thanks|condolences|welcome)|A video was shown|\[?Applause)"
)
TONGUES = {info["name"].lower(): code for code, info in LANG_INFO.items() if "name" in info}
TONGUES |= {"chinese": "zh", "mandarin": "zh", "dari": "prs", "pashto": "ps", "hebrew": "he"}


BROKEN = re.compile(r"(\w-) (?!(?:and|or|to|nor|but)\b)(?=\w)")


@dataclass
class Turn:
    """`party` is what stands in brackets behind the name; `language` the code of what was spoken.

    `line` is where in the file the turn begins; `paragraphs` are the words, as they are.
    """

    line: int
    name: str
    party: str = ""
    language: str = ""
    paragraphs: list = field(default_factory=list)

    @property
    def text(self):
        return "\n\n".join(self.paragraphs)


@dataclass
class Transcript:
    """`front` are the lines before the first turn; `between` those that nobody said."""

    front: list = field(default_factory=list)
    turns: list = field(default_factory=list)
    between: list = field(default_factory=list)


def transcript_of(text):
    """Reads a whole transcript; text of any kind gives one, perhaps without a turn."""
    found = Transcript()
    numbered = enumerate(text.splitlines(), start=1)
    lines = [(number, line.strip()) for number, line in numbered if not FURNITURE.match(line)]
    reader = Reader(found)
    for index, (number, line) in enumerate(lines):
        following = lines[index + 1][1] if index + 1 < len(lines) else ""
        reader.take(number, line, following)
    reader.close()
    return found


class Reader:
    """Takes the lines one after another; `open` are those of a paragraph that goes on."""

    def __init__(self, found):
        self.found, self.turn, self.open, self.names = found, None, [], set()
        self.is_between, self.is_half_label = False, False

    def take(self, number, line, following):
        if self.is_half_label:
            # The label began on the line before, which took this one in.
            self.is_half_label = False
            return
        if opened := self.opened(line):
            self.begin(number, *opened)
        elif opened := self.opened(line, following):
            self.is_half_label = True
            self.begin(number, *opened)
        elif STAGE.match(line):
            self.close()
            self.is_between = True
            self.leave(line)
        elif not line:
            self.close()
        elif self.turn is None or self.is_between:
            self.leave(line)
        else:
            self.open.append(line)

    def opened(self, line, following=""):
        """The label's parts and the text behind it, where a turn begins on this line."""
        if following:
            if ":" in line or not OPENING.match(line) or len(line) < 12:
                return None
            line = f"{line} {following}"
        if not (match := LABEL.match(line)):
            return None
        parts = label_parts(match["label"], self.names)
        return (*parts, match["text"] or "") if parts else None

    def begin(self, number, name, party, language, text):
        self.close()
        self.is_between = False
        self.names |= {name, name.split()[-1]}
        self.turn = Turn(number, name, party, language)
        self.found.turns.append(self.turn)
        self.open = [text] if text else []

    def close(self):
        """The paragraph ends. Words broken at a hyphen keep it: it may be their own."""
        if self.open and self.turn:
            self.turn.paragraphs.append(BROKEN.sub(r"\1", " ".join(self.open)))
        self.open = []

    def leave(self, line):
        (self.found.front if self.turn is None else self.found.between).append(line)


def label_parts(label, known=()):
    """Name, party and language of "Mr. X (France) (spoke in French)"; None for other words."""
    brackets = [words.strip() for words in BRACKETS.findall(label)]
    name = " ".join(BRACKETS.sub(" ", label).split())
    party = language = ""
    for words in brackets:
        if tongue := TONGUE.match(words):
            language = TONGUES.get(tongue[1].lower(), "")
        elif not party and not words.isdigit():
            party = words
    is_named = name in known or is_name(name, bool(party or language))
    return (name, party, language) if is_named else None


def is_name(words, is_bracketed):
    """Whether words before a colon are somebody: by honorific, office, capitals or brackets."""
    if ADDRESSED.match(words) or len(words.split()) > WORDS_IN_A_NAME:
        return False
    if re.fullmatch(OFFICE, words, re.IGNORECASE):
        return True
    if not NAME.match(words) or not all(map(is_capital, words.split())):
        return False
    if re.match(rf"{HONORIFIC} ", words):
        return True
    is_shouted = words.isupper() and len(words) > 2 and not any(map(str.isdigit, words))
    return is_bracketed or is_shouted


def is_capital(word):
    return (
        bool(re.fullmatch(PARTICLE, word)) or word[:1].isupper() or word[:2] in ("d'", "d’", "al")
    )
