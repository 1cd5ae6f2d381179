"""What staff download to fill in: the headings of each kind of row, and one row as an example."""

from .columns import KINDS
from .workbooks import workbook

TALKS = "2022-01-10-example-of-talks"
EXAMPLES = {
    "meetings": {
        "id": TALKS,
        "title": "US–Russia security talks in Geneva",
        "status": "held",
        "format": "bilateral",
        "level": "deputy",
        "mode": "in_person",
        "starts": "2022-01-10",
        "duration_minutes": "480",
        "duration_note": "nearly eight hours",
        "places": "geneva",
        "issues": "nato-enlargement",
        "summary": "The two deputies met on NATO’s enlargement, Ukraine and the placing of forces.",
        "sources": "anews-2022-01-10",
    },
    "delegates": {
        "meeting": TALKS,
        "party": "united-states",
        "party_role": "participant",
        "official": "wendy-sherman",
        "title": "Deputy Secretary of State",
        "role": "head",
    },
    "statements": {
        "meeting": TALKS,
        "id": "s1",
        "party": "united-states",
        "speaker": "wendy-sherman",
        "on": "2022-01-10",
        "setting": "press_conference",
        "act": "rejection",
        "wording": "verbatim",
        "text": "We will not allow anyone to slam closed NATO’s open door policy.",
        "issues": "nato-enlargement (opposes)",
        "citations": "anews-2022-01-10: paragraph 13",
    },
    "follow_ups": {
        "meeting": TALKS,
        "id": "f1",
        "kind": "follow_up",
        "text": "Both sides are open to meeting again soon.",
        "promised_by": "united-states",
        "due": "about 14 January 2022",
        "state": "pending",
        "citations": "anews-2022-01-10: paragraph 15",
    },
    "officials": {
        "id": "wendy-sherman",
        "name": "Wendy Sherman",
        "sort_name": "Sherman, Wendy",
        "other_names": "Wendy R. Sherman; Wendy Ruth Sherman",
    },
    "parties": {"id": "united-states", "name": "United States", "kind": "state", "iso": "US"},
    "processes": {
        "id": "european-security-guarantees-2022",
        "name": "Talks on European security, January 2022",
    },
    "issues": {
        "id": "nato-enlargement",
        "name": "NATO enlargement",
        "question": "Should NATO rule out new members to its east?",
    },
    "places": {
        "id": "geneva",
        "city": "Geneva",
        "country": "CH",
        "latitude": "46.2",
        "longitude": "6.15",
        "timezone": "Europe/Zurich",
    },
    "sources": {
        "id": "anews-2022-01-10",
        "title": "Moscow says breakthrough needed, US urges action after initial talks",
        "publisher": "A News",
        "author": "Agencies and A News",
        "kind": "news",
        "language": "en",
        "published": "2022-01-10",
    },
}


def table(kind):
    """The headings of a kind, and its example."""
    headings = list(KINDS[kind].by_heading)
    return [headings, [EXAMPLES[kind].get(heading, "") for heading in headings]]


def template_workbook():
    """All kinds, a sheet each, as the bytes of an XLSX file."""
    return workbook([(kind, table(kind)) for kind in KINDS])
