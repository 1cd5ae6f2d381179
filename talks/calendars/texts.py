"""Words as a calendar holds them."""

from icalendar import vText

from talks.plain_text import on_one_line


class Text(vText):
    """`icalendar` takes the letters of a line end, written out, for one; here they stay letters."""

    def to_ical(self):
        return rb"\\N".join(vText(part).to_ical() for part in self.split(r"\N"))


def labelled(label, words):
    """A line of a description, "Issues: A; B"; nothing without words."""
    said = "; ".join(map(on_one_line, words))
    return f"{label}: {said}" if said else ""
