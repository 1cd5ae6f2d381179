"""Lines whose values cannot be, or do not fit each other: each with its path and sentence."""

from .lines import ANEWS, CITED, RUSSIA, US, meeting, spoken, statement
from .refused_keys import (
    NO_DATE,
    NO_DAY,
    NO_URL,
    SEAT,
    TWICE,
    TWO_HEADS,
    follow_up,
    official,
    one,
    party,
    place,
    post,
    seated,
    source,
)

BACKWARDS = {"name": "x", "from": "1991", "to": "1990-06"}
DATES = [
    *(
        (meeting(starts=bad), "starts", NO_DATE)
        for bad in (
            "",
            " ",
            "10 January 2022",
            "2022-1-10",
            "22-01-10",
            "2022/01",
            "20220110",
            "2022-01-10T10:00",
            "2022-01-10 ",
            "2022-01-10\n",
            "-2022",
            "+2022",
            "y12022",
            "12022",
            "2022-",
            "2022-01-10~?",
            "~2022",
            "2022~-01",
            "2022x",
            "２０２２",
            "/2022-01-12",
            "2022-01-12/",
            "2022/2023/2024",
            "2022/unknown",
            "open",
            "[2022,2023]",
            "{2022}",
            "2022S2",
            "null",
        )
    ),
    *(
        (meeting(starts=bad), "starts", NO_DAY)
        for bad in ("2022-13", "2022-00", "2022-02-30", "2023-02-29", "1900-02-29", "2022-01-00")
    ),
    *((meeting(starts=bad), "starts", NO_DAY) for bad in ("0000", "2022-02-3X", "2022-2X-01")),
    (meeting(starts="../.."), "starts", "is open on both sides"),
    (meeting(starts="2022/2021"), "starts", "ends before it starts"),
    (meeting(starts="2022-01-10/2022-01-09"), "starts", "ends before it starts"),
    (meeting(starts="2022-01-10" * 4), "starts", "is longer than 30 characters"),
    (meeting(ends="2022-02-30"), "ends", NO_DAY),
    (meeting(old_dates=["2022-01-09", "soon"]), "old_dates[1]", NO_DATE),
    (meeting(last_checked="today"), "last_checked", NO_DATE),
    (one(on="2022-01-32"), "statements[0].on", NO_DAY),
    (one(on=""), "statements[0].on", NO_DATE),
    (follow_up(due="next week"), "follow_ups[0].due", NO_DATE),
    (follow_up(closed_on="2022-06-31"), "follow_ups[0].closed_on", NO_DAY),
    (seated(SEAT | {"from": "x"}), "delegations[0].delegates[0].from", NO_DATE),
    (
        seated(SEAT | {"from": "2022-01-11", "to": "2022-01-10"}),
        "delegations[0].delegates[0].to",
        '"2022-01-10" is before "2022-01-11"',
    ),
    (post(**{"from": "1991", "to": "x"}), "official.appointments[0].to", NO_DATE),
    (post(**{"from": "1991", "to": "1990-06"}), "official.appointments[0].to", "is before"),
    (party(other_names=[{"name": "x", "from": "?"}]), "party.other_names[0].from", NO_DATE),
    (
        party(other_names=["y", BACKWARDS]),
        "party.other_names[1].to",
        '"1990-06" is before "1991"',
    ),
    (
        meeting(delegations=[{"party": US | {"other_names": [BACKWARDS]}}]),
        "delegations[0].party.other_names[0].to",
        "is before",
    ),
    (source(published="yesterday"), "source.published", NO_DATE),
    (source(accessed="2022-04-31"), "source.accessed", NO_DAY),
]

