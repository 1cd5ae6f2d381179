"""The sample record: it imports whole, says what the article says, and every meeting is cited."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.management import call_command

from talks import dates
from talks.models import Meeting, MeetingCitation, Party, Process, Statement
from talks.record.runs import import_paths

SAMPLE = sorted((settings.BASE_DIR / "talks" / "sample").glob("*.jsonl"))
SHARED = settings.BASE_DIR.parent / "shared"
ARTICLE = SHARED / "seed" / "anews-2022-01-10.txt"
GENEVA = "2022-01-10-geneva-us-russia-security-talks"
QUOTED = re.compile("“([^”]+)”")

pytestmark = pytest.mark.django_db

# What the article says: statement, maker, act, paragraph, and words of it on the page.
SAID = [
    ("s1", "State Department", "announcement", "1", "concluded"),
    ("s2", "sergei-ryabkov", "assessment", "2", "professional"),
    ("s3", "sergei-ryabkov", "position", "2", "breakthrough"),
    ("s4", "sergei-ryabkov", "announcement", "3", "going on with the talks"),
    ("s5", "sergei-ryabkov", "assessment", "4", "basis on which to agree"),
    ("s6", "sergei-ryabkov", "warning", "4", "risk of confrontation"),
    ("s7", "sergei-ryabkov", "assessment", "5", "no progress"),
    ("s8", "russia", "denial", "6", "invasion"),
    ("s9", "russia", "position", "6", "responding to NATO and Ukraine"),
    ("s10", "russia", "demand", "7", "guarantee that Ukraine"),
    ("s11", "russia", "position", "7", "national security"),
    ("s12", "sergei-ryabkov", "warning", "8", "military-technical"),
    ("s13", "sergei-ryabkov", "no_comment", "8", "declined to say"),
    ("s14", "sergei-ryabkov", "position", "8", "diplomacy"),
    ("s15", "sergei-ryabkov", "no_comment", "8", "deployments"),
    ("s17", "wendy-sherman", "offer", "9", "similar steps"),
    ("s18", "wendy-sherman", "assessment", "10", "frank and forthright"),
    ("s19", "wendy-sherman", "offer", "10", "another meeting soon"),
    ("s20", "wendy-sherman", "rejection", "11", "guarantees"),
    ("s21", "wendy-sherman", "warning", "11", "warnings"),
    ("s22", "wendy-sherman", "rejection", "12", "non-starters"),
    ("s23", "wendy-sherman", "rejection", "13", "slam closed NATO&#x27;s open door policy"),
    ("s24", "wendy-sherman", "commitment", "13", "other countries without them"),
]
# What comes next: follow-up, due, later meeting and its status.
PROMISED = [
    ("f1", "2022-01-10/2022-01-12", "2022-01-brussels-us-allies-consultation", "planned"),
    ("f2", "2022-01-12", "2022-01-12-nato-russia-meeting", "planned"),
    ("f3", "2022-01-13", "2022-01-13-vienna-osce-meeting", "planned"),
    ("f4", "2022-01-14~", None, None),
    ("f5", "2022-01-13/..", None, None),
    ("f6", "", "2022-01-21-geneva-blinken-lavrov", "held"),
]


@pytest.fixture
def report():
    return import_paths(SAMPLE, commit=True)


@pytest.fixture
def geneva(report):
    return Meeting.objects.get(slug=GENEVA)


def test_sample_is_published_whole_and_unchanged_when_imported_again(report):
    assert report.drafts == [] and report.kept == []
    assert not Meeting.objects.drafts().exists()
    again = import_paths(SAMPLE, commit=True).tally.counts
    assert {outcome for (_, outcome), number in again.items() if number} == {"unchanged"}


def test_sample_holds_a_long_cited_chain(report):
    sides = Party.objects.in_bulk(["united-states", "russia"], field_name="slug")
    chain = Meeting.objects.between(*sides.values())
    years = [day.year for day in chain.values_list("starts_earliest", flat=True)]
    assert len(years) >= 60 and min(years) == 1943 and max(years) == 2022
    assert not Meeting.objects.filter(citations=None).exists()
    assert Process.objects.exclude(meetings=None).count() >= 5


def test_facts_of_the_geneva_talks_are_structured(geneva):
    assert (geneva.starts, geneva.status, geneva.level) == ("2022-01-10", "held", "deputy")
    assert (geneva.duration_minutes, geneva.duration_note) == (480, "nearly eight hours")
    assert [place.slug for place in geneva.places.all()] == ["geneva"]
    seats = geneva.delegations.values_list("party__slug", "delegates__official__slug")
    assert set(seats) == {("united-states", "wendy-sherman"), ("russia", "sergei-ryabkov")}


def test_what_comes_next_is_on_record(geneva):
    fields = ("slug", "due", "to_meeting__slug", "to_meeting__status")
    assert list(geneva.follow_ups.values_list(*fields)) == PROMISED


def test_statements_say_who_and_how_and_where_it_is_written(geneva, client):
    page = client.get(geneva.get_absolute_url()).content.decode()
    for slug, maker, act, paragraph, words in SAID:
        statement = geneva.statements.get(slug=slug)
        makers = statement.speaker or statement.party
        assert maker in (statement.speaker_title, makers.slug), slug
        assert statement.act == act, slug
        assert statement.citations.filter(locator=f"paragraph {paragraph}").exists(), slug
        assert words in page, slug
        assert f'id="s-{slug}"' in page, slug
    assert "nearly eight hours" in page and "Deputy Foreign Minister" in page


def test_every_statement_has_an_issue(geneva):
    assert not geneva.statements.filter(statement_issues=None).exists()


@pytest.mark.skipif(not ARTICLE.exists(), reason="the article is not beside this checkout")
def test_quotations_are_the_article_s_and_the_rest_is_not(geneva):
    article = normal(ARTICLE.read_text())
    for statement in geneva.statements.all():
        text = normal(statement.text)
        if statement.wording == "verbatim":
            assert text in article and len(text.split()) < 15
            continue
        assert all(normal(words) in article for words in QUOTED.findall(statement.text))
        words = text.split()
        shared = [w for n in range(len(words)) if (w := " ".join(words[n : n + 8])) in article]
        assert [w for w in shared if len(w.split()) == 8] == [], statement.slug


def normal(text):
    return " ".join(text.replace("’", "'").replace("“", '"').replace("”", '"').split())


@pytest.mark.skipif(not (SHARED / "data").exists(), reason="the data is not beside this checkout")
def test_cited_trips_and_visits_cover_the_meetings_days(report):
    days = days_of_travel()
    cited = MeetingCitation.objects.filter(locator__regex="^(trip|visit) [0-9]+$")
    assert cited.count() >= 60
    for citation in cited.select_related("meeting"):
        first, last = days[citation.locator]
        meeting = citation.meeting
        # Remarks may put a meeting before or after the days of the stay itself.
        slack = meeting.first_day.toordinal() - last.toordinal()
        assert slack <= 15 and meeting.last_day >= first, meeting.slug


def days_of_travel():
    """The first and last day of every trip and visit, by its locator."""
    days = {}
    for path in Path(SHARED / "data" / "hsg").rglob("*.xml"):
        for kind in ("trip", "visit"):
            for row in ElementTree.parse(path).iter(kind):  # noqa: S314 - our own test data
                first, last = row.findtext("start-date"), row.findtext("end-date")
                if first and last:
                    bounds = dates.parse(first).earliest, dates.parse(last).latest
                    days[f"{kind} {row.findtext('id')}"] = bounds
    return days


def test_load_sample_leaves_a_record_with_meetings_alone(capsys):
    Meeting.objects.create(slug="own", title="Own", status="held")
    call_command("load_sample")
    assert Meeting.objects.count() == 1 and not Statement.objects.exists()
    Meeting.objects.all().delete()
    call_command("load_sample")
    assert Meeting.objects.filter(slug=GENEVA).exists()
