"""What is matched with what: ids, old ids, places by their city, delegates, citations, posts."""

import pytest

from talks.models import Appointment, Delegate, Meeting, OldId, Party, Place
from tests import factories as make

from .lines import (
    ANEWS,
    SHERMAN,
    US,
    counts,
    exported_meeting,
    import_lines,
    meeting,
    refusal,
    spoken,
    statement,
)

pytestmark = pytest.mark.django_db


def party(slug, name="United States", **keys):
    return {"party": {"id": slug, "name": name} | keys}


def old_ids():
    return {old: target for old, target in OldId.objects.values_list("slug", "target")}


# Old ids.


def test_rename_keeps_the_row_and_its_old_id():
    import_lines(party("usa"), meeting(delegations=[{"party": "usa"}]))
    row = Party.objects.get()
    report = import_lines(party("united-states", old_ids=["usa"]))
    assert counts(report, "parties") == {"updated": 1}
    assert Party.objects.get().slug == "united-states"
    assert old_ids() == {"usa": row.pk}
    assert counts(import_lines(party("united-states", old_ids=["usa"])), "parties") == {
        "unchanged": 1
    }


def test_rename_and_references_by_either_id_in_one_file():
    import_lines(party("usa"))
    import_lines(
        meeting("a", delegations=[{"party": "usa"}]),
        party("united-states", old_ids=["usa", "us"]),
        meeting("b", delegations=[{"party": "us"}], auspices=["united-states"]),
    )
    assert Party.objects.count() == 1
    assert exported_meeting("b")["delegations"] == [
        {"party": "united-states", "role": "participant"}
    ]
    assert set(old_ids()) == {"usa", "us"}


def test_old_id_of_the_record_finds_the_row_and_does_not_rename_it():
    row = make.make_party("Russia", slug="russia")
    make.make_old_id(row, "ussr")
    report = import_lines(party("ussr", "Russian Federation"))
    assert counts(report, "parties") == {"updated": 1}
    assert Party.objects.get().name == "Russian Federation"
    assert Party.objects.get().slug == "russia"


def test_meeting_is_renamed_with_all_that_leads_to_it():
    import_lines(meeting("a"), meeting("b", part_of="a"))
    import_lines(meeting("new", old_ids=["a"], title="Renamed"))
    assert exported_meeting("b")["part_of"] == "new"
    assert exported_meeting("new")["old_ids"] == ["a"]
    import_lines(meeting("b", part_of="a"))
    assert Meeting.objects.count() == 2


def test_name_taken_back_frees_no_id():
    import_lines(party("a"))
    import_lines(party("b", old_ids=["a"]))
    import_lines(party("a", old_ids=["b"]))
    assert Party.objects.get().slug == "a"
    assert old_ids() == {"b": Party.objects.get().pk}


def test_old_ids_of_a_new_noun_are_kept():
    import_lines(party("united-states", old_ids=["usa", "us"]))
    assert set(old_ids()) == {"usa", "us"}
    import_lines(party("united-states", old_ids=None))
    import_lines(party("united-states", old_ids=[]))
    assert set(old_ids()) == {"usa", "us"}


@pytest.mark.parametrize(
    "noun",
    [
        {"official": {"id": "b", "name": "B", "old_ids": ["a"]}},
        {"place": {"id": "b", "city": "B", "old_ids": ["a"]}},
        {"process": {"id": "b", "name": "B", "old_ids": ["a"]}},
        {"issue": {"id": "b", "name": "B", "old_ids": ["a"]}},
        {"source": {"id": "b", "title": "B", "old_ids": ["a"]}},
        {"party": {"id": "b", "name": "B", "old_ids": ["a"]}},
    ],
    ids=lambda noun: next(iter(noun)),
)
def test_every_noun_takes_old_ids(noun):
    (name, data) = next(iter(noun.items()))
    import_lines(
        {name: {key: value for key, value in data.items() if key != "old_ids"} | {"id": "a"}}
    )
    import_lines(noun)
    assert list(OldId.objects.values_list("noun", "slug")) == [(name, "a")]
    assert [data["id"]] == list(
        next(o for o in OldId.objects.all())
        ._meta.apps.get_model("talks", name)
        .objects.values_list("slug", flat=True)
    )


