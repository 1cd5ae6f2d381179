"""Pages for machines that read pages: schema.org data in JSON-LD, and Open Graph."""

import pytest
from django.urls import reverse

from tests.factories import (
    make_appointment,
    make_delegation,
    make_issue,
    make_meeting,
    make_member,
    make_official,
    make_party,
    make_party_name,
    make_place,
    make_process,
    make_source,
    make_statement,
)
from tests.views.json_ld import complaints_about, data_of, node_of

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


@pytest.fixture
def talks():
    russia = make_party("Russia", slug="russia")
    make_party_name(russia, "Soviet Union", starts="1922", ends="1991")
    envoy = make_official("Ann Envoy", slug="ann-envoy", wikidata="Q42")
    make_appointment(envoy, russia, "Foreign Minister", starts="1985")
    meeting = make_meeting(
        "Talks on arms",
        slug="talks",
        starts="1986-10-11",
        ends="1986-10-12",
        time="10:40",
        timezone="Atlantic/Reykjavik",
        duration_minutes=480,
        summary="They met.",
        process=make_process("Arms talks", slug="arms"),
        part_of=make_meeting("A summit", slug="summit"),
        places=[make_place("Reykjavik", slug="reykjavik", country="IS")],
        venue="Höfdi House",
        issues=[make_issue("Arms", slug="arms", question="Fewer arms?")],
        auspices=[make_party("The League", kind="organisation")],
        source=make_source("A book", kind="book", publisher="A press", published="1987"),
    )
    delegation = make_delegation(meeting, russia, delegates=[envoy])
    make_delegation(meeting, make_party("Iceland", slug="iceland"), role="host")
    make_statement(
        meeting,
        "We go on.",
        slug="s1",
        party=russia,
        speaker=envoy,
        wording="verbatim",
        said_on="1986-10-12",
        issues=[make_issue("Talks", slug="talks")],
    )
    make_statement(meeting, "It was frank.", slug="s2", speaker_title="an aide")
    meeting.russia, meeting.envoy, meeting.seat = russia, envoy, delegation
    return meeting


def test_meeting_is_an_event(talks, client):
    event = node_of(client.get(talks.get_absolute_url()), "Event")
    assert event["@id"] == event["url"] == f"{SITE}/meetings/talks/"
    assert (event["startDate"], event["endDate"]) == ("1986-10-11T10:40:00+00:00", "1986-10-12")
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["duration"] == "PT480M"
    assert event["location"]["name"] == "Höfdi House"
    assert event["location"]["containedInPlace"]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Reykjavik",
        "addressCountry": "IS",
    }
    names = {whole["name"]: whole["@type"] for whole in event["superEvent"]}
    assert names == {"A summit": "Event", "Arms talks": "EventSeries"}
    assert [one["name"] for one in event["organizer"]] == ["The League", "Iceland"]
    assert event["subjectOf"][0] | {"@id": ""} == {
        "@type": "Book",
        "@id": "",
        "name": "A book",
        "publisher": {"@type": "Organization", "name": "A press"},
        "datePublished": "1987",
    }


def test_those_who_came_have_the_names_and_posts_of_the_day(talks, client):
    attendees = node_of(client.get(talks.get_absolute_url()), "Event")["attendee"]
    assert [one["name"] for one in attendees] == ["Soviet Union", "Iceland", "Ann Envoy"]
    assert attendees[0]["@type"] == ["Country", "Organization"]
    assert attendees[2]["jobTitle"] == "Foreign Minister"
    assert attendees[2]["affiliation"] == {"@id": attendees[0]["@id"]}


def test_words_are_quotations_and_paraphrases_are_none(talks, client):
    graph = data_of(client.get(talks.get_absolute_url()))
    said, told = (
        node for node in graph if node.get("@id", "").startswith(f"{SITE}/meetings/talks/s")
    )
    assert (said["@type"], said["text"]) == ("Quotation", "We go on.")
    assert said["@id"] == f"{SITE}/meetings/talks/statements/s1/"
    assert said["dateCreated"] == "1986-10-12"
    assert [one["name"] for one in said["creator"]] == ["Ann Envoy", "Soviet Union"]
    assert said["about"][0]["name"] == "Talks"
    assert said["citation"][0]["name"] == "paragraph 1"
    assert said["citation"][0]["isPartOf"]["@id"].startswith(f"{SITE}/sources/")
    assert told["@type"] == "CreativeWork"
    assert told["creator"] == [{"@type": "Person", "jobTitle": "an aide"}]


def test_data_of_a_page_full_of_long_words_stays_light(client):
    meeting = make_meeting()
    for _ in range(12):
        make_delegation(meeting, delegates=[make_official() for _ in range(8)])
    party, issue = make_party(), make_issue()
    for _ in range(15):
        make_statement(meeting, "word " * 1000, party=party, issues=[issue])
    graph = data_of(client.get(meeting.get_absolute_url()))
    said = [node for node in graph if node["@type"] == "CreativeWork"]
    assert len(said) == 15
    assert max(len(node["text"]) for node in said) <= 300
    assert len([one for one in graph[0]["attendee"] if one["@type"] == "Person"]) == 50