PLACES = [
    (meeting(time="9:30"), "time", '"9:30" is not a time (HH:MM)'),
    *(
        (meeting(time=bad, timezone="UTC"), "time", "is not a time (HH:MM)")
        for bad in ("24:00", "23:60", "09:30:00", "0930", "9am", "", "09:30Z", "٠٩:٣٠", "09:30\n")
    ),
    (meeting(time="09:30"), "time", "needs a time zone"),
    (meeting(time="09:30", timezone=None), "time", "needs a time zone"),
    (meeting(time="09:30", timezone="UTC", starts="2022-01"), "time", "needs a start on one day"),
    (meeting(time="09:30", timezone="UTC", starts=None), "time", "needs a start on one day"),
    (
        meeting(time="09:30", timezone="UTC", starts="2022-01-10/2022-01-11"),
        "time",
        "needs a start on one day",
    ),
    *(
        (meeting(timezone=bad), "timezone", "is not a known time zone")
        for bad in (
            "Europe/Nowhere",
            "europe/zurich",
            "",
            "+01:00",
            "../../etc/passwd",
            "Europe/Zurich ",
        )
    ),
    (place(timezone="Geneva"), "place.timezone", "is not a known time zone"),
    *(
        (place(country=bad), "place.country", "is not an ISO 3166-1 code")
        for bad in ("ch", "CHE", "XX", "ZZ", "EU", "UK", "", "C", "756", "СН")
    ),
    (party(iso="us"), "party.iso", '"us" is not an ISO 3166-1 code'),
    (meeting(delegations=[{"party": US | {"iso": "USA"}}]), "delegations[0].party.iso", "ISO 3166"),
    (place(latitude=90.01), "place.latitude", "is more than 90"),
    (place(latitude=-91), "place.latitude", "is less than -90"),
    (place(longitude=181), "place.longitude", "is more than 180"),
    *(
        (meeting(duration_minutes=bad), "duration_minutes", said)
        for bad, said in [
            (0, "is less than 1"),
            (-1, "is less than 1"),
            (1_000_001, "is more than 1,000,000"),
            (10**30, "is more than 1,000,000"),
        ]
    ),
    *(
        (source(url=bad), "source.url", NO_URL)
        for bad in (
            "",
            "x",
            "www.example.org",
            "//example.org/",
            "ftp://example.org/",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "mailto:a@example.org",
            "file:///etc/passwd",
            "http:",
            "http://",
            "http:///x",
            "https:example.org",
            "http://?q",
            "http://#x",
            "http://:80/",
            " https://example.org/",
            "https://example.org/ ",
            "https://exa mple.org/",
            "http://[::1",
            "https://example.org/\n",
            "https://example.org/\u202egnp",
            "java\nscript:alert(1)",
            "httpx://a/",
        )
    ),
    (source(archived_url="javascript:alert(1)"), "source.archived_url", NO_URL),
    (meeting(sources=[ANEWS | {"url": "x"}]), "sources[0].url", NO_URL),
    (
        one(citations=[{"source": ANEWS | {"url": "x"}}]),
        "statements[0].citations[0].source.url",
        NO_URL,
    ),
]

BLANK = [
    *(
        (meeting(title=bad), "title", "may not be blank")
        for bad in ("", " ", "\t\n", "\u00a0", "\u3000", "\u200b", "\u200f\u202e", "\ufeff")
    ),
    (one(text=""), "statements[0].text", "may not be blank"),
    (one(text=" \n"), "statements[0].text", "may not be blank"),
    (party(name=""), "party.name", "may not be blank"),
    (official(name=" "), "official.name", "may not be blank"),
    (official(other_names=[""]), "official.other_names[0]", "may not be blank"),
    (source(title="\t"), "source.title", "may not be blank"),
    (place(city=""), "place.city", "may not be blank"),
    (place(city="…"), "place.city", "has no letter"),
    (post(title=" "), "official.appointments[0].title", "may not be blank"),
]

DOUBLES = [
    (spoken(statement(), statement()), "statements[1].id", '"s1" is used twice'),
    (
        spoken(statement(), statement("s2"), statement(text="Other.")),
        "statements[2].id",
        "used twice",
    ),
    (
        meeting(follow_ups=[{"id": "f1", "kind": "decision"}, {"id": "f1", "kind": "parallel"}]),
        "follow_ups[1].id",
        '"f1" is used twice',
    ),
    (
        meeting(delegations=[{"party": US}, {"party": "united-states", "role": "host"}]),
        "delegations[1].party",
        '"united-states" sits twice',
    ),
    (
        meeting(delegations=[{"party": US}, {"party": RUSSIA}, {"party": US}]),
        "delegations[2].party",
        "sits twice",
    ),
    (
        seated(SEAT, {"official": "wendy-sherman", "title": "Deputy"}),
        "delegations[0].delegates[1].official",
        '"wendy-sherman" is twice in the delegation',
    ),
    (meeting(places=["geneva", {"id": "geneva", "city": "Geneva"}]), "places[1]", TWICE),
    (meeting(auspices=[US, "united-states"]), "auspices[1]", TWICE),
    (meeting(issues=["nato", "nato"]), "issues[1]", TWICE),
    (meeting(sources=[ANEWS, ANEWS]), "sources[1]", TWICE),
    (meeting(sources=[ANEWS], citations=CITED * 2), "citations[1]", TWICE),
    (one(citations=[*CITED, CITED[0] | {"says": "x"}]), "statements[0].citations[1]", TWICE),
    (one(to=["russia", "russia"]), "statements[0].to[1]", TWICE),
    (one(jointly_with=["russia", "russia"]), "statements[0].jointly_with[1]", TWICE),
    (one(joint_speakers=["a", "b", "a"]), "statements[0].joint_speakers[2]", TWICE),
    (one(on_behalf_of=["russia", "russia"]), "statements[0].on_behalf_of[1]", TWICE),
    (one(issues=[{"id": "x"}, {"id": "x", "stance": "neutral"}]), "statements[0].issues[1]", TWICE),
    (follow_up(promised_by=["russia", "russia"]), "follow_ups[0].promised_by[1]", TWICE),
    (follow_up(citations=CITED * 2), "follow_ups[0].citations[1]", TWICE),
    (party(members=["russia", "russia"]), "party.members[1]", TWICE),
    (
        official(appointments=[{"party": US, "title": "Envoy", "to": "1990"}] * 2),
        "official.appointments[1]",
        TWICE,
    ),
    (post(citations=[{"source": ANEWS}] * 2), "official.appointments[0].citations[1]", TWICE),
]


