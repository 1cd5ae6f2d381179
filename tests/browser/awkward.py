"""Rows beside the sample that pages find hard: long, foreign, many, changed, moved, removed."""

from datetime import UTC, date, datetime

from talks.models import Official, Party, Subscriber, Subscription
from tests.factories import (
    cite,
    make_appointment,
    make_delegation,
    make_follow_up,
    make_issue,
    make_meeting,
    make_official,
    make_old_id,
    make_party,
    make_place,
    make_process,
    make_source,
    make_statement,
)

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitän" * 3
LONG_NAME = "The Joint Commission on the Implementation of the Agreement on the Settlement " * 4
ARABIC = "المحادثات حول إطلاق سراح السجناء"
MARKUP = "<b>Peace & quiet</b> “now” {{ never }}"
MANY = 120
LONGEST = "awkward-talks"
LARGEST = "assembly-of-many"
PLANNED = "planned-talks"
NAMED = "awkward"
# Known beforehand, for the addresses of their pages.
READER = Subscriber(pk=1, email="reader@example.org", key="a-key")
FOLLOWED = Subscription(
    pk=1,
    subscriber=READER,
    what="statements",
    query="party=russia&issue=nato-enlargement",
    confirmed_at=datetime(2022, 1, 10, tzinfo=UTC),
    turned_on=date(2022, 1, 10),
)
ASKED = Subscription(pk=2, subscriber=READER, what="search", query=f"q={LONG_WORD[:42]}")


def make_awkward_record():
    """Everything has the id `awkward`, but for the meetings, which are named above."""
    parties = make_parties()
    official = make_official(
        f"Ambassador {LONG_WORD}", slug=NAMED, native_name=ARABIC, sort_name=LONG_WORD
    )
    source = make_source(
        f"{LONG_NAME} {MARKUP}",
        slug=NAMED,
        publisher=LONG_WORD,
        url=f"https://example.org/{LONG_WORD}?{LONG_WORD}",
        archived_url="https://example.org/archived",
        language="ar",
    )
    make_appointment(official, parties[0], f"Envoy for {LONG_NAME}", source=source)
    issue = make_issue(LONG_WORD, slug=NAMED, question=f"Should {LONG_NAME} {LONG_WORD} go on?")
    place = make_place(LONG_WORD, slug=NAMED, latitude=-54.8, longitude=-68.3, country="AR")
    process = make_process(LONG_NAME, slug=NAMED, summary=f"{MARKUP} {LONG_WORD}")
    nouns = {"places": [place], "issues": [issue], "process": process, "source": source}
    longest = make_longest_meeting(parties, official, nouns)
    largest = make_largest_meeting(parties, official, nouns)
    planned = make_planned_meeting(parties, nouns)
    make_follow_ups(longest, [largest, planned], parties, source)
    make_old_ids(longest)
    Subscriber.objects.bulk_create([READER])
    Subscription.objects.bulk_create([FOLLOWED, ASKED])


def make_parties():
    return [
        make_party(LONG_NAME, slug=NAMED, kind="organisation", native_name=ARABIC),
        make_party(ARABIC, slug="awkward-two", kind="armed_group"),
        make_party(LONG_WORD, slug="awkward-three", kind="authority"),
    ]


def make_longest_meeting(parties, official, nouns):
    """Texts without an end or a space, in several languages; and changed after publication."""
    source = nouns["source"]
    meeting = make_meeting(
        f"{MARKUP} {LONG_WORD}",
        slug=LONGEST,
        starts="2021-12-30~",
        ends="2022-01-02",
        status="postponed",
        old_dates=["2021-11", "2021-12-01"],
        summary=f"{LONG_NAME} {LONG_WORD}\n\n{ARABIC}",
        outcome=MARKUP,
        auspices=parties[1:],
        venue=LONG_WORD,
        **nouns,
    )
    make_delegation(meeting, parties[0], delegates=[official, None])
    make_delegation(meeting, parties[1], "mediator", delegates=[None])
    make_delegation(meeting, parties[2], "observer")
    cite(meeting, source, locator=LONG_WORD, about="starts", says=f"2022 {LONG_NAME}")
    issue = nouns["issues"][0]
    acts = ["demand", "rejection", "no_comment", "acceptance"]
    for n, (act, stance) in enumerate(
        zip(acts, ["supports", "opposes", "conditional", "neutral"], strict=True)
    ):
        make_statement(
            meeting,
            f"{LONG_WORD} “{MARKUP}” {LONG_NAME}",
            slug=f"s{n}",
            party=parties[n % 2],
            speaker=official if n == 0 else None,
            speaker_title="" if n == 0 else LONG_NAME,
            jointly_with=parties[2:],
            on_behalf_of=parties[1:],
            to=parties[1:],
            issues=[(issue, stance)],
            act=act,
            setting="communique",
            wording="translated",
            original_text=ARABIC,
            original_language="ar",
            translator=LONG_WORD,
            source=source,
            said_on=f"202{n}-12-31",
        )
    meeting.title += " (moved)"
    meeting.summary = f"It was put off. {meeting.summary}"
    meeting.save()
    return meeting


def make_largest_meeting(parties, official, nouns):
    """As many statements as come in parts, and more delegations than fit side by side."""
    meeting = make_meeting(
        "The assembly of many", slug=LARGEST, starts="2021-06", format="multilateral", **nouns
    )
    for n in range(20):
        make_delegation(meeting, make_party(f"The Republic of {n}"), order=n)
    for n in range(MANY):
        make_statement(
            meeting,
            f"The open door stays open, said the {n}th.",
            slug=f"s{n}",
            order=n,
            party=parties[n % 3],
            speaker=official if n % 3 == 0 else None,
            issues=[(nouns["issues"][0], "supports")],
            act="position",
            source=nouns["source"],
        )
    return meeting


def make_planned_meeting(parties, nouns):
    return make_meeting(
        f"Talks that are planned in {LONG_WORD}",
        slug=PLANNED,
        starts="2022-02",
        status="planned",
        parties=parties[:2],
        **nouns,
    )


def make_follow_ups(meeting, later, parties, source):
    """One in every state; two lead to later meetings, two are past due."""
    states = [
        {"state": "met", "outcome": MARKUP, "to_meeting": later[0]},
        {"state": "dropped", "outcome": LONG_WORD, "closed_on": "2022-01-05"},
        {"state": "overtaken"},
        {"due": "2022-01-03"},
        {"due": "2022-01-04~", "kind": "resumption"},
        {"due": "2022-02", "kind": "preparatory", "to_meeting": later[1]},
    ]
    for n, fields in enumerate(states):
        make_follow_up(
            meeting,
            f"{n}: {LONG_WORD} {LONG_NAME}",
            promised_by=parties[: n % 3],
            source=source,
            **fields,
        )


def make_old_ids(meeting):
    make_old_id(meeting, "moved-meeting")
    make_meeting(slug="removed-meeting").delete()
    make_meeting(slug="withdrawn-meeting").withdraw("Its <only> source & all\nwas a hoax.")
    make_old_id(Party.objects.get(slug="russia"), "russian-federation-of-old")
    make_old_id(Official.objects.get(slug=NAMED), "awkward-of-old")
