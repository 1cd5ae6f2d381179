"""Answers as they look, for the OpenAPI document; a test holds them against the models."""

PARTY = {
    "id": "united-states",
    "name": "United States",
    "kind": "state",
    "iso": "US",
    "other_names": ["USA"],
}
ISSUE = {
    "id": "nato-enlargement",
    "name": "NATO enlargement",
    "question": "Should NATO rule out new members to its east?",
}
PROCESS = {
    "id": "european-security-guarantees-2022",
    "name": "European security guarantees, 2022",
}
PLACE = {
    "id": "geneva",
    "city": "Geneva",
    "country": "CH",
    "latitude": 46.2,
    "longitude": 6.15,
    "timezone": "Europe/Zurich",
}
SOURCE = {
    "id": "anews-2022-01-10",
    "title": "US, Russia hold security talks in Geneva",
    "publisher": "A News",
    "kind": "news",
    "language": "en",
    "published": "2022-01-10",
}
OFFICIAL = {
    "id": "wendy-sherman",
    "name": "Wendy Sherman",
    "appointments": [
        {
            "party": "united-states",
            "title": "Deputy Secretary of State",
            "from": "2021-04-14",
            "to": "2023-07-28",
        }
    ],
}
CITATIONS = [{"source": "anews-2022-01-10", "locator": "paragraph 13"}]
ID = "2022-01-10-geneva-us-russia-security-talks"
STATEMENT = {
    "meeting": ID,
    "id": "s1",
    "party": "united-states",
    "speaker": "wendy-sherman",
    "on": "2022-01-10",
    "setting": "press_conference",
    "act": "rejection",
    "wording": "verbatim",
    "text": "The words as the source has them.",
    "issues": [{"id": "nato-enlargement", "stance": "opposes"}],
    "citations": CITATIONS,
}
FOLLOW_UP = {
    "meeting": ID,
    "id": "f1",
    "kind": "follow_up",
    "text": "To speak again within the week.",
    "promised_by": ["united-states"],
    "due": "2022-01-14~",
    "later_meeting": "2022-01-12-brussels-nato-russia-council",
    "state": "met",
    "citations": CITATIONS,
}
MEETING = {
    "id": ID,
    "title": "US–Russia security talks",
    "status": "held",
    "format": "bilateral",
    "level": "deputy",
    "mode": "in_person",
    "starts": "2022-01-10",
    "places": [PLACE],
    "process": PROCESS,
    "issues": [ISSUE],
    "delegations": [
        {
            "party": PARTY,
            "role": "participant",
            "delegates": [
                {"official": OFFICIAL, "title": "Deputy Secretary of State", "role": "head"}
            ],
        }
    ],
    "sources": [SOURCE],
}
FULL = MEETING | {"statements": [{k: v for k, v in STATEMENT.items() if k != "meeting"}]}
IN_LISTS = {
    "meeting": MEETING,
    "statement": STATEMENT,
    "follow_up": FOLLOW_UP,
    "official": OFFICIAL,
    "party": PARTY,
    "issue": ISSUE,
    "process": PROCESS,
    "place": PLACE,
    "source": SOURCE,
}
SEARCH = {
    "q": "words",
    "ignored": [],
    "statements": {
        "count": 1,
        "items": [
            {
                "statement": STATEMENT,
                "excerpt": {
                    "text": STATEMENT["text"],
                    "marks": [[4, 9]],
                    "cut_before": False,
                    "cut_after": False,
                },
            }
        ],
    },
    "meetings": {"count": 0, "items": []},
    "names": [],
}
PROBLEMS = {
    400: {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "We do not know a party “rusia”.",
        "errors": [{"parameter": "party", "reason": "We do not know a party “rusia”."}],
    },
    404: {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "Nothing public has this id here, and nothing public ever had.",
    },
    410: {
        "type": "about:blank",
        "title": "Gone",
        "status": 410,
        "detail": "Withdrawn on 2026-02-01: It was another meeting.",
        "withdrawn": "2026-02-01",
        "reason": "It was another meeting.",
    },
    429: {
        "type": "about:blank",
        "title": "Too Many Requests",
        "status": 429,
        "detail": "Too many requests from one address; the header Retry-After says in how many "
        "seconds.",
    },
}


def page(item):
    return {"items": [item], "count": 1, "next": None}


def in_full(noun):
    return FULL if noun == "meeting" else IN_LISTS[noun]
