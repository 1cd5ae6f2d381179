"""Meetings like those of history, rich enough to lose something."""

BOOK = {"id": "record", "title": "Record of the conference", "kind": "document"}
UK = {"id": "united-kingdom", "name": "United Kingdom", "kind": "state", "iso": "GB"}
USSR = {
    "id": "russia",
    "name": "Russia",
    "kind": "state",
    "iso": "RU",
    "other_names": [{"name": "U.S.S.R.", "from": "1922-12-30", "to": "1991-12-26"}],
}
POLAND = {"id": "poland", "name": "Poland", "kind": "authority"}
USA = {"id": "united-states", "name": "United States", "kind": "state", "iso": "US"}
POTSDAM_PLACE = {
    "id": "potsdam",
    "city": "Potsdam",
    "country": "DE",
    "latitude": 52.4,
    "longitude": 13.06,
}


def person(slug, name, *posts):
    """An official with posts: pairs of title and span."""
    rows = [{"party": party, "title": title} | span for party, title, span in posts]
    return {"id": slug, "name": name} | ({"appointments": rows} if rows else {})


def cites(locator, **keys):
    return [{"source": "record", "locator": locator} | keys]


POTSDAM = {
    "id": "1945-07-17-potsdam",
    "title": "Potsdam Conference",
    "status": "held",
    "format": "trilateral",
    "level": "summit",
    "mode": "in_person",
    "starts": "1945-07-17",
    "ends": "1945-08-02",
    "places": [POTSDAM_PLACE],
    "venue": "Cecilienhof",
    "process": {"id": "wartime-conferences", "name": "Conferences of the Allies"},
    "issues": [
        {
            "id": "polish-border",
            "name": "Border of Poland",
            "question": "Should it follow the Neisse?",
        },
        {"id": "reparations", "name": "Reparations"},
    ],
    "delegations": [
        {
            "party": UK,
            "role": "participant",
            "delegates": [
                {
                    "official": person(
                        "winston-churchill",
                        "Winston Churchill",
                        (
                            "united-kingdom",
                            "Prime Minister",
                            {"from": "1940-05-10", "to": "1945-07-26"},
                        ),
                        (
                            "united-kingdom",
                            "Minister of Defence",
                            {"from": "1940-05-10", "to": "1945-07-26"},
                        ),
                    ),
                    "title": "Prime Minister",
                    "role": "head",
                    "to": "1945-07-25",
                },
                {
                    "official": person(
                        "clement-attlee",
                        "Clement Attlee",
                        (
                            "united-kingdom",
                            "Prime Minister",
                            {"from": "1945-07-26", "to": "1951-10-26"},
                        ),
                    ),
                    "title": "Prime Minister",
                    "role": "head",
                    "from": "1945-07-28",
                    "note": "A member of the delegation until the 25th.",
                },
                {"title": "an adviser", "role": "adviser"},
                {"title": "an adviser", "role": "adviser", "note": "Of the Treasury."},
                {"official": person("arthur-birse", "Arthur Birse"), "role": "interpreter"},
            ],
        },
        {
            "party": USSR,
            "role": "host",
            "delegates": [
                {
                    "official": person("joseph-stalin", "Joseph Stalin"),
                    "title": "Generalissimo",
                    "role": "head",
                },
                {
                    "official": person("vyacheslav-molotov", "Vyacheslav Molotov"),
                    "role": "deputy_head",
                },
                {"title": "a notetaker", "role": "notetaker"},
            ],
        },
        {
            "party": USA,
            "role": "participant",
            "delegates": [
                {
                    "official": person("harry-truman", "Harry S. Truman"),
                    "title": "President",
                    "role": "head",
                },
                {
                    "official": {
                        "id": "charles-bohlen",
                        "name": "Charles E. Bohlen",
                        "other_names": ["Chip Bohlen"],
                        "appointments": [
                            {
                                "party": "united-states",
                                "title": "Assistant to the Secretary",
                                "body": "Department of State",
                                "from": "1944~",
                                "citations": cites("p. 30"),
                            }
                        ],
                    },
                    "role": "interpreter",
                },
            ],
        },
        {
            "party": POLAND,
            "role": "observer",
            "delegates": [{"title": "A minister", "role": "member", "on_behalf_of": "lublin"}],
        },
    ],
    "statements": [
        {
            "id": "s1",
            "party": "united-kingdom",
            "speaker": "winston-churchill",
            "to": ["russia", "united-states"],
            "on": "1945-07-18",
            "setting": "session",
            "act": "question",
            "wording": "paraphrase_official",
            "text": "What is meant by Germany?",
            "citations": cites("p. 89"),
        },
        {
            "id": "s2",
            "party": "russia",
            "speaker": "joseph-stalin",
            "on": "1945-07-18",
            "text": "It is what she has become after the war.",
            "original": {"language": "ru"},
            "citations": cites("p. 90"),
        },
        {
            "id": "s3",
            "party": "united-states",
            "speaker_title": "a member of the delegation",
            "jointly_with": ["united-kingdom", "russia"],
            "joint_speakers": ["clement-attlee", "joseph-stalin"],
            "on_behalf_of": ["lublin"],
            "on": "1945-08-02",
            "setting": "communique",
            "act": "announcement",
            "wording": "verbatim",
            "text": "The three Heads of Government agree.\n\nThe border shall follow the Oder.",
            "issues": [{"id": "polish-border", "stance": "conditional"}],
            "citations": [*cites("p. 1491"), *cites("p. 1491", about="text", says="“agreed”")],
        },
    ],
    "follow_ups": [
        {
            "id": "f1",
            "kind": "follow_up",
            "text": "A Council of Foreign Ministers meets in London.",
            "promised_by": ["united-states", "russia", "united-kingdom"],
            "due": "1945-09-01",
            "meeting": "1945-09-11-london",
            "state": "met",
            "closed_on": "1945-09-11",
            "citations": cites("p. 1500"),
        }
    ],
    "sources": [BOOK],
    "citations": cites("volume II", about="duration_minutes", says="17 days"),
}
LUBLIN = {"party": {"id": "lublin", "name": "Lublin Committee", "kind": "authority"}}


