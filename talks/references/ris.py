"""An item as RIS, written by `rispy`. A value is one line, so that none can begin a tag."""

import rispy

from .days import first_day

# By which tag each variable of CSL is known.
TAGS = {
    "title": "title",
    "event-title": "secondary_title",
    "event-place": "place_published",
    "publisher": "publisher",
    "version": "edition",
    "medium": "type_of_work",
    "language": "language",
    "abstract": "abstract",
}


class Writer(rispy.RisWriter):
    """Without the number that `rispy` puts before each reference: not all programs skip it."""

    def set_header(self, count):
        return ""


def as_ris(item):
    entry = {"type_of_reference": "CONF", "id": item["id"]}
    if authors := [author_of(name) for name in item.get("author", [])]:
        entry["authors"] = authors
    entry |= {tag: item[key] for key, tag in TAGS.items() if key in item}
    entry |= dated(item)
    if notes := [*about_date(item.get("issued", {})), *notes_of(item)]:
        entry["notes"] = notes
    return rispy.dumps([entry | {"urls": [item["URL"]]}], implementation=Writer)


def notes_of(item):
    return [item[key] for key in ("genre", "note") if key in item]


def about_date(issued):
    """What RIS has no place for beside the first day."""
    if "literal" in issued:
        yield issued["literal"]
    if "circa" in issued:
        yield "The date is approximate."
    if len(issued.get("date-parts", [])) > 1:
        last = "-".join(f"{part:02}" for part in issued["date-parts"][1])
        yield f"Until {last}."


def author_of(name):
    """A comma parts the family name from the others: what is one name has none."""
    if "literal" in name:
        return " ".join(name["literal"].replace(",", " ").split())
    return f"{name['family']}, {name['given']}"


def dated(item):
    entry = {"access_date": slashed(first_day(item["accessed"]))}
    if day := first_day(item.get("issued")):
        entry |= {"year": f"{day[0]:04}", "date": slashed(day)}
    return entry


def slashed(day):
    """As in 2022/01/10/ or 2022/01//, as RIS has it."""
    parts = [f"{day[0]:04}", *(f"{part:02}" for part in day[1:]), "", "", ""]
    return "/".join(parts[:4])
