"""The limits of the contract: taken at the limit, refused one beyond, never cut."""

import pytest

from talks.models import Meeting, Statement

from .lines import (
    ANEWS,
    SHERMAN,
    US,
    exported_meeting,
    import_lines,
    meeting,
    refusal,
    spoken,
    statement,
)

pytestmark = pytest.mark.django_db
LONG_NAME, LONG_TEXT = "is longer than 500 characters", "is longer than 1,000,000 characters"
LETTERS = {"ASCII": "x", "two bytes": "é", "beyond the first plane": "😀", "folded to many": "㍿"}


def post(title):
    return {"official": SHERMAN | {"appointments": [{"party": US, "title": title}]}}


def seat(**keys):
    return meeting(delegations=[{"party": US, "delegates": [keys]}])


NAMES = {
    "title": lambda name: meeting(title=name),
    "delegations[0].delegates[0].title": lambda name: seat(title=name),
    "delegations[0].delegates[0].official.name": lambda name: seat(
        official={"id": "x", "name": name}
    ),
    "statements[0].speaker_title": lambda name: spoken(statement(speaker_title=name)),
    "statements[0].original.language": lambda name: spoken(statement(original={"language": name})),
    "sources[0].title": lambda name: meeting(sources=[ANEWS | {"title": name}]),
    "places[0].city": lambda name: meeting(places=[{"id": "x", "city": name}]),
    "process.name": lambda name: meeting(process={"id": "x", "name": name}),
    "issue.name": lambda name: {"issue": {"id": "x", "name": name}},
    "party.name": lambda name: {"party": US | {"name": name}},
    "party.native_name": lambda name: {"party": US | {"native_name": name}},
    "party.other_names[0]": lambda name: {"party": US | {"other_names": [name]}},
    "party.other_names[0].name": lambda name: {
        "party": US | {"other_names": [{"name": name, "to": "1"}]}
    },
    "official.sort_name": lambda name: {"official": SHERMAN | {"sort_name": name}},
    "official.other_names[1]": lambda name: {"official": SHERMAN | {"other_names": ["x", name]}},
    "official.appointments[0].title": post,
}


@pytest.mark.parametrize("path", NAMES)
def test_name_at_the_limit(path):
    line = NAMES[path]
    if path.endswith("[0].name"):
        line = lambda name: {"party": US | {"other_names": [{"name": name, "to": "1991"}]}}  # noqa: E731
    import_lines(line("x" * 500))
    assert f"line 1: {path}: {LONG_NAME}" in refusal(line("x" * 501))


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_title_is_counted_in_characters(letter):
    import_lines(meeting(title=letter * 500))
    assert Meeting.objects.get().title == letter * 500
    assert refusal(meeting("b", title=letter * 501)) == [f"line 1: title: {LONG_NAME}"]


TEXTS = {
    "summary": lambda text: meeting(summary=text),
    "venue": lambda text: meeting(venue=text),
    "statements[0].text": lambda text: spoken(statement(text=text)),
    "statements[0].original.text": lambda text: spoken(statement(original={"text": text})),
    "statements[0].citations[0].locator": lambda text: spoken(
        statement(citations=[{"source": "anews", "locator": text}])
    ),
    "follow_ups[0].text": lambda text: meeting(
        follow_ups=[{"id": "f1", "kind": "decision", "text": text}]
    ),
    "delegations[0].delegates[0].note": lambda text: seat(official=SHERMAN, note=text),
}


@pytest.mark.parametrize("path", TEXTS)
def test_text_at_the_limit(path):
    import_lines(TEXTS[path]("one two " * 125_000))
    assert refusal(TEXTS[path]("one two " * 125_000 + "x")) == [f"line 1: {path}: {LONG_TEXT}"]


WORDS = {
    "one word": "x" * 1_000_000,
    "every word another": " ".join(map(str, range(200_000)))[:1_000_000],
    "addresses": " ".join(f"https://a{n}.example.org/b/{n}" for n in range(30_000))[:1_000_000],
    "hyphens": " ".join(f"a{n}-b{n}-c{n}" for n in range(50_000))[:1_000_000],
    "short addresses": " ".join(f"a{n}.co/{n}" for n in range(70_000))[:1_000_000],
    "beyond the first plane": "😀 𝕹𝖔" * 200_000,
    "Chinese": "不可能" * 333_333,
    "combining": "é́" * 400_000,
}


@pytest.mark.parametrize("text", WORDS.values(), ids=WORDS)
def test_long_text_of_any_words_is_searchable(text):
    import_lines(spoken(statement(text=text), summary=text))
    assert Statement.objects.get().text == text
    assert exported_meeting()["summary"] == text


def test_ids_have_room_for_500_characters():
    assert refusal(meeting("x" * 501)) == [f"line 1: id: {LONG_NAME}"]
