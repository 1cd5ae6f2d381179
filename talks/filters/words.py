"""What a filtered list shows, in one English sentence, from the values of its filters.

Each list has a function below: its phrases in their order. What the filters ask is in __init__.py.
"""

import re
from dataclasses import dataclass

from django_countries import countries

from talks import dates
from talks.filters.fields import quoted
from talks.models.choices import (
    FollowUpState,
    MeetingFormat,
    MeetingLevel,
    MeetingStatus,
    PartyKind,
    StatementAct,
    StatementSetting,
    StatementWording,
)

NO_OUTCOME = "no_outcome"
# So many phrases read on without a comma.
PLAIN_PHRASES = 3

FORMATS = {value: f"{label} meetings" for value, label in MeetingFormat.choices} | {
    MeetingFormat.CONSULTATION: "consultations",
}
LEVELS = {value: f"at {label} level" for value, label in MeetingLevel.choices} | {
    MeetingLevel.MIXED: "at several levels",
}
OUTCOMES = {"true": "with an outcome on record", "false": "without an outcome on record"}
ACTS = {value: f"{label}s" for value, label in StatementAct.choices} | {
    StatementAct.POSITION: "statements of position",
    StatementAct.NO_COMMENT: "refusals to comment",
}
WORDINGS = {
    StatementWording.VERBATIM: "word for word",
    StatementWording.TRANSLATED: "in translation",
    StatementWording.PARAPHRASE_OFFICIAL: "in an official paraphrase",
    StatementWording.PARAPHRASE_PRESS: "in a paraphrase by the press",
    StatementWording.ANONYMOUS: "from an anonymous account",
}
SETTINGS = {value: f"made {label}" for value, label in StatementSetting.choices}
KINDS = {value: f"{label}s" for value, label in PartyKind.choices} | {
    PartyKind.BODY: "bodies",
    PartyKind.AUTHORITY: "authorities",
    PartyKind.OTHER: "other parties",
}
STATES = {
    FollowUpState.PENDING: "still pending",
    FollowUpState.MET: "that were met",
    FollowUpState.DROPPED: "that were dropped",
    FollowUpState.OVERTAKEN: "overtaken by events",
    NO_OUTCOME: "past due without an outcome on record",
}
ORDERS = {"starts": "oldest first", "-starts": "newest first", "-added": "latest on record first"}

