"""XML files, folders of them and packed folders (.tar.gz), read with care.

No entity is resolved, nothing is fetched, nothing is unpacked on disk. What cannot be read is a
problem; what lies beside the XML in a folder is passed over.
"""

import re
import tarfile
from pathlib import Path

from lxml import etree

from talks import dates

DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)
SIZE_AT_MOST = 50 * 1024 * 1024
UNPACKED_AT_MOST = 500 * 1024 * 1024
PACKED = (".tar.gz", ".tgz", ".tar")


def documents(paths, refuse):
    """Pairs of a file's name and the root of its XML; `refuse(file, line, sentence)` is told."""
    for path in map(Path, paths):
        for name, content in contents(path, refuse):
            root = parsed(name, content, refuse)
            if root is not None:
                yield name, root


def contents(path, refuse):
    try:
        if path.is_dir():
            for file in sorted(path.rglob("*")):
                if file.suffix == ".xml" and file.is_file():
                    yield from one_file(file, refuse)
                elif file.name.endswith(PACKED):
                    yield from packed(file, refuse)
        elif path.name.endswith(PACKED):
            yield from packed(path, refuse)
        else:
            yield from one_file(path, refuse)
    except OSError as error:
        refuse(str(path), 0, f"This cannot be read: {error.strerror or error}.")


def one_file(path, refuse):
    if path.stat().st_size > SIZE_AT_MOST:
        refuse(str(path), 0, TOO_LARGE)
    else:
        yield str(path), path.read_bytes()


def packed(path, refuse):
    """The XML files in a packed folder, in the order of their names in it; none is written out."""
    try:
        with tarfile.open(path) as archive:
            yield from members(archive, path, refuse)
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        refuse(str(path), 0, f"This is no packed folder that can be read: {error}.")


def members(archive, path, refuse):
    left = UNPACKED_AT_MOST
    for member in archive:
        if not member.isfile() or not member.name.endswith(".xml"):
            continue
        left -= member.size
        if member.size > SIZE_AT_MOST or left < 0:
            refuse(f"{path}:{member.name}", 0, TOO_LARGE)
            return
        yield f"{path}:{member.name}", archive.extractfile(member).read()


def parsed(name, content, refuse):
    """The root element, or None with the reason told."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        refuse(name, error.lineno or 0, f"This is not well-formed XML: {error.msg}.")
        return None
    if root.getroottree().docinfo.doctype:
        refuse(name, 1, "A document type is declared; files with one are not read.")
        return None
    return root


def text_of(element, path):
    """The text at a path in an element, with single spaces; empty where there is none."""
    found = element.find(path)
    return "" if found is None else " ".join("".join(found.itertext()).split())


def is_day(text):
    """Whether a text is a day, a month or a year of the calendar and no more."""
    if not DAY.fullmatch(text):
        return False
    try:
        dates.parse(text)
    except ValueError:
        return False
    return True


TOO_LARGE = "This is too large to be read: 50 MB for a file, 500 MB for a packed folder."
