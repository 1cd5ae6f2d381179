"""A meeting with every key of the schema, in the form of an export."""

GENEVA = {
    "id": "geneva",
    "old_ids": ["genf"],
    "city": "Geneva",
    "country": "CH",
    "latitude": 46.2,
    "longitude": 6.15,
    "timezone": "Europe/Zurich",
}
US = {
    "id": "united-states",
    "old_ids": ["usa"],
    "name": "United States",
    "kind": "state",
    "iso": "US",
    "members": ["hawaii"],
    "predecessor": "colonies",
    "other_names": ["USA", {"name": "United Colonies", "from": "1775-06", "to": "1776-09-09~"}],
    "native_name": "United States of America",
    "wikidata": "Q30",
}
HAWAII = {"id": "hawaii", "name": "Hawaii", "kind": "other"}
COLONIES = {"id": "colonies", "name": "United Colonies", "kind": "authority"}
SHERMAN = {
    "id": "wendy-sherman",
    "old_ids": ["w-sherman"],
    "name": "Wendy Sherman",
    "sort_name": "Sherman, Wendy",
    "native_name": "Wendy Ruth Sherman",
    "other_names": ["Wendy R. Sherman"],
    "wikidata": "Q7982414",
    "appointments": [
        {
            "party": "united-states",
            "title": "Deputy Secretary of State",
            "body": "Department of State",
            "from": "2021-04-14",
            "to": "2023-07-28",
            "citations": [{"source": "register", "locator": "p. 4", "about": "to", "says": "July"}],
        },
        {"party": "hawaii", "title": "Friend"},
    ],
}
ANEWS = {
    "id": "anews",
    "old_ids": ["a-news"],
    "title": "US, Russia end talks",
    "publisher": "A News",
    "author": "Agencies",
    "section": "World",
    "kind": "news",
    "language": "en",
    "url": "https://www.example.org/a?b=c#d",
    "published": "2022-01-10",
    "accessed": "2022-01-11",
    "archived_url": "https://archive.example.org/a",
}
REGISTER = {"id": "register", "title": "Register of posts", "kind": "book"}
FULL_CITATION = {
    "source": "anews",
    "locator": "paragraph 2",
    "about": "duration_minutes",
    "says": "480",
}

EVERY_KEY = {
    "id": "geneva-talks",
    "old_ids": ["geneva-2022"],
    "title": "Security talks in Geneva",
    "status": "held",
    "format": "bilateral",
    "level": "deputy",
    "mode": "in_person",
    "starts": "2022-01-10",
    "ends": "2022-01-11~",
    "time": "09:30",
    "timezone": "Europe/Zurich",
    "old_dates": ["2022-01-09", "2021-12-XX"],
    "last_checked": "2022-03",
    "duration_minutes": 480,
    "duration_note": "nearly eight hours",
    "places": [GENEVA],
    "venue": "US mission",
    "auspices": [COLONIES],
    "part_of": "summit",
    "process": {
        "id": "dialogue",
        "old_ids": ["talks"],
        "name": "Dialogue",
        "summary": "A series.",
        "parent": "security",
    },
    "issues": [
        {
            "id": "nato",
            "old_ids": ["otan"],
            "name": "NATO",
            "summary": "Its members.",
            "parent": "alliances",
            "question": "Should NATO rule out new members to its east?",
        }
    ],
    "summary": "They met.",
    "outcome": "No agreement.",
    "delegations": [
        {
            "party": US,
            "role": "host",
            "delegates": [
                {
                    "official": SHERMAN,
                    "title": "Deputy Secretary of State",
                    "role": "head",
                    "from": "2022-01-10",
                    "to": "2022-01-11",
                    "on_behalf_of": "colonies",
                    "note": "Left early.",
                },
                {"title": "an interpreter", "role": "interpreter"},
            ],
        },
        {"party": HAWAII, "role": "observer"},
    ],
    "statements": [
        {
            "id": "s1",
            "party": "united-states",
            "speaker": "wendy-sherman",
            "speaker_title": "head of the US delegation",
            "jointly_with": ["hawaii"],
            "joint_speakers": ["envoy"],
            "on_behalf_of": ["colonies"],
            "to": ["hawaii", "colonies"],
            "on": "2022-01-10",
            "setting": "press_conference",
            "act": "rejection",
            "wording": "translated",
            "text": "We said “no”.",
            "original": {
                "language": "fr",
                "text": "Nous avons dit «non».",
                "translator": "B. News",
            },
            "issues": [{"id": "nato", "stance": "opposes"}, {"id": "alliances"}],
            "citations": [FULL_CITATION, {"source": "register", "locator": ""}],
        }
    ],
    "follow_ups": [
        {
            "id": "f1",
            "kind": "resumption",
            "text": "They will meet again.",
            "promised_by": ["united-states", "hawaii"],
            "due": "2022-01-14~",
            "meeting": "later",
            "state": "met",
            "outcome": "They met.",
            "closed_on": "2022-01-21",
            "citations": [FULL_CITATION],
        },
        {"id": "f2", "kind": "parallel", "meeting": "summit"},
    ],
    "sources": [REGISTER, ANEWS],
    "citations": [{"source": "anews", "locator": "lede", "about": "starts", "says": "Monday"}],
}
# The nouns that it names and does not hold in full.
NAMED = [
    {"issue": {"id": "alliances", "name": "Alliances"}},
    {"process": {"id": "security", "name": "Security"}},
    {"official": {"id": "envoy", "name": "An Envoy"}},
]