def test_one_old_id_names_one_thing():
    (said,) = refusal(party("a", old_ids=["x"]), party("b", "B", old_ids=["x"]))
    assert said == 'line 2: party.old_ids: "x" is an old id of "a" too'
    (said,) = refusal(party("a", old_ids=["b"]), party("b", "B"))
    assert said == 'line 2: party: "b" is the id of one party and an old id of another'


def test_two_ids_of_one_row_are_refused():
    make.make_old_id(make.make_party("C", slug="c"), "x")
    assert refusal(party("d", "C", old_ids=["x"]), party("c", "C")) == [
        'line 2: party: "c" is the same party on record as "d" in line 1'
    ]


def test_ids_of_two_rows_are_not_merged():
    import_lines(party("a"), party("b", "B"))
    (said,) = refusal(party("b", old_ids=["a"], name="B"))
    assert said == 'line 1: party.old_ids: "b" and its old ids are several parties on record'


def test_nouns_of_different_kinds_may_share_an_id():
    import_lines(
        party("nato", "NATO"),
        {"issue": {"id": "nato", "name": "NATO"}},
        {"process": {"id": "nato", "name": "NATO"}},
        meeting("nato", delegations=[{"party": "nato"}], issues=["nato"], process="nato"),
    )
    assert exported_meeting("nato")["process"]["name"] == "NATO"


# Places by their city.


def cities():
    return dict(Place.objects.values_list("slug", "country"))


def test_place_without_id_gets_the_slug_of_its_city():
    import_lines(meeting(places=[{"city": "Genève"}, {"city": "New  York", "country": "US"}]))
    assert cities() == {"geneve": "", "new-york": "US"}


@pytest.mark.parametrize(
    "city, slug",
    [
        ("München", "munchen"),
        ("Санкт-Петербург", "sankt-peterburg"),
        ("北京", "beijing"),
        ("St. John’s", "st-john-s"),
        ("Washington, D.C.", "washington-d-c"),
        ("القاهرة", "lqhrh"),
    ],
)
def test_slug_of_a_city_in_any_script(city, slug):
    import_lines({"place": {"city": city}})
    assert list(cities()) == [slug]
    assert counts(import_lines({"place": {"city": city}}), "places") == {"unchanged": 1}


def test_other_city_of_that_name_gets_its_country():
    lines = [{"place": {"city": "Geneva", "country": code}} for code in ("CH", "US", "CH")]
    import_lines(*lines)
    assert cities() == {"geneva": "CH", "geneva-us": "US"}
    assert counts(import_lines(*reversed(lines)), "places") == {"unchanged": 2}


def test_city_without_country_is_the_one_on_record():
    import_lines({"place": {"city": "Geneva", "country": "CH"}})
    import_lines(meeting(places=[{"city": "GENEVA"}]))
    assert cities() == {"geneva": "CH"}
    assert Place.objects.get().city == "Geneva"


def test_given_id_goes_before_a_city_wherever_it_stands():
    by_city = meeting("a", places=[{"city": "Geneva", "country": "US"}])
    given = meeting("b", places=[{"id": "geneva", "city": "Geneva", "country": "CH"}])
    import_lines(by_city, given)
    assert cities() == {"geneva": "CH", "geneva-us": "US"}
    assert exported_meeting("a")["places"][0]["id"] == "geneva-us"


def test_slug_that_was_another_place_is_taken():
    make.make_old_id(make.make_place("Genève", slug="geneve", country="CH"), "geneva")
    import_lines({"place": {"city": "Geneva", "country": "US"}})
    assert cities() == {"geneve": "CH", "geneva-us": "US"}


def test_place_by_its_city_may_be_named_by_the_slug():
    import_lines(meeting("a", places=["vienna"]), meeting("b", places=[{"city": "Vienna"}]))
    assert exported_meeting("a")["places"] == [{"id": "vienna", "city": "Vienna"}]