def session(number, **keys):
    """One session of the conference, which leads to the next."""
    return {
        "id": f"1945-07-{16 + number}-potsdam-session-{number}",
        "title": f"Potsdam Conference, session {number}",
        "status": "held",
        "format": "trilateral",
        "starts": f"1945-07-{16 + number}",
        "part_of": POTSDAM["id"],
        "process": {"id": "wartime-conferences", "name": "Conferences of the Allies"},
        "delegations": [{"party": party, "role": "participant"} for party in (UK, USSR, USA)],
    } | keys


def leads_to(slug, kind="resumption"):
    return [{"id": "f1", "kind": kind, "meeting": slug}]


SUMMIT = [
    LUBLIN,
    POTSDAM,
    session(
        1,
        follow_ups=leads_to("1945-07-18-potsdam-session-2"),
        time="17:00",
        timezone="Europe/Berlin",
    ),
    session(2, follow_ups=leads_to("1945-07-19-potsdam-session-3")),
    session(3),
    {
        "id": "1945-09-11-london",
        "title": "Council of Foreign Ministers in London",
        "status": "held",
        "starts": "1945-09-11",
        "ends": "1945-10-02",
        "delegations": [{"party": UK, "role": "host"}],
    },
]

# Proximity talks: nobody in one room, nobody named, and no word from one side.
INDIRECT = [
    {
        "id": "1988-01-geneva",
        "title": "Proximity talks on Afghanistan",
        "status": "held",
        "format": "indirect",
        "starts": "1988-03-02/1988-03-04",
        "ends": "1988-04-08~",
        "old_dates": ["1988-02-29"],
        "duration_note": "more than a month, with breaks",
        "auspices": [{"id": "united-nations", "name": "United Nations", "kind": "organisation"}],
        "issues": [{"id": "withdrawal", "name": "Withdrawal", "question": "Within nine months?"}],
        "delegations": [
            {
                "party": {"id": "united-nations", "name": "United Nations", "kind": "organisation"},
                "role": "mediator",
                "delegates": [{"title": "Personal Representative", "role": "head"}],
            },
            {
                "party": {"id": "pakistan", "name": "Pakistan", "kind": "state", "iso": "PK"},
                "role": "participant",
                "delegates": [
                    {"title": "Minister", "role": "head", "to": "1988-03-20"},
                    {
                        "title": "Minister",
                        "role": "head",
                        "from": "1988-03-21",
                        "note": "Another one.",
                    },
                ],
            },
            {
                "party": {"id": "afghanistan", "name": "Afghanistan", "kind": "state", "iso": "AF"},
                "role": "participant",
            },
        ],
        "statements": [
            {
                "id": "s1",
                "party": "pakistan",
                "act": "no_comment",
                "wording": "anonymous",
                "text": "The delegation would not comment.",
                "issues": [{"id": "withdrawal"}],
                "citations": [{"source": "wire", "locator": ""}],
            },
            {
                "id": "s2",
                "speaker_title": "a diplomat close to the talks",
                "setting": "briefing",
                "wording": "paraphrase_press",
                "text": "They were “ninety per cent” there.",
                "citations": [{"source": "wire", "locator": "last paragraph"}],
            },
        ],
        "follow_ups": [
            {
                "id": "f1",
                "kind": "decision",
                "text": "Accords are signed.",
                "promised_by": ["united-nations"],
                "due": "1988-04",
                "state": "overtaken",
                "outcome": "Signed, then broken.",
            },
            {"id": "f2", "kind": "consultation", "text": "More talks.", "state": "dropped"},
        ],
        "sources": [{"id": "wire", "title": "Wire report", "kind": "news", "language": "fr"}],
    }
]
