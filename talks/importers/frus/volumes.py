"""A TEI file of the series: hardened reading, what volume it is, its persons, its documents."""

import re
from dataclasses import dataclass

from lxml import etree

from .texts import XML_ID, descendants, line_of, name_of, text_of

SIZE_LIMIT = 100 * 1024 * 1024
SERIES = "Foreign Relations of the United States"
RANKS = (
    "Generalissimo|Brigadier|Lieutenant Commander|Commander|Ambassador|Sen|General|Gen|Admiral|"
    "Adm|Marshal|Field Marshal|Colonel|Col|Major|Captain|"
    "Lieutenant|Lt|Air Marshal|Viscount|Earl|Baron|Count|Prince|Dr|Rev|Jr|Sr|II|III|USA|USN|USAF|"
    "USMC"
)
RANK = re.compile(rf"(?:{RANKS})\b\.?(?: (?:{RANKS})\b\.?)*", re.IGNORECASE)


class Unreadable(ValueError):
    """A file that cannot be read, in one sentence; `line` is nought for the file as a whole."""

    def __init__(self, sentence, line=0):
        super().__init__(sentence)
        self.line = line


@dataclass(frozen=True)
class Person:
    """Somebody in a volume's list of persons."""

    name: str
    post: str = ""


@dataclass(frozen=True)
class Document:
    element: object
    file: str
    id: str
    number: str
    line: int


class Volume:
    def __init__(self, path):
        self.path = path
        self.root = read(path)
        self.id = volume_id(self.root, path)
        self.title = volume_title(self.root)
        self.persons = dict(persons_of(self.root))

    def documents(self):
        """Each `div` of a document, with documents inside documents of their own."""
        for div in descendants(self.root, "div"):
            if div.get("type") == "document" and div.get(XML_ID):
                number = div.get("n") or ""
                yield Document(div, str(self.path), div.get(XML_ID), number, line_of(div))


def read(path):
    """The root of an XML file. Entities and outside files are never looked up."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        dtd_validation=False,
    )
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise Unreadable(f"is larger than {SIZE_LIMIT // 1024**2} MB")
        data = path.read_bytes()
        if b"<!DOCTYPE" in data[:100_000] or b"<!ENTITY" in data:
            raise Unreadable("has a document type of its own, which TEI of the series has not")
        tree = etree.fromstring(data, parser).getroottree()
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror or error}") from None
    except etree.XMLSyntaxError as error:
        line = (error.position or (0, 0))[0]
        raise Unreadable(f"is not well-formed XML: {error.msg}", line) from None
    if tree.docinfo.doctype:
        raise Unreadable("has a document type of its own, which TEI of the series has not")
    if name_of(tree.getroot()) not in {"TEI", "div", "text", "body", "teiCorpus"}:
        raise Unreadable("is not TEI: its outermost element is neither TEI nor div")
    return tree.getroot()


def volume_id(root, path):
    """As in the address on history.state.gov; else the name of the file, up to a document's id."""
    stated = [root.get(XML_ID) or ""]
    stated += [text_of(node) for node in descendants(root, "idno") if node.get("type") == "frus"]
    found = next((name for name in stated if name.startswith("frus")), None)
    if not found:
        match = re.match(r"frus[\w-]*?(?=[-_.]d\d+$|$)", path.name.split(".")[0])
        found = match[0] if match else None
    if not found:
        raise Unreadable("says of no volume that it is of: neither xml:id nor idno nor its name")
    return found


def volume_title(root):
    titles = {node.get("type"): text_of(node) for node in descendants(root, "title")}
    if titles.get("complete"):
        return titles["complete"].rstrip(".")
    parts = [titles.get(kind) for kind in ("series", "sub-series", "volume-number", "volume")]
    return ", ".join(filter(None, parts)) or SERIES


def persons_of(root):
    """Pairs of key and `Person`, from the lists that give persons a key."""
    for item in descendants(root, "item"):
        for person in descendants(item, "persName")[:1]:
            if key := person.get(XML_ID):
                listed = text_of(person)
                post = text_of(item).replace(listed, "", 1).lstrip(" ,.;:")
                yield key, Person(turned(listed), post)


def turned(listed):
    """A name as it is said: "Thompson, Llewellyn E., Jr." is Llewellyn E. Thompson."""
    listed = re.sub(r"\([^)]*\)|\[[^\]]*\]", "", listed).strip(" ,;:")
    listed = re.sub(r"(?<!\b[A-Z])\.$", "", listed)
    surname, *rest = [part.strip() for part in listed.split(",")]
    given = [part for part in rest if part and not RANK.fullmatch(part)]
    if not rest and (match := re.fullmatch(r"(\w[\w’-]+) ((?:\w+ )?[A-Z])\.?", surname)):
        surname, given = match[1], [f"{match[2]}."]
    if not given:
        return spaced(surname)
    first = re.sub(rf"^(?:(?:{RANKS})\b\.? )+", "", given[0])
    first += "".join(f" {part}" for part in given[1:] if re.fullmatch(r"[A-Z]\.?", part))
    first = re.sub(r"(?<=\b[A-Z])$", ".", first) if len(first.split()[-1]) == 1 else first
    return spaced(f"{first} {surname}")


def spaced(name):
    """Initials stand apart: "David K.E. Bruce" is David K. E. Bruce."""
    return re.sub(r"\s+", " ", re.sub(r"(?<=\b[A-Z]\.)(?=[A-Z])", " ", name)).strip()
