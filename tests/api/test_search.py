"""The search for programs: what it finds, and where in each text."""

import pytest

from talks.api.models import Found
from tests.factories import make_meeting, make_party, make_statement


def test_statements_meetings_and_names_are_found(record, ask):
    found = ask("search", q="arms")
    assert [m["meeting"]["id"] for m in found["meetings"]["items"]] == ["talks"]
    assert found["names"] == [{"noun": "issue", "id": "arms", "name": "Arms"}]
    assert found["statements"] == {"count": 0, "items": []}
    Found.model_validate(ask("search", q="missiles"), strict=False)


def test_hits_are_told_by_their_place_in_the_excerpt(record, ask):
    (item,) = ask("search", q="missile")["statements"]["items"]
    excerpt = item["excerpt"]
    ((first, last),) = excerpt["marks"]
    assert excerpt["text"][first:last] == "missiles"
    assert (item["statement"]["meeting"], item["statement"]["id"]) == ("talks", "s1")


def test_a_long_text_is_cut_around_the_hit(record, ask):
    text = f"{'Before. ' * 100}Rockets fly. {'After. ' * 100}"
    make_statement(record.meeting, text, party=record.party)
    (item,) = ask("search", q="rockets")["statements"]["items"]
    excerpt = item["excerpt"]
    assert excerpt["cut_before"] and excerpt["cut_after"] and len(excerpt["text"]) < 500


def test_the_best_come_first_and_no_more_than_asked_for(record, ask):
    for n in range(3):
        make_statement(record.meeting, "Rockets " * (n + 1), party=record.party, slug=f"r{n}")
    found = ask("search", q="rockets", limit=2)["statements"]
    assert (found["count"], len(found["items"])) == (3, 2)


def test_nothing_of_a_draft_is_found(record, ask):
    make_statement(record.draft, "Missiles too.", party=make_party("Missilia"))
    found = ask("search", q="missiles or secret")
    assert found["statements"]["count"] == 1 and found["meetings"]["count"] == 0
    assert ask("search", q="missilia")["names"] == []


@pytest.mark.parametrize("query", ["", "q=", "q=the", "q=-missiles", "q=arms&party=russia"])
def test_what_asks_for_nothing_is_refused(query, record, client):
    assert client.get(f"/api/v1/search?{query}").status_code == 400


def test_words_that_are_too_common_are_named(record, ask):
    make_meeting("The arms", slug="common")
    assert ask("search", q="the arms")["ignored"] == ["the"]
