"""Transcripts: who has the floor, whose delegation that is, and what is left to staff."""

import gzip
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from talks.importers.transcripts.parsing import parsed_transcript
from talks.importers.transcripts.talk import About
from talks.importers.transcripts.turns import label_parts, transcript_of
from talks.models import Delegate, Guess, Meeting, Statement
from tests.factories import make_meeting

COUNCIL = Path(__file__).with_name("council.txt")
LOAD = Path(__file__).parents[4] / "shared/data/load/unsc.jsonl.gz"
ABOUT = {"id": "talks", "title": "Talks", "status": "held", "starts": "2022-01-10"}
TONGUES = {"fr": "French", "ru": "Russian", "es": "Spanish", "ar": "Arabic", "zh": "Chinese"}


@pytest.mark.parametrize(
    ("label", "parts"),
    [
        ("Mr. Nebenzia (Russian Federation)", ("Mr. Nebenzia", "Russian Federation", "")),
        ("Ms. Eckels-Currie (Peru) (spoke in Spanish)", ("Ms. Eckels-Currie", "Peru", "es")),
        (
            "Mr. MALIK (Union of Soviet Socialist Republics) (translated from Russian)",
            ("Mr. MALIK", "Union of Soviet Socialist Republics", "ru"),
        ),
        ("Mrs. van Vliet (Netherlands)", ("Mrs. van Vliet", "Netherlands", "")),
        ("Wendy Sherman (United States)", ("Wendy Sherman", "United States", "")),
        ("The President (spoke in Chinese)", ("The President", "", "zh")),
        ("SECRETARY BLINKEN", ("SECRETARY BLINKEN", "", "")),
        ("Mr. President", None),
        ("Resolution 2505 (2020)", None),
        ("Our position (see S/PV.8585)", None),
        ("We have three priorities", None),
        ("I quote", None),
    ],
)
def test_labels(label, parts):
    assert label_parts(label) == parts


def test_lines_of_a_page_are_put_together():
    text = (
        "Mr. Lee (Peru) (spoke in\nSpanish): One of us was coun-\nted.\n3/9\nS/PV.12\n\n"
        "Next: the vote.\nA vote was taken by show of hands.\nIn favour:\nPeru\n"
        "Ms. Ray (Chad): Three points: first.\n"
    )
    found = transcript_of(text)
    assert [(turn.name, turn.language, turn.text) for turn in found.turns] == [
        ("Mr. Lee", "es", "One of us was coun-ted.\n\nNext: the vote."),
        ("Ms. Ray", "", "Three points: first."),
    ]
    assert found.between == ["A vote was taken by show of hands.", "In favour:", "Peru"]


def council():
    return parsed_transcript(COUNCIL.read_text(encoding="utf-8"), "council.txt")


def seats(meeting):
    return {
        delegation["party"]["id"]: [
            (row["official"] and row["official"]["id"], row.get("title"), row.get("role"))
            for row in delegation.get("delegates", [])
        ]
        for delegation in meeting["delegations"]
    }


def test_record_of_the_council_says_who_sat_where():
    [meeting] = council().objects
    assert seats(meeting) == {
        "un-security-council": [(None, "President of the Security Council", "head")],
        "mozambique": [("fernandes-mozambique", None, "head")],
        "algeria": [("bendjama-algeria", None, "head")],
        "china": [("fu-cong-china", None, "head")],
        "cote-divoire": [("de-riviere-cote-divoire", None, "head")],
        "south-korea": [("hwang-south-korea", None, "head")],
        "russia": [("nebenzia-russia", None, "head")],
        "united-kingdom": [("barbara-woodward", None, "head")],
        "united-states": [("wood-united-states", None, "head")],
        "democratic-republic-of-the-congo": [],
        "rwanda": [],
        "united-nations": [
            ("bintou-keita", "Special Representative of the Secretary-General", None)
        ],
        "rule-39-speakers": [("ana-example", "Director of Lake Women", None)],
    }
    told = {key: meeting[key] for key in ("id", "title", "starts", "time", "duration_minutes")}
    assert told == {
        "id": "unsc-s-pv-9990",
        "title": "Security Council, 9990th meeting: The situation in the Great Lakes",
        "starts": "2024-05-14",
        "time": "10:05",
        "duration_minutes": 95,
    }


def test_president_speaks_for_the_council_and_for_a_country():
    statements = council().objects[0]["statements"]
    assert [(row["party"], row.get("speaker"), row["text"][-25:]) for row in statements] == [
        ("un-security-council", None, "give the floor to Ms. Keita."[-25:]),
        ("united-nations", "bintou-keita", "e second matter is money."),
        ("russia", "nebenzia-russia", "We listened with care."),
        ("united-kingdom", "barbara-woodward", "Let me make three points."),
        ("un-security-council", None, "presentative of\nMozambique."[-25:].replace("\n", " ")),
        ("mozambique", "fernandes-mozambique", "ique welcomes the briefing."[-25:]),
        ("un-security-council", None, "President of the Council."),
    ]
    assert (statements[2]["wording"], statements[2]["original"]) == (
        "translated",
        {"language": "ru"},
    )


