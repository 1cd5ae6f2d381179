"""Words as a calendar holds them: without what RFC 5545 forbids and what its readers trip over."""

import re

from icalendar import vText

# Ends of lines of every kind: programs that read calendars disagree about the rarer ones.
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")


class Text(vText):
    """`icalendar` takes the letters of a line end, written out, for one; here they stay letters."""

    def to_ical(self):
        return rb"\\N".join(vText(part).to_ical() for part in self.split(r"\N"))


def plain(text):
    """A text of several lines, without control characters."""
    return CONTROLS.sub("", LINE_ENDS.sub("\n", text)).strip()


def on_one_line(text):
    return " ".join(plain(text).split())


def labelled(label, words):
    """A line of a description, "Issues: A; B"; nothing without words."""
    said = "; ".join(map(on_one_line, words))
    return f"{label}: {said}" if said else ""