# "the United States", "the Republic of the Congo", but "Mexico", "Sao Tome and Principe".
WITH_ARTICLE = re.compile(
    r"""^(?!The\b)(?:United\b.*|.*\b(?:
        Agency|Alliance|Antilles|Army|Association|Authority|Bahamas|Bank|Bloc|Coalition|Commission|
        Committee|Commonwealth|Communit(?:y|ies)|Comoros|Confederation|Conference|Council|Court|
        Emirates|Federation|Forces|Front|Fund|Gambia|Government|Group|Islands|Kingdom|League|
        Maldives|Movement|Nations|Netherlands|Organi[sz]ations?|Parliament|Party|Philippines|
        Republics?|See|Soviets|States|Taliban|Union|Vatican
    )(?:\s(?:of|for|on)\b.*)?)$""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Name:
    """A row of the record in a sentence: `text` is its name there, `article` stands before it."""

    row: object
    text: str
    article: str = ""

    def __str__(self):
        return self.article + self.text


class Sentence:
    """`parts` are strings and `Name`s, to be read one after the other."""

    def __init__(self, noun, phrases=(), order=""):
        said = [phrase for phrase in phrases if phrase]
        self.parts = [noun[0].upper() + noun[1:]]
        for place, phrase in enumerate(said, 1):
            reads_on = len(said) <= PLAIN_PHRASES or place < PLAIN_PHRASES
            self.parts += [" " if reads_on else ", ", *phrase]
        if order:
            self.parts += [", ", order]

    def __str__(self):
        return "".join(map(str, self.parts))


def meetings(asked):
    status = dict(MeetingStatus.choices).get(asked.get("status"))
    noun = FORMATS.get(asked.get("format"), "meetings")
    return Sentence(
        f"{status} {noun}" if status else noun,
        [
            words(LEVELS, asked.get("level")),
            seated(parties(asked)),
            phrase("attended by ", rows(asked, "official")),
            where(asked),
            phrase("on ", rows(asked, "issue")),
            phrase("in the process ", [in_quotes(row) for row in rows(asked, "process")]),
            *when(asked),
            words(OUTCOMES, asked.get("has_outcome")),
            holding(asked.get("q")),
        ],
        ORDERS.get(asked.get("ordering")),
    )


def statements(asked):
    return Sentence(
        ACTS.get(asked.get("act"), "statements"),
        [
            *made_by(rows(asked, "official"), parties(asked)),
            phrase("on ", rows(asked, "issue")),
            words(WORDINGS, asked.get("wording")),
            words(SETTINGS, asked.get("setting")),
            *when(asked),
            holding(asked.get("q")),
        ],
        ORDERS.get(asked.get("ordering")),
    )


def officials(asked):
    served = parties(asked)
    of = "of both " if len(served) == 2 else "of "
    return Sentence("officials", [phrase(of, served), named(asked)])


def of_kind(asked):
    return Sentence(KINDS.get(asked.get("kind"), "parties"), [named(asked)])


def issues(asked):
    return Sentence("issues", [holding(asked.get("q"))])


def processes(asked):
    return Sentence("processes", [named(asked)])


def places(asked):
    return Sentence("places", [where(asked), named(asked)])


def follow_ups(asked):
    said = [phrase("promised by ", parties(asked)), words(STATES, asked.get("state"))]
    return Sentence("follow-ups", said)


def rows(asked, name):
    """The rows that a filter by nouns holds, as `Name`s."""
    return [Name(row, str(row)) for row in asked[name].rows] if name in asked else []


def parties(asked):
    return [
        Name(name.row, name.text, "the " if WITH_ARTICLE.match(name.text) else "")
        for name in rows(asked, "party")
    ]


def phrase(before, names):
    """ "on A, B and C"; nothing for no names."""
    if not names:
        return []
    parts = [before]
    for place, name in enumerate(names):
        parts += [" and " if place == len(names) - 1 else ", "] if place else []
        parts += name if isinstance(name, list) else [name]
    return parts


def words(says, value):
    return [says[value]] if value else []


def in_quotes(name):
    return ["“", name, "”"]


def seated(names):
    return phrase("between " if len(names) > 1 else "with ", names)


def made_by(speakers, makers):
    """The speakers, and the parties spoken for; several speakers, or parties, did it together."""
    return [jointly("by ", speakers), jointly("for " if speakers else "by ", makers)]


def jointly(before, names):
    return phrase(before, names) + ([" together"] if len(names) > 1 else [])


def where(asked):
    """Places by their cities; a country that says no more than its one place stands with it."""
    found = [Name(name.row, name.row.city) for name in rows(asked, "place")]
    code = asked.get("country")
    if not code:
        return phrase("in ", found)
    country = article_and(countries.name(code))
    if len(found) == 1 and found[0].row.country == code:
        return ["in ", found[0], f", {countries.name(code)}"]
    return [*phrase("in ", found), f" and in {country}" if found else f"in {country}"]


def article_and(name):
    return f"the {name}" if WITH_ARTICLE.match(name) else name


def when(asked):
    """At most two phrases: the year, and the days from and until."""
    year, after, before = asked.get("year"), asked.get("after"), asked.get("before")
    return [[f"in {year}"] if year else [], span(after, before)]


def span(after, before):
    """Pairs of a date as asked and the day that counts, or None."""
    first, last = (day_asked(pair) for pair in (after, before))
    if first and last and first == last:
        return [f"{'on' if dates.parse(first).is_day else 'in'} {dates.in_words(first)}"]
    if first and last:
        return [f"from {dates.in_words(first)} to {dates.in_words(last)}"]
    if first:
        return [f"since {dates.in_words(first)}"]
    return [f"until {dates.in_words(last)}"] if last else []


def day_asked(pair):
    """A date that reads after "since"; of a date with two sides, the day that counts."""
    if not pair:
        return None
    text, day = pair
    return day.isoformat() if "/" in text else text


def holding(asked):
    return [f"that hold {in_marks(asked)}"] if asked else []


def named(asked):
    return [f"named {in_marks(asked['q'])}"] if asked.get("q") else []


def in_marks(asked):
    """A reader's words in quotation marks, without their own around a single phrase."""
    phrase_alone = asked.count('"') == 2 and asked[0] == asked[-1] == '"'
    return quoted(asked.strip('"') if phrase_alone else asked)
