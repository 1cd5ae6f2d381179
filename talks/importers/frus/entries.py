"""One entry of a list of participants: who it is, as what, and for how long they were there."""

import re
from dataclasses import dataclass

from .parties import named_in, party_named, party_of_heading
from .pieces import normal
from .texts import plain

HONORIFICS = (
    r"H\. ?E|H\.I\.M|H\.M|H\.R\.H|Mr|Mrs|Miss|Ms|Messrs|Dr|H\.E|His Excellency|Her Excellency|"
    r"The Honorable|The Hon|Hon|M|Mme|"
    r"Mlle|Herr|Frau|Señor|Sr|Signor|Baron|Count|Professor|Prof|Monsieur|Comrade|HRH|HIM|HM|Rev"
)
HONORIFIC = re.compile(rf"^(?:(?:{HONORIFICS})\b\.?,?\s+)+")
RANKS = (
    "General|Lt\\. General|Lt\\. Gen|Lieutenant General|Major General|Maj\\. Gen|Brigadier General|"
    "Brig\\. Gen|Brigadier|Gen|Admiral|Vice Admiral|Rear Admiral|Adm|Marshal|Field Marshal|Colonel|"
    "Lt\\. Colonel|Lt\\. Col|Lieutenant Colonel|Col|Major|Captain|Capt|Commander|Lieutenant"
)
RANK = re.compile(rf"^(?:{RANKS})\b\.?\s+")
# Words that a title may consist of, when it stands before a name.
TITLE = re.compile(
    r"^(?:(?:the|acting|deputy|vice|first|second|third|under|assistant|associate|foreign|prime|"
    r"minister|ministers|ministerial|secretary|secretaries|general|ambassador|ambassadors|"
    r"president|"
    r"president-elect|chairman|chairwoman|premier|chancellor|counselor|counsellor|chargé|charge|"
    r"d’affaires|director|senator|congressman|congresswoman|representative|speaker|king|queen|"
    r"prince|princess|crown|shah|emperor|attorney|judge|justice|governor|mayor|commissioner|consul|"
    r"high|chief|special|presidential|adviser|advisor|party|state|of|for|to|affairs|external|"
    r"defense|defence|finance|trade|commerce|treasury|and|minister-counselor|ambassador-designate|"
    r"permanent|dcm|under-secretary|academician|delegate|envoy|archbishop|cardinal|pope|sheikh|sheik|"
    r"amir|sultan|national|security|amb\.?|asst\.?|min\.?|sec\.?|dep\.?|gen\.?|for\.|defence|"
    r"treaty|emb\.?|field|air|attaché|marshal|interpreter|notetaker|politburo|councilor|council|"
    r"member|plenipotentiary|west|east|north|south|korean|vietnamese|pakistani|jordanian|saudi|dutch|belgian|danish|at|large|soviet|british|french|german|american|israeli|egyptian|"
    r"staff|chinese|canadian|italian|japanese|indian|turkish|greek|polish|u\.s\.|us)(?:\s+|$))+",
    re.IGNORECASE,
)
ROLES = [
    ("interpreter", re.compile(r"\b(?:interpreter|interpreting|translator|interpreted)s?\b", re.I)),
    (
        "notetaker",
        re.compile(r"\b(?:note[- ]?taker|recorder|reporter|rapporteur|recording)\b", re.I),
    ),
]
PRESENCE = re.compile(
    r"\b(?:part of|partial|part[- ]time|present|joined|joining|left|late|later|arrived|departed|"
    r"for the (?:first|last|end|beginning|opening|second)|beginning|during|until|after|before|"
    r"briefly|at the (?:end|start|beginning|outset)|portion|initial|latter|luncheon|lunch|dinner|"
    r"only|minutes|session|first half|second half|private)\b",
    re.IGNORECASE,
)
CODE = re.compile(r"[A-Z]{1,6}(?:[/&–-][A-Z][A-Za-z&]{0,7})*(?:/[A-Z]+)*")
BEFORE_DASH = re.compile(r"^(?P<code>[A-Z]{1,6}(?:/[A-Z&-]{1,8})*)\s*[—–:-]+\s*(?=[A-Z])")
BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
JUNIOR = re.compile(r",?\s+(?:Jr|Sr)\b\.?|,?\s+(?:II|III|IV)\b")
UNNAMED = re.compile(
    r"^(?:one|two|three|four|five|six|several|other|others|members?|some|an?(?!\.)|various|\d+)\b",
    re.I,
)
SPLIT = re.compile(r"\s*(?:,|;|—|\s[–-]\s|–\s)\s*")