@pytest.mark.parametrize(
    ("fields", "status", "starts", "moved", "words"),
    [
        ({"status": "postponed"}, "EventPostponed", "2022-01-10", None, None),
        ({"status": "cancelled"}, "EventCancelled", "2022-01-10", None, None),
        (
            {"old_dates": ["2022-01-07", "2021~"], "status": "planned"},
            "EventRescheduled",
            "2022-01-10",
            ["2022-01-07"],
            None,
        ),
        ({"starts": "2022-01"}, "EventScheduled", "2022-01", None, None),
        ({"starts": "2022-01-14~"}, "EventScheduled", None, None, "Date: about 14 January 2022"),
        ({"starts": "2022-01/.."}, "EventScheduled", None, None, "Date: from January 2022"),
        (
            {"starts": "1890-05-01", "time": "09:00", "timezone": "Europe/Amsterdam"},
            "EventScheduled",
            "1890-05-01T09:00:00",
            None,
            None,
        ),
    ],
)
def test_status_and_doubtful_dates(fields, status, starts, moved, words, client):
    meeting = make_meeting(**{"starts": "2022-01-10"} | fields)
    event = node_of(client.get(meeting.get_absolute_url()), "Event")
    assert event["eventStatus"] == f"https://schema.org/{status}"
    assert event.get("startDate") == starts
    assert event.get("previousStartDate") == moved
    assert event.get("disambiguatingDescription") == words


def test_call_is_no_place(client):
    meeting = make_meeting(mode="video")
    event = node_of(client.get(meeting.get_absolute_url()), "Event")
    assert event["location"][0]["@type"] == "VirtualLocation"
    assert event["eventAttendanceMode"].endswith("OnlineEventAttendanceMode")


def test_official_is_a_person_with_posts(talks, client):
    talks.envoy.other_names = ["A. Envoy"]
    talks.envoy.save()
    person = node_of(client.get(talks.envoy.get_absolute_url()), "Person")
    assert person["sameAs"] == "https://www.wikidata.org/wiki/Q42"
    assert person["alternateName"] == ["A. Envoy"]
    (role,) = person["worksFor"]
    assert (role["roleName"], role["startDate"]) == ("Foreign Minister", "1985")
    assert role["worksFor"]["name"] == "Russia"
    assert person["hasOccupation"][0]["hasOccupation"]["name"] == "Foreign Minister"


@pytest.mark.parametrize("wikidata", ["", "42", "Q0", "https://example.org/Q42", "Q1 Q2"])
def test_id_that_is_none_of_wikidata_is_left_out(wikidata, client):
    official = make_official(wikidata=wikidata)
    make_delegation(make_meeting(), delegates=[official])
    assert "sameAs" not in node_of(client.get(official.get_absolute_url()), "Person")


def test_party_has_its_names_and_public_blocs(talks, client):
    bloc = make_party("The Bloc", kind="bloc")
    make_member(bloc, talks.russia)
    make_member(make_party("Hidden bloc", kind="bloc"), talks.russia)
    make_delegation(make_meeting(), bloc)
    party = data_of(client.get(talks.russia.get_absolute_url()))[0]
    assert party["@type"] == ["Country", "Organization"]
    assert party["alternateName"] == ["Soviet Union"]
    assert [row["name"] for row in party["memberOf"]] == ["The Bloc"]


def test_every_other_noun_has_data_of_its_own(talks, client):
    place = talks.places.get()
    place.latitude, place.longitude = 64.15, 0
    place.save()
    geo = node_of(client.get(place.get_absolute_url()), "Place")["geo"]
    assert (geo["latitude"], geo["longitude"]) == (64.15, 0)
    issue = node_of(client.get("/issues/arms/"), "DefinedTerm")
    assert issue["subjectOf"] == {"@type": "Question", "name": "Fewer arms?"}
    series = node_of(client.get("/processes/arms/"), "EventSeries")
    assert (series["startDate"], series["endDate"]) == ("1986", "1986")
    assert series["subEvent"][0]["startDate"] == "1986-10-11"
    source = talks.citations.get().source
    assert node_of(client.get(source.get_absolute_url()), "Book")["name"] == "A book"


def test_way_to_a_page_is_told(talks, client):
    way = node_of(client.get(talks.get_absolute_url()), "BreadcrumbList")["itemListElement"]
    assert [(step["position"], step["name"]) for step in way] == [
        (1, "Parley"),
        (2, "Meetings"),
        (3, "Talks on arms"),
    ]


def test_front_page_says_how_to_search(client):
    site = node_of(client.get("/"), "WebSite")
    template = site["potentialAction"]["target"]["urlTemplate"]
    assert template == f"{SITE}/search/?q={{search_term_string}}"


def test_nothing_of_a_draft_is_told(client):
    hidden = make_meeting("Hidden whole", draft=True)
    meeting = make_meeting(part_of=hidden)
    assert "superEvent" not in node_of(client.get(meeting.get_absolute_url()), "Event")


def test_no_text_ends_the_element(client):
    evil = "</script><script>alert(1)</script><!--\u2028&"
    meeting = make_meeting(evil, summary=evil)
    page = client.get(meeting.get_absolute_url())
    assert node_of(page, "Event")["name"] == evil
    assert b"</script><script>alert" not in page.content


def test_pages_and_lists_without_data_have_none(client):
    make_meeting()
    for address in [reverse("meeting_list"), reverse("about"), "/no-such-page/"]:
        assert b"ld+json" not in client.get(address).content


def test_open_graph_has_a_picture_and_a_time(talks, client):
    page = client.get(talks.get_absolute_url()).content.decode()
    assert f'<meta property="og:image" content="{SITE}/static/share.png">' in page
    talks.refresh_from_db()
    published = talks.first_published_at.isoformat()[:10]
    assert f'<meta property="article:published_time" content="{published}' in page


def test_wrong_data_is_seen():
    wrong = {"@type": "Event", "starts": "2022", "location": {"@type": "Spot"}, "about": []}
    assert [*complaints_about([wrong])] == [
        "['Event'] has no starts",
        "there is no type Spot",
        "about is empty",
    ]