def heads(*days):
    """A delegation of heads who lead on the given days."""
    officials = ({"id": f"head-{n}", "name": f"Head {n}"} for n, _ in enumerate(days))
    return seated(
        *(
            {"official": official, "role": "head"} | dict(zip(("from", "to"), span, strict=False))
            for official, span in zip(officials, days, strict=True)
        )
    )


HEADS = [
    (data, "delegations[0].delegates", TWO_HEADS)
    for data in [
        heads((), ()),
        heads(("2022-01-10",), ()),
        heads(("2022-01-10", "2022-01-11"), ("2022-01-11", "2022-01-12")),
        heads(("2022-01-10",), ("2022-01-10",)),
        heads(("2022-01-10", "2022-01-14"), ("2022-01-12", "2022-01-12")),
        heads(
            ("2022-01-10", "2022-01-10"), ("2022-01-11", "2022-01-12"), ("2022-01-12", "2022-01-12")
        ),
        heads(("2022-01",), ("2022-01",)),
        seated({"title": "A head", "role": "head"}, {"title": "Another", "role": "head"}),
    ]
]

THEMSELVES = [
    (meeting(part_of="geneva"), "part_of", "a meeting is not part of itself"),
    (meeting(part_of="old", old_ids=["old"]), "part_of", "a meeting is not part of itself"),
    (follow_up(meeting="geneva"), "follow_ups[0].meeting", "a meeting does not follow itself"),
    (
        follow_up(meeting="old") | {"old_ids": ["old"]},
        "follow_ups[0].meeting",
        "a meeting does not follow itself",
    ),
    (party(members=["united-states"]), "party.members", "a party is not a member of itself"),
    (party(predecessor="united-states"), "party.predecessor", "would come back to itself"),
    ({"process": {"id": "x", "name": "X", "parent": "x"}}, "process.parent", "come back to itself"),
    ({"issue": {"id": "x", "name": "X", "parent": "x"}}, "issue.parent", "come back to itself"),
]


def unknown(noun):
    return f'"nowhere" is not a known {noun}'


UNKNOWN = [
    (meeting(places=["nowhere"]), "places[0]", unknown("place")),
    (meeting(auspices=["nowhere"]), "auspices[0]", unknown("party")),
    (meeting(part_of="nowhere"), "part_of", unknown("meeting")),
    (meeting(process="nowhere"), "process", unknown("process")),
    (meeting(issues=["nowhere"]), "issues[0]", unknown("issue")),
    (meeting(sources=["nowhere"]), "sources[0]", unknown("source")),
    (meeting(citations=[{"source": "nowhere"}]), "citations[0].source", unknown("source")),
    (meeting(delegations=[{"party": "nowhere"}]), "delegations[0].party", unknown("party")),
    (seated({"official": "nowhere"}), "delegations[0].delegates[0].official", unknown("official")),
    (
        seated(SEAT | {"on_behalf_of": "nowhere"}),
        "delegations[0].delegates[0].on_behalf_of",
        unknown("party"),
    ),
    (one(party="nowhere"), "statements[0].party", unknown("party")),
    (one(speaker="nowhere"), "statements[0].speaker", unknown("official")),
    (one(jointly_with=["nowhere"]), "statements[0].jointly_with[0]", unknown("party")),
    (one(joint_speakers=["nowhere"]), "statements[0].joint_speakers[0]", unknown("official")),
    (one(on_behalf_of=["nowhere"]), "statements[0].on_behalf_of[0]", unknown("party")),
    (one(to=["nowhere"]), "statements[0].to[0]", unknown("party")),
    (one(issues=[{"id": "nowhere"}]), "statements[0].issues[0].id", unknown("issue")),
    (
        one(citations=[{"source": "nowhere"}]),
        "statements[0].citations[0].source",
        unknown("source"),
    ),
    (follow_up(meeting="nowhere"), "follow_ups[0].meeting", unknown("meeting")),
    (follow_up(promised_by=["nowhere"]), "follow_ups[0].promised_by[0]", unknown("party")),
    (
        follow_up(citations=[{"source": "nowhere"}]),
        "follow_ups[0].citations[0].source",
        unknown("source"),
    ),
    (party(members=["nowhere"]), "party.members[0]", unknown("party")),
    (party(predecessor="nowhere"), "party.predecessor", unknown("party")),
    (post(party="nowhere"), "official.appointments[0].party", unknown("party")),
    (
        post(citations=[{"source": "nowhere"}]),
        "official.appointments[0].citations[0].source",
        unknown("source"),
    ),
    (
        {"process": {"id": "x", "name": "X", "parent": "nowhere"}},
        "process.parent",
        unknown("process"),
    ),
    ({"issue": {"id": "x", "name": "X", "parent": "nowhere"}}, "issue.parent", unknown("issue")),
    # An id is known as what it is, not as anything else.
    (one(speaker="united-states"), "statements[0].speaker", "is not a known official"),
    (meeting(part_of="united-states"), "part_of", "is not a known meeting"),
]
