"""Elements of Akoma Ntoso, with text that XML can hold."""

import re

from lxml import etree

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Neither as they are nor by number may these stand in XML 1.0.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def element(name, /, *content, **attributes):
    """An element; `content` are texts and elements, or None. `as_` is the attribute `as`."""
    made = etree.Element(f"{{{NAMESPACE}}}{name}", nsmap={None: NAMESPACE})
    for key, value in attributes.items():
        if value:
            made.set(key.removesuffix("_"), clean(value))
    for part in content:
        add(made, part)
    return made


def add(parent, part):
    """Appends an element, or a text after what is there already."""
    if part is None:
        return
    if not isinstance(part, str):
        parent.append(part)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + clean(part)
    else:
        parent.text = (parent.text or "") + clean(part)


def clean(text):
    return FORBIDDEN.sub("", str(text))


def lines_of(text):
    """The lines of a text that are not blank: paragraphs."""
    return [line.strip() for line in clean(text).splitlines() if line.strip()]
