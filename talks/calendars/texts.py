"""Words as a calendar holds them."""

from django.utils.text import Truncator
from icalendar import vText

from talks.plain_text import on_one_line

# A text may have a million characters; an entry is no place to read it.
LONGEST = 2_000


class Text(vText):
    """`icalendar` takes the letters of a line end, written out, for one; here they stay letters."""

    def to_ical(self):
        return rb"\\N".join(vText(part).to_ical() for part in self.split(r"\N"))


def labelled(label, words):
    """A line of a description, "Issues: A; B"; nothing without words."""
    said = "; ".join(map(on_one_line, words))
    return f"{label}: {shortened(said)}" if said else ""


def shortened(text):
    return Truncator(text[: LONGEST + 1]).chars(LONGEST)
