"""A reader's words: how they are read, what they find, and how what is found is marked."""

import pytest

from talks.excerpts import Excerpt, excerpts_of, sought
from talks.models import Statement
from talks.name_search import best_names, did_you_mean, names_with, names_within, public_rows
from talks.search import best_first, parse
from tests.factories import (
    make_delegation,
    make_issue,
    make_meeting,
    make_member,
    make_official,
    make_party,
    make_party_name,
    make_place,
    make_process,
    make_statement,
)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("open door", "open door"),
        ('"open door" policy', '"open door" policy'),
        ("“Open  Door”", '"open door"'),
        ("«Открытая дверь»", '"otkrytaya dver\'"'),
        ('"never closed', '"never closed"'),
        ("missiles OR warheads", "missiles or warheads"),
        ("or missiles or or warheads or", "missiles or warheads"),
        ("nato -enlargement", "nato -enlargement"),
        ('−"open door" nato', '-"open door" nato'),
        ("nato – russia", "nato russia"),
        ("nato —russia", "nato russia"),
        ("Рябков", "ryabkov"),
        ("Çavuşoğlu", "cavusoglu"),
        ("nato’s", "nato's"),
        ("-nato", ""),
        ("nato or -russia", "nato"),
        ('"" - -- "', ""),
        ("", ""),
    ],
)
def test_words_are_read_as_on_the_web(typed, asked):
    assert parse(typed).as_websearch() == asked


def test_a_question_says_itself_and_looser_ones():
    question = parse('"open door" nato -russia')
    assert str(question) == '"open door" nato -russia'
    assert question.words == ["open", "door", "nato"]
    assert str(question.without_quotes()) == "open door nato -russia"
    assert str(question.without_unwanted()) == '"open door" nato'
    assert str(question.without_unwanted().with_any_word()) == '"open door" or nato'
    assert str(question.without_words({"nato"})) == '"open door" -russia'


FOUND = [
    ("Рябков", "Mr Ryabkov spoke."),
    ("Ryabkov", "Господин Рябков ответил."),
    ("cavusoglu", "Mevlüt Çavuşoğlu said no."),
    ("guarantees", "A guarantee was asked for."),
    ('"open door"', "The open doors of NATO."),
    ("nato's door", "NATO’s door"),
    ("open or shut", "It was shut."),
    ("door -open", "The door."),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "text"), FOUND)
def test_words_find_every_form_and_script(typed, text):
    said = make_statement(text=text)
    make_statement(text="Nothing of the kind: it is said, and ended.")
    assert list(Statement.objects.matching(typed)) == [said]


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["the", "-open", "???", '"', "& | !", "(:*)", "a:b*", "'", "\\"])
def test_words_that_ask_for_nothing_find_nothing(typed):
    make_statement(text="The open door.")
    assert list(Statement.objects.matching(typed)) == []


@pytest.mark.django_db
def test_best_are_those_that_hold_the_words_near_each_other_and_often():
    far = make_statement(text="The door was shut. Then, after a long day of talks, it was open.")
    near = make_statement(text="An open door is an open door.")
    rows = Statement.objects.matching("open door")
    assert list(best_first(rows, "open door")) == [near, far]


def marked(text, typed, **options):
    """The excerpt as text, what was found in [brackets]."""
    (excerpt,) = excerpts_of([text], sought(parse(typed)), **options)
    inner = "".join(f"[{part}]" if found else part for part, found in excerpt.parts)
    return ("…" if excerpt.is_cut_before else "") + inner + ("…" if excerpt.is_cut_after else "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("guarantee", "Guarantees, guaranteed.", "[Guarantees], [guaranteed]."),
        ("Рябков", "(Ryabkov)", "([Ryabkov])"),
        ("ryabkov", "Рябков: нет", "[Рябков]: нет"),
        ("cavusoglu", "Çavuşoğlu’s view", "[Çavuşoğlu’s] view"),
        ("nato's", "“NATO’s” door", "“[NATO’s]” door"),
        ("nato", "NATO–Russia, NATO-Russia", "[NATO]–Russia, [NATO-Russia]"),
        ("u.s.", "The U.S. and us.", "The [U.S]. and us."),
        ("dying", "To die; dies; died", "To [die]; [dies]; [died]"),
        ("open door", "open doors and a door", "[open doors] and a [door]"),
        ('"open door"', "open it: an open door", "open it: an [open door]"),
        ('"state of a union"', "State: the State of a union.", "State: the [State] of a [union]."),
        ("open -door", "open door", "[open] door"),
        ("open or shut", "open, shut", "[open], [shut]"),
        ("bold", "<b>bold</b> & b", "<b>[bold]</b> & b"),
        ("absent", "Nothing here.", "Nothing here."),
    ],
)
def test_what_was_found_is_marked(typed, text, expected):
    assert marked(text, typed) == expected


@pytest.mark.django_db
def test_an_excerpt_stands_around_what_was_found():
    text = "First words. " + "Filler goes on. " * 60 + "Here is the door. " + "More of it. " * 60
    shown = marked(text, "door", length=120)
    assert "Here is the [door]." in shown
    assert shown.startswith("…") and shown.endswith("…")
    assert len(shown) < 140
    assert not shown.removeprefix("…").startswith(" ")