@dataclass
class Entry:
    """`name` is as the source has it, without honorific; `key` leads to the list of persons.

    `party` is one that the entry itself names in brackets or alone behind the name.
    """

    text: str
    name: str = ""
    key: str = ""
    honorific: str = ""
    title: str = ""
    code: str = ""
    role: str = ""
    note: str = ""
    party: str = ""


def entry_of(item):
    """What an item says."""
    pieces = normal(item.pieces)
    text, start, end, key = marked(pieces)
    entry = Entry(plain(item.text).strip(" ,;"), key=key)
    before, named, after = text[:start], text[start:end], text[end:]
    before = take_brackets(entry, before)
    after = take_brackets(entry, after)
    if not named:
        before, after = split_name(entry, before + after)
    before = take_code(entry, take_presence(entry, before))
    before = take_role_before(entry, before)
    read_name(entry, before.strip(" ,;:"), named.strip(" ,;"))
    read_title(entry, after.strip(" ,;:—–-"))
    if not entry.name and UNNAMED.match(entry.text):
        entry.title, entry.role = entry.text, ""
    return entry


def is_name(words):
    """Whether words are a name, with or without a title; not a title alone."""
    bare = HONORIFIC.sub("", f"{words.strip()} ")
    title = TITLE.match(bare)
    name = bare[title.end() if title else 0 :].split()
    capitals = all(word[:1].isupper() for word in name)
    return (
        bool(name) and capitals and (len(name) > 1 or bare.strip() != words.strip() or bool(title))
    )


def marked(pieces):
    """The text of pieces, where in it the first person stands, and that person's key."""
    text, start, end, key, mark = "", None, None, "", None
    for piece, person in pieces:
        if person is not None and start is None:
            start, mark = len(text), person
            key = key_of(person)
        elif person is not None and person is not mark and text[end:] in ("-", "–"):
            mark, key = person, key or key_of(person)
        text += piece
        if person is not None and person is mark:
            end = len(text)
    return (text, start, end, key) if start is not None else (text, len(text), len(text), "")


def key_of(person):
    return (person.get("corresp") or person.get("ref") or "").rpartition("#")[2]


def take_brackets(entry, text):
    """Text without its brackets; what stood in them goes where it belongs."""
    for inside in BRACKETS.findall(text):
        inside = inside.strip(" ,;")
        role = role_in(inside)
        if party := party_named(inside) or party_of_heading(inside):
            entry.party = entry.party or party
        elif role and not entry.role:
            entry.role = role
            if PRESENCE.search(inside):
                add_note(entry, inside)
        elif CODE.fullmatch(inside) and not entry.code:
            entry.code = inside
        elif inside:
            add_note(entry, inside)
    return BRACKETS.sub("", text)


def add_note(entry, words):
    entry.note = f"{entry.note}; {words}" if entry.note else words


def role_in(text):
    return next((role for role, pattern in ROLES if pattern.search(text)), "")


def split_name(entry, text):
    """Text without a marked person: what stands before the first comma, and behind it."""
    text = text.strip(" ,;:")
    if found := BEFORE_DASH.match(text):
        entry.code, text = found["code"], text[found.end() :]
    text = JUNIOR.sub("", text)
    match = SPLIT.search(text)
    return (text[: match.start()], text[match.end() :]) if match else (text, "")


