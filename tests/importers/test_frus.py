"""Memoranda of conversation in TEI: documents as printed, and what is made of each.

`frus/*.json` are golden files. After a change that is meant, write them anew and read the diff:
`python -m tests.importers.frus_golden`.
"""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from talks.importers import frus
from talks.importers.frus.parties import parties, party_named, party_of_heading
from talks.importers.frus.sides import party_in
from talks.importers.frus.volumes import turned
from talks.models import Delegate, Guess, Meeting
from tests.importers.frus_golden import FILES, as_plain

HERE = Path(__file__).with_name("frus")
HEAD = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="frus0000v02"><text><body>'
LIST = '<list type="participants"><head>PARTICIPANTS</head>{}</list>'


def parsed(document, *, path=None, tmp_path=None):
    path = path or tmp_path / "frus0000v02.xml"
    path.write_text(document, encoding="utf-8")
    return frus.parse([path])


def document(roster, paragraphs="<p>The Secretary said that it was late.</p>", date="May 5, 1955"):
    return (
        f'{HEAD}<div type="document" xml:id="d1" n="1"><head>1. Memorandum of Conversation</head>'
        f"<dateline><placeName>Washington</placeName>, <date>{date}</date></dateline>"
        f"{roster}{paragraphs}</div></body></text></TEI>"
    )


@pytest.fixture
def sides(tmp_path):
    """The delegates of each party, by name or title, of items in a list of participants."""

    def sides(*items):
        found = parsed(document(LIST.format("".join(items))), tmp_path=tmp_path)
        return {
            delegation["party"]["id"]: [
                (delegate["official"] or {}).get("name") or delegate["title"]
                for delegate in delegation["delegates"]
            ]
            for data in found.objects
            for delegation in data["delegations"]
        }

    return sides


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_documents_as_printed(path):
    golden = path.with_suffix(".json").read_text(encoding="utf-8")
    assert as_plain(path) == json.loads(golden)


def test_there_are_documents():
    assert len(FILES) >= 10


# Names and sides


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("U.S. Side:", "united-states"),
        ("For the United Kingdom", "united-kingdom"),
        ("U.S.S.R.", "russia"),
        ("Soviet Delegation", "russia"),
        ("Federal Republic of Germany", "germany"),
        ("People's Republic of China".replace("'", "’"), "china"),
        ("The Netherlands", "netherlands"),
        ("German Participants:", "germany"),
        ("White House Staff", "united-states"),
        ("Others", None),
        ("The Secretary", None),
    ],
)
def test_headings_of_sides(text, party):
    assert party_of_heading(text) == party


@pytest.mark.parametrize(
    ("post", "party"),
    [
        ("Soviet Ambassador", "russia"),
        ("Counselor, British Embassy", "united-kingdom"),
        ("Minister of Foreign Affairs of the USSR", "russia"),
        ("Ambassador to France", "united-states"),
        ("Desk Officer for Mali", "united-states"),
        ("PRC Ambassador to France", "china"),
        ("Secretary to the PRC Ambassador", "china"),
        ("Director of the Office of Soviet Union Affairs, Department of State", "united-states"),
        ("American Ambassador to Moscow", "united-states"),
        ("French Ambassador to the United States", "france"),
        ("Ambassador to USA", None),
        ("Ambassador to the U.S.A.", None),
        ("Chief of the American Section, Soviet Foreign Ministry", "russia"),
        ("Chief of the American Section, Foreign Ministry", None),
        ("Secretary of State for Foreign Affairs", "united-kingdom"),
        ("Under Secretary of State", "united-states"),
        ("Counselor", None),
        ("", None),
    ],
)
def test_whose_post_it_is(post, party):
    assert party_in(post) == party


def test_every_party_has_one_name_of_its_own():
    for party in parties().values():
        assert party_named(party.name) == party.id