@pytest.mark.django_db
def test_an_excerpt_prefers_the_place_that_holds_all_words():
    text = "An open one. " + "Filler goes on. " * 40 + "An open door. " + "Filler. " * 40
    assert "[open door]" in marked(text, "open door", length=150)


@pytest.mark.django_db
def test_an_excerpt_of_a_long_text_is_found_far_down():
    text = "word " * 5_000 + "the door. " + "word " * 5_000
    assert "[door]" in marked(text, "door")


@pytest.mark.django_db
def test_an_excerpt_without_a_find_is_the_beginning():
    text = "Nothing at all. " * 100
    (excerpt,) = excerpts_of([text], sought(parse("door")))
    assert excerpt.parts[0][0].startswith("Nothing at all.")
    assert (excerpt.has_hits, excerpt.is_cut_before, excerpt.is_cut_after) == (False, False, True)


@pytest.mark.django_db
@pytest.mark.parametrize("n", [1, 10])
def test_excerpts_of_many_texts_cost_one_query(n, django_assert_num_queries):
    what = sought(parse("door"))
    with django_assert_num_queries(1):
        assert len(excerpts_of(["An open door."] * n, what)) == n
    with django_assert_num_queries(0):
        assert excerpts_of([], what) == []


@pytest.mark.django_db
def test_excerpts_of_a_text_without_words():
    assert excerpts_of(["… — …"], sought(parse("door"))) == [Excerpt([("… — …", False)])]


@pytest.mark.django_db
def test_words_that_search_leaves_out_are_told():
    what = sought(parse('the door of "to be" ??? -open'))
    assert [term.text for term in what.ignored] == ["the", "of", "to be", "???"]
    assert [[term.text for term in terms] for terms in what.alternatives] == [["door"]]
    assert sought(parse("the of")).is_empty
    assert sought(parse("-door")).is_empty


def named(typed):
    words = parse(typed).words
    fits = best_names(names_with(words), words)
    return [
        str(row)
        for noun, scored in fits.items()
        for row in public_rows(noun, [pk for pk, _ in scored])
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["ryab", "Ryabkov", "Рябков", "sergei ryabkov", "ryabkov s", "Riabkov"]
)
def test_an_official_is_found_by_the_beginning_of_any_name(typed):
    ryabkov = make_official("Sergei Ryabkov", native_name="Рябков", other_names=["S. Riabkov"])
    other = make_official("Bryab Kovacs")
    make_delegation(make_meeting(), delegates=[ryabkov, other])
    assert named(typed) == ["Sergei Ryabkov"]


@pytest.mark.django_db
def test_a_party_is_found_by_a_former_name():
    russia = make_party("Russia")
    make_party_name(russia, "Soviet Union", ends="1991")
    make_meeting(parties=[russia])
    assert named("soviet") == ["Russia"]


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["100%", "_", "\\", "%", "'"])
def test_signs_in_names_are_signs(typed):
    make_meeting(parties=[make_party("Percent")])
    assert named(typed) == []


@pytest.mark.django_db
def test_names_that_only_a_draft_reaches_are_not_found():
    official, party, issue = make_official("Hidden A"), make_party("Hidden B"), make_issue("Hidden")
    make_meeting(
        draft=True,
        parties=[party],
        issues=[issue],
        places=[make_place("Hidden C")],
        process=make_process("Hidden D"),
    )
    make_delegation(make_meeting(draft=True), delegates=[official])
    bloc, member = make_party("Bloc"), make_party("Hidden member of a public bloc")
    make_member(bloc, member)
    make_meeting(parties=[bloc])
    assert named("hidden") == ["Hidden member of a public bloc"]
    assert [str(row) for row in did_you_mean(["hiddem"])] == ["Hidden member of a public bloc"]


@pytest.mark.django_db
def test_names_within_a_question():
    sherman, nato = make_official("Wendy Sherman"), make_party("NATO")
    make_party("United States")
    words = parse("sherman nato states door").words
    found = names_within(names_with(words), words)
    assert found["official"] == {sherman.pk: {"sherman"}}
    assert found["party"] == {nato.pk: {"nato"}}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Ryabkow", "Sergei Ryabkov"),
        ("Рябкоф", "Sergei Ryabkov"),
        ("sergey ryabkow", "Sergei Ryabkov"),
        ("Cavusoglo", "Mevlüt Çavuşoğlu"),
        ("Genva", "Geneva, Switzerland"),
    ],
)
def test_a_slip_in_a_name_is_seen(typed, expected):
    people = [make_official("Sergei Ryabkov"), make_official("Mevlüt Çavuşoğlu")]
    meeting = make_meeting(places=[make_place("Geneva", country="CH")])
    make_delegation(meeting, delegates=people)
    assert str(did_you_mean(parse(typed).words)[0]) == expected


@pytest.mark.django_db
def test_a_word_that_was_said_is_no_slip():
    make_delegation(make_meeting(), delegates=[make_official("Henry Owen")])
    make_statement(text="An open door.")
    assert did_you_mean(["open"]) == []
    assert did_you_mean(["xyzzyx", "abc"]) == []
