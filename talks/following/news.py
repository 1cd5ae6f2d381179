"""What is new of what somebody follows: rows, each as a few lines that a mail can show.

New is what came into an edition; of that, what is public at this moment and what the filter keeps.
"""

import unicodedata
from dataclasses import dataclass, field

from talks import dates, sentences
from talks.excerpts import Sought, excerpts_of
from talks.models import Arrival
from talks.models.arrivals import Noun
from talks.models.choices import MeetingStatus

from .followed import Watched, with_query

# Of each noun; the rest is counted, and is on the list.
SHOWN = 30


@dataclass(frozen=True)
class Item:
    """`title` is whole, `excerpts` are of longer texts; `line` says who, where and when."""

    address: str
    line: str
    title: str = ""
    excerpts: list = field(default_factory=list)
    is_quoted: bool = False


@dataclass(frozen=True)
class Part:
    """What is new of one noun: the first items, how many there are, and where all of them are."""

    watched: Watched
    items: list
    count: int
    address: str

    @property
    def more(self):
        return self.count - len(self.items)

    @property
    def counted(self):
        return f"{self.count:,} {self.watched.one if self.count == 1 else self.watched.many}"


def news_of(followed, after, until):
    """A `Part` for each noun with something new in the editions after one and until another."""
    parts = (part_of(followed, watched, after, until) for watched in followed.kind.watched)
    return [part for part in parts if part.count]


def part_of(followed, watched, after, until):
    """Two queries where nothing is new, about ten else, whatever the number of rows."""
    arrived = Arrival.objects.of(watched.noun, after, until)
    if not arrived.exists():
        return Part(watched, [], 0, "")
    new = followed.rows(watched).filter(pk__in=arrived)
    if not (count := new.order_by().count()):
        return Part(watched, [], 0, "")
    return Part(
        watched, ITEMS[watched.noun](new, followed.sought), count, list_of(followed, watched)
    )


def list_of(followed, watched):
    """Where all of it can be read: of meetings and of searches the latest or one kind alone."""
    more = []
    if len(followed.kind.watched) > 1:
        more += [f"kind={watched.many}"]
    elif watched.noun == Noun.MEETING:
        more += ["ordering=-added"]
    path, _, query = followed.address.partition("?")
    return with_query(path, "&".join(filter(None, [query, *more])))


def statement_items(new, sought):
    rows = list(new.sorted_whole()[:SHOWN].for_list_page())
    marked = excerpts_of([tidy(row.text) for row in rows], sought)
    return [
        Item(
            address=row.get_absolute_url(),
            line=in_a_line(
                maker_of(row),
                in_a_row(row.how, row.day),
                in_a_row(f"“{row.meeting.title}”", met(row)),
            ),
            excerpts=[excerpt],
            is_quoted=row.is_quoted and not row.has_own_marks,
        )
        for row, excerpt in zip(rows, marked, strict=True)
    ]


def met(statement):
    """The meeting's own date, where the statement has none or another."""
    return "" if statement.said_on == statement.meeting.starts else statement.meeting.when


def maker_of(statement):
    """As in "Wendy Sherman, Deputy Secretary of State (United States) with Ann Lee"."""
    party = statement.party.name_on(statement.first_day) if statement.party else ""
    person = in_a_row(statement.speaker, statement.post_on_the_day())
    maker = f"{person} ({party})" if person and party else person or party
    joined = [*statement.joint_speakers, *statement.jointly_with]
    return f"{maker} with {sentences.in_a_row(map(str, joined))}" if joined else maker


def meeting_items(new, sought):
    """With summary and outcome where these hold what is sought; the list's rows have neither."""
    rows = list(new[:SHOWN].for_list_page().defer(None).defer("folded", "search"))
    texts = [tidy(text) for row in rows for text in (row.summary, row.outcome)]
    marked = iter(excerpts_of(texts, sought))
    return [
        Item(
            address=row.get_absolute_url(),
            title=tidy(row.title),
            line=in_a_line(
                in_a_row(*cities_of(row)),
                row.when,
                "" if row.status == MeetingStatus.HELD else row.get_status_display(),
                parties_of(row),
            ),
            excerpts=[each for each in (next(marked), next(marked)) if each.has_hits],
        )
        for row in rows
    ]


def cities_of(meeting):
    return [link.place.city for link in meeting.meeting_places.all()]


def parties_of(meeting):
    """The first few that sat there, and how many more."""
    first = [str(seat.party) for seat in meeting.first_delegations]
    more = meeting.delegation_count - len(first)
    return sentences.in_a_row([*first, f"{more} more"] if more else first)


def follow_up_items(new, sought):
    return [
        Item(
            address=row.get_absolute_url(),
            line=in_a_line(
                promisers_of(row),
                f"due {dates.in_words(row.due)}" if row.due else "",
                in_a_row(f"“{row.meeting.title}”", row.meeting.when),
            ),
            excerpts=[beginning(row.text or row.get_kind_display().capitalize())],
        )
        for row in new[:SHOWN].for_list_page()
    ]


def promisers_of(follow_up):
    names = [str(row.party) for row in follow_up.promisers.all()]
    return f"promised by {sentences.in_a_row(names)}" if names else ""


def beginning(text):
    (excerpt,) = excerpts_of([tidy(text)], Sought())
    return excerpt


ITEMS = {
    Noun.STATEMENT: statement_items,
    Noun.MEETING: meeting_items,
    Noun.FOLLOW_UP: follow_up_items,
}


def in_a_row(*parts):
    return ", ".join(str(part) for part in parts if part)


def in_a_line(*parts):
    return tidy(" · ".join(str(part) for part in parts if part))


def tidy(text):
    """In one line, without what would steer a terminal or a mail reader."""
    shown = (" " if unicodedata.category(sign) == "Cc" else sign for sign in text)
    return " ".join("".join(shown).split())