def test_any_transcript_is_read_with_what_is_told_beside_it():
    text = (
        "Wendy Sherman (United States): No.\nSergei Ryabkov (Russia): Yes.\n"
        "DEPUTY SECRETARY SHERMAN: Never.\nQUESTION: And now?\nSomebody Else (Atlantis): I too.\n"
    )
    parsed = parsed_transcript(text, "t.txt", About(dict(ABOUT)))
    [meeting] = parsed.objects
    assert list(seats(meeting)) == ["united-states", "russia", "atlantis"]
    assert [(row.get("speaker"), row.get("speaker_title")) for row in meeting["statements"]] == [
        ("wendy-sherman", None),
        ("sergei-ryabkov", None),
        ("wendy-sherman", None),
        (None, "Question"),
        ("somebody-else", None),
    ]
    assert [(guess.path, guess.value) for guess in parsed.guesses] == [
        ("delegations[0].delegates[0].official", "Wendy Sherman"),
        ("delegations[1].delegates[0].official", "Sergei Ryabkov"),
        ("delegations[2].party", "Atlantis"),
        ("delegations[2].delegates[0].official", "Somebody Else"),
    ]


@pytest.mark.parametrize("text", ["", "Nobody speaks.\nAt all.", "a: b\n" * 3, "(((((:\n)" * 500])
def test_a_text_without_speakers_is_a_problem(text):
    parsed = parsed_transcript(text, "t.txt", About(dict(ABOUT)))
    assert (parsed.objects, len(parsed.problems)) == ([], 1)


def run(*arguments):
    out = StringIO()
    call_command("import_transcript", *map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


@pytest.mark.django_db
def test_command_writes_a_draft_once():
    assert "Dry run" in run(COUNCIL) and not Meeting.objects.exists()
    run(COUNCIL, "--commit")
    counts = [rows.count() for rows in (Statement.objects, Delegate.objects, Guess.objects)]
    assert Meeting.objects.get().is_draft and counts == [7, 11, 10]
    assert "0 created, 0 updated, 7 unchanged" in run(COUNCIL, "--commit")
    assert [rows.count() for rows in (Statement.objects, Delegate.objects, Guess.objects)] == counts


@pytest.mark.django_db
def test_command_adds_to_a_meeting_on_record(tmp_path):
    make_meeting("Old title", slug="talks", draft=True, starts="2020-02-02")
    file = tmp_path / "t.txt"
    file.write_text("Wendy Sherman (United States): No.", encoding="utf-8")
    run(file, "--meeting", "talks", "--commit")
    said = Statement.objects.get()
    assert (said.meeting.title, said.slug, said.said_on) == ("Old title", "t1", "2020-02-02")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x00\xff\xfe", "no text in UTF-8"),
        (b"Mr. Lee (Peru): \x00", "no text in UTF-8"),
        (b"Mr. Lee (Peru): Yes.", "id, title, status, starts"),
        (None, "cannot be read"),
    ],
)
def test_command_says_what_is_wrong(content, said, tmp_path):
    file = tmp_path / "t.txt"
    if content is not None:
        file.write_bytes(content)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("import_transcript", str(file), "--commit", stderr=out, stdout=out)
    assert said in out.getvalue() and not Meeting.objects.exists()


@pytest.mark.skipif(not LOAD.exists(), reason="needs ../shared/data/load/unsc.jsonl.gz")
def test_speakers_of_real_records_come_to_sit_where_they_sat():
    """Transcripts are made of what the file has; its own faults are the rest."""
    with gzip.open(LOAD, "rt", encoding="utf-8") as file:
        lines = [json.loads(line) for line in file if '"statements"' in line]
    both = missing = 0
    for line in [line for line in lines if line.get("statements")][:40]:
        parsed = parsed_transcript(as_transcript(line), line["id"])
        found = pairs(parsed.objects[0])
        both, missing = both + len(found & pairs(line)), missing + len(pairs(line) - found)
    assert both > 400 and both / (both + missing) > 0.97


def pairs(line):
    """Party and official of each delegate that is named."""
    return {
        (id_of(delegation["party"]), id_of(row["official"]))
        for delegation in line["delegations"]
        for row in delegation.get("delegates", [])
        if row["official"]
    }


def id_of(noun):
    return noun if isinstance(noun, str) else noun["id"]


def as_transcript(line):
    seats = {
        id_of(row["official"]): (row["official"], delegation["party"])
        for delegation in line["delegations"]
        for row in delegation.get("delegates", [])
        if row["official"]
    }
    labels = {key: label_of(*pair) for key, pair in seats.items()}
    number = line["id"].split("pv-")[1]
    front = f"S/PV.{number}\nSecurity Council\nMonday, 6 January 2020, 10 a.m.\n\n"
    speeches = []
    for said in line["statements"]:
        tongue = TONGUES.get(said.get("original", {}).get("language"))
        label = labels.get(said.get("speaker"), "The President")
        speeches.append(f"{label}{f' (spoke in {tongue})' if tongue else ''}: {said['text']}")
    return front + "\n\n".join(speeches)


def label_of(official, party):
    """Who was invited by the whole name is called by the surname alone."""
    if "other_names" in official and not official["name"].startswith(("Mr.", "Ms.", "Mrs.")):
        return official["other_names"][0]
    return f"{official['name']} ({party['name']})"
