"""What stands before the words: title, day, places; who sat at the table; what came of it."""

from talks import dates

from .identification import first_day
from .xml import element, lines_of


def preface_of(meeting, places, references):
    """The title, the date in the words of the record, the places, how it stands."""
    named = []
    for place in places:
        ref = references.noun("location", place)
        named += [", ", element("location", str(place), refersTo=ref)]
    lines = [
        element("p", element("docTitle", meeting.title)),
        element("p", element("docDate", meeting.when, date=first_day(meeting)), *named),
        element("p", element("docStatus", meeting.get_status_display())),
    ]
    if meeting.venue:
        lines.append(element("p", meeting.venue))
    if meeting.old_dates:
        moved = ", before that ".join(dates.in_words(old) for old in meeting.old_dates)
        lines.append(element("p", f"Moved from {moved}"))
    return element("preface", *lines)


def roll_call(seats, references):
    """The delegations, each with its delegates and their posts."""
    lines = [delegation(seat, references) for seat in seats]
    return element("rollCall", element("heading", "Delegations"), *lines, eId="delegations")


def delegation(seat, references):
    """`seat` has a delegation, the party's name that day, and the people with their posts."""
    row = seat.delegation
    party = references.noun("organization", row.party, seat.name)
    role = references.role(row.get_role_display())
    line = [
        element("organization", seat.name, refersTo=party),
        " (",
        element("role", row.get_role_display(), refersTo=role),
        ")",
    ]
    for number, one in enumerate(seat.people):
        line += [", " if number else ": ", *delegate(one, references)]
    return element("p", *line)


def delegate(one, references):
    """A person and the post; somebody of whom only a title is on record."""
    if one.official is None:
        title = one.delegate.title
        return [element("person", title, refersTo=references.unnamed(title))]
    person = references.noun("person", one.official)
    if not one.post:
        return [element("person", one.official.name, refersTo=person)]
    role = references.role(one.post)
    named = element("person", one.official.name, refersTo=person, as_=role)
    return [named, ", ", element("role", one.post, refersTo=role)]


def told(meeting):
    """The summary and the outcome: told by the record, said by none of those at the table."""
    for name, text in [("summary", meeting.summary), ("outcome", meeting.outcome)]:
        lines = [element("narrative", line) for line in lines_of(text)]
        if lines:
            heading = element("heading", name.capitalize())
            yield element("debateSection", heading, *lines, name=name, eId=name)
