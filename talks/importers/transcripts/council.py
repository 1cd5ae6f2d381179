"""A meeting of the Security Council, from its verbatim record."""

from django.utils.text import slugify

from .capacity import parts_of
from .front import ROSE, length_of
from .guests import UNITED_NATIONS, guests_of, states_invited
from .speakers import NAME_ALONE, Speakers, guest_speaker, slug
from .talk import About, Talk

COUNCIL = {
    "id": "un-security-council",
    "name": "United Nations Security Council",
    "kind": "body",
    "other_names": ["Security Council"],
}
PRESIDENT = "President of the Security Council"
NEW_YORK = {"city": "New York", "country": "US"}


class CouncilRecord(Talk):
    """A meeting of the Security Council."""

    prefix = "s"

    def __init__(self, page, text, said):
        super().__init__(About())
        self.page = page
        self.about, self.source = about_council(page, text), source_of(page)
        offices = {"the secretary-general": dict(UNITED_NATIONS)}
        offices["the deputy secretary-general"] = dict(UNITED_NATIONS)
        self.speakers = Speakers(guests_of(said), offices)
        self.seat_council(said)

    def missing(self):
        return ["the day of the meeting"] if not self.page.starts else []

    def seat_council(self, said):
        council = self.delegations.seat(dict(COUNCIL), "chair")
        council["delegates"].append({"official": None, "title": PRESIDENT, "role": "head"})
        presiding = [self.page.president] if self.page.president else []
        for party, name in [*presiding, *self.page.members]:
            speaker = self.speakers.known(name, party)
            note = "presided" if (party, name) in presiding else ""
            self.delegations.add(party, speaker.official, "", "head", note)
        for party in states_invited(said):
            self.delegations.seat(party)
        for guest in self.speakers.guests:
            self.seat(guest_speaker(guest))
            self.invited[slug(guest.name)] = NAME_ALONE

    def take(self, turn, number):
        if not is_president(turn):
            return super().take(turn, number)
        for is_national, words in parts_of(turn.paragraphs):
            speaker = self.president(is_national)
            self.say(turn, number, speaker, words, None if is_national else "announcement")

    def president(self, is_national):
        if not is_national:
            return self.speakers.office(PRESIDENT, dict(COUNCIL))
        if self.page.president is None:
            return self.speakers.office(PRESIDENT, None)
        party, name = self.page.president
        return self.speakers.known(name, party)


def is_president(turn):
    return turn.name.casefold() in ("the president", "the acting president")


def about_council(page, text):
    number = page.symbol.removeprefix("S/PV.")
    topic = f": {page.agenda}" if page.agenda else ""
    which = f", {page.number} meeting" if page.number else f", {page.symbol}"
    rose, minutes = ROSE.search(text), length_of(text)
    about = {
        "id": f"unsc-s-pv-{slugify(number.replace('(', '-'))}",
        "title": f"Security Council{which}{topic}"[:500],
        "status": "held",
        "format": "multilateral",
        "mode": "in_person",
        "starts": page.starts,
        "time": page.time,
        "timezone": "America/New_York" if page.time and page.place else None,
        "duration_minutes": minutes,
        "duration_note": f"{rose[0].rstrip('.')}." if rose else None,
        "places": [NEW_YORK] if page.place else None,
        "process": process_of(page.agenda),
        "summary": f"Agenda: {page.agenda.rstrip('.')}." if page.agenda else None,
    }
    if not about["timezone"]:
        about["time"] = None
    return {key: value for key, value in about.items() if value}


def process_of(agenda):
    """Every item of the agenda is a series of meetings of its own."""
    if not agenda:
        return None
    return {"id": f"unsc-{slugify(agenda)[:200].strip('-')}", "name": f"Security Council: {agenda}"}


def source_of(page):
    return {
        "id": f"un-{slugify(page.symbol.replace('/', '-').replace('.', '-').replace('(', '-'))}",
        "title": f"United Nations, Security Council, {page.symbol}",
        "publisher": "United Nations",
        "kind": "transcript",
        "language": "en",
        "url": f"https://undocs.org/en/{page.symbol}",
        "published": page.starts[:4],
    }