@pytest.mark.parametrize(
    ("listed", "name"),
    [
        ("Rusk, Dean", "Dean Rusk"),
        ("Burdett, William C., Jr.", "William C. Burdett"),
        ("Haig, Brigadier General Alexander Meigs, Jr.", "Alexander Meigs Haig"),
        ("Bolshakov Georgi N.", "Georgi N. Bolshakov"),
        ("Bruce, David K.E.", "David K. E. Bruce"),
        ("Hyland, William, G.", "William G. Hyland"),
        ("Huang Chen", "Huang Chen"),
        ("de Gaulle, Charles", "Charles de Gaulle"),
        ("Chiang Kai-shek, Generalissimo", "Chiang Kai-shek"),
    ],
)
def test_names_of_the_list_of_persons(listed, name):
    assert turned(listed) == name


def test_parties_in_brackets_and_behind_names(sides):
    assert sides(
        "<item>Mr. Brown (U.S.)</item>",
        "<item>Ambassador Weiss, FRG</item>",
        "<item>Italy—Mr. Verdi</item>",
    ) == {"united-states": ["Mr. Brown"], "germany": ["Weiss"], "italy": ["Mr. Verdi"]}


def test_a_heading_of_no_party_ends_a_side(sides):
    assert sides(
        "<item><hi rend='italic'>UK</hi></item>",
        "<item>Mr. Grey</item>",
        "<item><hi rend='italic'>Also present:</hi></item>",
        "<item>Mr. Brown, EUR</item>",
    ) == {"united-kingdom": ["Mr. Grey"], "united-states": ["Mr. Brown"]}


def test_an_open_seat_among_several_parties_is_a_problem(tmp_path):
    items = "".join(
        f"<item>{text}</item>"
        for text in ("Mr. Grey, British Ambassador", "The Secretary", "Mr. White", "Lord Green, UK")
    )
    found = parsed(document(LIST.format(items)), tmp_path=tmp_path)
    assert "“Mr. White” is left out" in found.problems[0].text
    assert found.problems[0].line > 0 and found.problems[0].file.endswith("frus0000v02.xml")


def test_roles_and_presence(tmp_path):
    items = (
        "<item>US<list><item>The Secretary</item>"
        "<item>Mr. Brown (part of the time)</item></list></item>"
        "<item>USSR<list><item>Mr. Sedov, interpreter</item><item>Mr. Belov</item></list></item>"
    )
    found = parsed(document(LIST.format(items)), tmp_path=tmp_path)
    us, russia = (delegation["delegates"] for delegation in found.objects[0]["delegations"])
    assert us[1]["note"] == "part of the time"
    assert [delegate["role"] for delegate in russia] == ["interpreter", "head"]


def test_an_initial_and_a_chief_of_staff_are_names(sides):
    assert sides(
        "<item>US<list><item>Chief of Staff Donald Regan</item></list></item>",
        "<item>USSR<list><item>A. Alexandrov-Agentov, Assistant to him</item></list></item>",
    ) == {"united-states": ["Donald Regan"], "russia": ["A. Alexandrov-Agentov"]}


# Paragraphs


def statements(tmp_path, *paragraphs):
    roster = LIST.format(
        "<item>The Secretary</item><item>Mr. Grey, British Ambassador</item>"
        "<item>Mr. Green, British Ambassador to NATO</item>"
    )
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    found = parsed(document(roster, text), tmp_path=tmp_path)
    return found.objects[0].get("statements", []), found


def test_a_speaker_only_where_one_participant_fits(tmp_path):
    made, found = statements(
        tmp_path,
        "The Ambassador said that he was pleased.",
        "Ambassador Grey said that he was pleased.",
        "It was then late.",
        "He replied that he would go.",
    )
    assert [(s["id"], s["speaker"]) for s in made] == [("s2", "grey-united-kingdom")]
    assert list(found.left_out.values()) == [3]


def test_a_paragraph_is_divided_where_another_participant_speaks(tmp_path):
    made, _ = statements(
        tmp_path,
        "The Secretary asked why. He waited. Mr. Brown said in Paris that it was so. Mr. Grey "
        "replied that Sir Ivo had denied it.",
    )
    assert [(s["id"], s["speaker"], s.get("act")) for s in made] == [
        ("s1", "john-foster-dulles", "question"),
        ("s1-2", "grey-united-kingdom", None),
    ]
    assert made[0]["text"].endswith("in Paris that it was so.")
    assert made[1]["citations"] == [{"source": "frus0000v02-d1", "locator": "paragraph 1"}]