def take_code(entry, before):
    """Without the office that stands before a dash: "EUR—Mr. Kohler"."""
    if found := re.match(r"^(?P<code>[A-Z][A-Za-z/&.]{0,10})\s*[—–:]\s*", before):
        if party := party_of_heading(found["code"]):
            entry.party = entry.party or party
        else:
            entry.code = found["code"]
        return before[found.end() :]
    return before


def take_presence(entry, before):
    """Without "for a portion of the meeting" in front of a name."""
    if found := re.match(r"^(?P<note>for (?:an? |the )?[a-z ]+) (?=[A-Z])", before):
        add_note(entry, found["note"])
        return before[found.end() :]
    return before


def take_role_before(entry, before):
    """Without "Interpreter:" in front of the name."""
    if found := re.match(
        r"^(?:the )?(interpreters?|note[- ]?takers?|recorder)\s*[:—–-]\s*", before, re.I
    ):
        entry.role = entry.role or role_in(found[1])
        return before[found.end() :]
    return before


def read_name(entry, before, named):
    """Honorific, title and name of what stands before the comma."""
    whole = f"{before} {named}".strip()
    if UNNAMED.match(whole) and not named:
        entry.title = whole
        return
    whole = take_honorific(entry, take_party(entry, whole))
    title = TITLE.match(f"{whole} ")
    words = title[0].strip() if title else ""
    rest = take_honorific(entry, whole[len(words) :].strip())
    if rank := RANK.match(f"{rest} "):
        words, rest = f"{words} {rank[0]}".strip(), rest[rank.end() :].strip()
    if not words and (rank := RANK.match(f"{rest} ")):
        words, rest = rank[0].strip(), rest[rank.end() :].strip()
    rest = take_honorific(entry, rest)
    entry.name = JUNIOR.sub("", rest).strip(" ,;.") if not re.search(r"\b[A-Z]\.$", rest) else rest
    post = re.sub(r"^The ", "", words, flags=re.IGNORECASE) if entry.name else words
    entry.title = ", ".join(filter(None, [post, entry.title]))


def take_party(entry, text):
    """Without "of Germany" behind a name or an office; "of the German Embassy" leaves its words."""
    if found := re.match(r"(?P<name>.*\S) (?:of|from) (?:the )?(?P<party>[A-Z][^,]*)$", text):
        if party := party_named(found["party"]):
            entry.party = entry.party or party
            return found["name"]
        if re.search(r"\b(?:Embassy|Department|Ministry|Office|Staff(?! [A-Z]))\b", found["party"]):
            entry.title = found["party"]
            return found["name"]
    return text


def take_honorific(entry, text):
    if found := HONORIFIC.match(f"{text} "):
        entry.honorific = entry.honorific or found[0].strip()
        return text[found.end() :].strip()
    return text


def read_title(entry, after):
    """What stands behind the name: posts, a role, a party alone."""
    parts = [part for part in re.split(r"\s*[,;]\s*", after) if part]
    kept = []
    for part in parts:
        role = role_in(part)
        if role and len(part.split()) <= 3 and not entry.role:
            entry.role = role
            named = [party for _, party in named_in(part)]
            entry.party = entry.party or next(iter(named), "")
        elif party := lone_party(part, parts):
            entry.party = entry.party or party
        elif PRESENCE.search(part) and re.match(
            r"(?:for|during|until|part|joined|present|left|at the)", part
        ):
            add_note(entry, part)
        else:
            kept.append(part)
            entry.role = entry.role or role
    post = re.sub(r"^of (?:the )?", "", ", ".join(kept))
    if entry.title and post and not post.lower().startswith(entry.title.lower()):
        entry.title = f"{entry.title}, {post}"
    else:
        entry.title = post or entry.title


def lone_party(part, parts):
    """A party behind a name, alone: "Mr. Gromyko, USSR". Beside a post it belongs to the post."""
    return party_named(part) if len(parts) == 1 else None