def test_contradictions_about_a_city_are_refused():
    one, other = ({"place": {"city": "Vienna", "latitude": n}} for n in (48, 38))
    assert refusal(one, other) == [
        'line 2: place.latitude: "vienna" has another latitude in line 1'
    ]


# Delegates.


def seats(*delegates):
    return meeting(delegations=[{"party": US, "delegates": list(delegates)}])


def titles():
    return list(Delegate.objects.order_by("order").values_list("title", "note"))


def test_unnamed_delegates_are_told_by_title_and_position():
    import_lines(seats({"title": "Adviser", "note": "1"}, {"title": "Adviser", "note": "2"}))
    keys = list(Delegate.objects.order_by("order").values_list("pk", flat=True))
    report = import_lines(
        seats(
            {"title": "Adviser", "note": "1"},
            {"official": None, "title": "Interpreter"},
            {"title": "Adviser", "note": "3"},
        )
    )
    assert counts(report, "delegates") == {"created": 1, "updated": 1, "unchanged": 1}
    assert titles() == [("Adviser", "1"), ("Interpreter", ""), ("Adviser", "3")]
    assert set(keys) < set(Delegate.objects.values_list("pk", flat=True))


def test_identical_unnamed_delegates_all_come_in_once():
    line = seats(*[{"title": "Interpreter", "role": "interpreter"}] * 3)
    import_lines(line)
    assert counts(import_lines(line), "delegates") == {"unchanged": 3}
    assert len(exported_meeting()["delegations"][0]["delegates"]) == 3


def test_official_is_the_delegate_whatever_the_title():
    import_lines(seats({"official": SHERMAN, "title": "Deputy"}))
    report = import_lines(seats({"official": "wendy-sherman", "title": "Envoy", "role": "head"}))
    assert counts(report, "delegates") == {"updated": 1}


def test_officials_of_one_name_stay_apart():
    both = [{"official": {"id": f"assad-{n}", "name": "Assad"}} for n in (1, 2)]
    import_lines(seats(*both))
    assert Delegate.objects.count() == 2


# Citations and posts.


def test_citation_is_its_source_locator_and_about():
    def said(*citations):
        return spoken(statement(citations=[{"source": "anews"} | c for c in citations]))

    import_lines(said({"locator": "1", "says": "x"}, {"locator": "1", "about": "title"}, {}))
    row = Meeting.objects.get().statements.get().citations.get(says="x")
    import_lines(said({"locator": "1", "says": "y"}, {"locator": "2"}))
    citations = Meeting.objects.get().statements.get().citations
    assert citations.get(says="y").pk == row.pk
    assert sorted(citations.values_list("locator", "about")) == [("1", ""), ("2", "")]


def test_appointment_is_its_party_title_body_and_from():
    def posts(*appointments):
        rows = [{"party": US, "title": "Envoy"} | post for post in appointments]
        return {"official": SHERMAN | {"appointments": rows}}

    import_lines(posts({"from": "1991", "to": "1995"}, {"from": "2001"}, {"body": "UN"}))
    report = import_lines(posts({"from": "1991", "to": "1996"}, {"title": "Adviser"}))
    assert sorted(Appointment.objects.values_list("title", "body", "starts", "ends")) == [
        ("Adviser", "", "", ""),
        ("Envoy", "", "1991", "1996"),
        ("Envoy", "", "2001", ""),
        ("Envoy", "UN", "", ""),
    ]
    assert [names for _, names in report.kept] == [["Envoy", "Envoy"]]


def test_statement_keeps_its_row_when_it_moves():
    import_lines(spoken(statement("a"), statement("b")))
    keys = dict(Meeting.objects.get().statements.values_list("slug", "pk"))
    import_lines(spoken(statement("b"), statement("c"), statement("a")))
    rows = Meeting.objects.get().statements.order_by("order")
    assert list(rows.values_list("slug", flat=True)) == ["b", "c", "a"]
    assert keys.items() < dict(rows.values_list("slug", "pk")).items()


def test_sources_may_stand_in_full_anywhere():
    line = meeting(citations=[{"source": ANEWS | {"publisher": "A News"}}])
    import_lines(line)
    assert exported_meeting()["sources"][0]["publisher"] == "A News"