def test_text_is_without_notes_and_pages_and_words_are_whole(tmp_path):
    made, _ = statements(
        tmp_path,
        "The Secretary said<note>No.</note> that inter-<pb n='2'/>national la<pb/>w holds.",
    )
    assert made[0]["text"] == "The Secretary said that international law holds."


@pytest.mark.parametrize(
    ("roster", "date", "said"),
    [
        ("<item>The Secretary</item><item>Mr. Grey, UK</item>", "June 31, 1962", "no day is given"),
        ("<item>The Secretary</item>", "May 5, 1955", "fewer than two participants"),
        (f"<item>The Secretary</item><item>Mr. {'A' * 600} (UK)</item>", "May 5, 1955", "longer"),
    ],
)
def test_an_odd_document_is_a_problem_of_its_own(tmp_path, roster, date, said):
    found = parsed(document(LIST.format(roster), date=date), tmp_path=tmp_path)
    assert not found.objects and said in found.problems[0].text


# Files that are none


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "not well-formed"),
        ("<TEI", "not well-formed"),
        ("<html/>", "is not TEI"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><TEI>&b;</TEI>', "document type"),
        ("<TEI/>", "has no document"),
    ],
)
def test_a_file_that_is_refused_is_named(tmp_path, content, said):
    found = parsed(content, path=tmp_path / "x.xml")
    assert said in found.problems[0].text and not found.objects


def test_a_missing_file_and_a_folder_are_problems(tmp_path):
    found = frus.parse([tmp_path / "none.xml", tmp_path])
    assert len(found.problems) == 2


def test_a_document_alone_takes_its_volume_from_the_file_name(tmp_path):
    inside = document("<p>Participants: The Secretary; Lord Home (UK)</p>")
    inside = inside.replace(' xml:id="frus0000v02"', "")
    found = parsed(inside, path=tmp_path / "frus1961-63v05-d1.xml")
    assert found.objects[0]["id"] == "frus1961-63v05-d1"


def test_a_div_alone_of_no_known_volume_has_no_address(tmp_path):
    inside = document(LIST.format("<item>The Secretary</item><item>Mr. Grey, UK</item>"))
    inside = inside[inside.index("<div") : inside.index("</body>")].replace(' xml:id="d1"', "")
    found = parsed(inside, path=tmp_path / "Some memo.xml")
    assert found.objects[0]["id"] == "some-memo-d1"
    assert "url" not in found.objects[0]["sources"][0]


def test_the_same_document_twice_is_taken_once(tmp_path):
    path = HERE / "dobrynin-1969.xml"
    found = frus.parse([path, path])
    assert len(found.objects) == 1 and "too" in found.problems[0].text


# Into the record


def run(*arguments):
    out, err = StringIO(), StringIO()
    try:
        call_command("import_frus", *map(str, arguments), stdout=out, stderr=err)
    except CommandError as error:
        err.write(str(error))
    return out.getvalue().splitlines(), err.getvalue()


@pytest.mark.django_db
def test_all_documents_import_and_twice_changes_nothing():
    _, failed = run(*FILES, "--commit")
    assert "what could be read was taken." in failed
    assert Meeting.objects.count() == sum(len(as_plain(path)["objects"]) for path in FILES)
    assert Delegate.objects.filter(delegation__party__slug="russia").exists()
    drafts = Meeting.objects.drafts().count()
    assert drafts == len(set(Guess.objects.values_list("meeting", flat=True))) > 0
    assert Meeting.objects.published().exists()
    guesses = Guess.objects.count()
    said, _ = run(*FILES, "--commit")
    assert not [
        line for line in said if " created" in line and ": 0 created, 0 updated" not in line
    ]
    assert Guess.objects.count() == guesses


@pytest.mark.django_db
def test_a_dry_run_leaves_the_record_as_it_is():
    run(*FILES)
    assert not Meeting.objects.exists() and not Guess.objects.exists()
