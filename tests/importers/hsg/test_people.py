"""Whom a remark names: the grammar by example, and against remarks labelled by hand."""

import json
from pathlib import Path

import pytest

from talks.importers.hsg.encounters import met_on_trip, met_on_visit
from talks.importers.hsg.people import members, people_in
from talks.importers.hsg.records import Record
from talks.importers.party_names import party, party_id

LABELLED = Path(__file__).with_name("remarks.jsonl")

EXAMPLES = {
    "Met with President Saragat, Prime Minister Rumor, and other officials.": [
        "President Saragat italy",
        "Prime Minister Rumor italy",
    ],
    "Official visit; met July 9 with the King and Queen.": ["King - italy", "Queen - italy"],
    "Met with Prime Minister van Agt, General de Gaulle, and Chairman Mao Tse-tung.": [
        "Prime Minister van Agt italy",
        "General de Gaulle italy",
        "Chairman Mao Tse-tung italy",
    ],
    "Summit conference with British Prime Minister Eden and Soviet Premier Bulganin.": [
        "Prime Minister Eden united-kingdom",
        "Premier Bulganin russia",
    ],
    "Potsdam Conference with British Prime Ministers Churchill and Attlee.": [
        "Prime Minister Churchill united-kingdom",
        "Prime Minister Attlee united-kingdom",
    ],
    "Met with the Prime Ministers of Antigua and Barbuda, Dominica, and Barbados.": [
        "Prime Minister - antigua-and-barbuda",
        "Prime Minister - dominica",
        "Prime Minister - barbados",
    ],
    "Met with Presidents Arias (Costa Rica) and Cerezo (Guatemala).": [
        "President Arias costa-rica",
        "President Cerezo guatemala",
    ],
    "Met with King Hussein of Jordan and Ehud Barak, Israeli Defense Minister.": [
        "King Hussein jordan",
        "Defense Minister Ehud Barak israel",
    ],
    "Met with President and Madame Pertini.": ["President Pertini italy"],
    "Met with Minister of Foreign Affairs and International Cooperation Giulio Terzi.": [
        "Minister of Foreign Affairs and International Cooperation Giulio Terzi italy"
    ],
    "Met with Crown Prince-Prime Minister Salman bin Hamad Al Khalifa.": [
        "Crown Prince and Prime Minister Salman bin Hamad Al Khalifa italy"
    ],
    "Met with NATO Secretary General Lord Carrington and acting Prime Minister Smith, Jr.": [
        "Secretary General Lord Carrington nato",
        "Acting Prime Minister Smith, Jr. italy",
    ],
    "Met with Prime Minister John Major of the United Kingdom May 4.": [
        "Prime Minister John Major united-kingdom"
    ],
    "Audience with Pope John Paul II.": ["Pope John Paul II italy"],
    "Met with the foreign ministers of Denmark and Sweden for the third summit.": [
        "Foreign Minister - denmark",
        "Foreign Minister - sweden",
    ],
    "Met with the Canadian, Mexican, and Venezuelan Foreign Ministers on trade.": [
        "Foreign Minister - canada",
        "Foreign Minister - mexico",
        "Foreign Minister - venezuela",
    ],
    "Met with UN Special Envoy for Syria Geir Pederson.": [
        "Special Envoy for Syria Geir Pederson united-nations"
    ],
    "Attended the funeral of King George VI.": [],
    "Attended the inauguration of President Pertini and visited New York City.": [],
    "Accompanied President Nixon to the dedication of the Amistad Dam.": [],
    "Met with President Pertini's advisers.": [],
    "Met with senior officials, the Cabinet, and members of Parliament.": [],
    "Delivered an invitation to meet with President Sadat.": [],
    "": [],
    "with " * 400: [],
    "Met with (((((": [],
}


@pytest.mark.parametrize("remark", EXAMPLES)
def test_people_are_read_from_remarks(remark):
    found = people_in(remark, "italy")
    said = [f"{p.title} {p.name or '-'} {p.party}" for p in found]
    assert said == EXAMPLES[remark]


def test_a_name_without_a_title_is_told_as_uncertain():
    first, second = people_in("Met with President Thein Sein and Aung San Suu Kyi.", "myanmar")
    assert (first.why, second.name) == ("", "Aung San Suu Kyi")
    assert "no title" in second.why


def test_visitors_may_be_several():
    found = members("President Anwar Sadat, Prime Minister Mustafa Khalil", "egypt")
    assert [person.name for person in found] == ["Anwar Sadat", "Mustafa Khalil"]


def labelled(split):
    with LABELLED.open(encoding="utf-8") as file:
        return [row for row in map(json.loads, file) if row["split"] == split]


def record_of(row):
    return Record(
        kind=row["kind"],
        number=row["id"],
        file="remarks.jsonl",
        line=1,
        starts=row["date"],
        ends="",
        country=row["country"],
        country_id="",
        party=party(party_id(row["country"])),
        text=row["text"],
        visitor=row.get("visitor", ""),
    )


def surnames(people):
    """Presidents of the United States are known by their whole names, and labelled as written."""
    return {(p.name.split()[-1] if p.party == "united-states" else p.name) for p in people}


def counts(rows, said, labelled):
    """How many are right, too many, and missing."""
    right = wrong = missing = 0
    for row in rows:
        record = record_of(row)
        found, _ = (met_on_trip if record.kind == "trip" else met_on_visit)(record)
        has, wants = said(found), labelled(row["people"])
        right += len(has & wants)
        wrong += len(has - wants)
        missing += len(wants - has)
    return right, wrong, missing


def precision_and_recall(counted):
    right, wrong, missing = counted
    return right / (right + wrong), right / (right + missing)


def names_found(people):
    return surnames([person for person in people if person.name])


def names_labelled(people):
    return {person["name"] for person in people if person["name"]}


def titles_found(people):
    return {(p.title.casefold(), p.party) for p in people if p.title}


def titles_labelled(people):
    return {(p["title"].casefold(), p["party"]) for p in people if p["title"]}


@pytest.mark.parametrize("split", ["tuning", "held"])
@pytest.mark.parametrize(
    ("found", "wanted"),
    [(names_found, names_labelled), (titles_found, titles_labelled)],
    ids=["names", "titles with parties"],
)
def test_labelled_remarks(split, found, wanted):
    rows = labelled(split)
    precision, recall = precision_and_recall(counts(rows, found, wanted))
    assert len(rows) == 75
    assert precision >= 0.95
    assert recall >= 0.85
