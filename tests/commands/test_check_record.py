"""check_record: each check finds the thing it is about, and only that."""

from io import StringIO

import pytest
from django.core.management import call_command

from talks.models import Meeting
from talks.record.health import CHECKS
from tests import factories as make

pytestmark = pytest.mark.django_db


def findings(heading):
    check = next(check for check in CHECKS if check.heading == heading)
    return list(check.find())


def sound_meeting(slug, parties=(), **fields):
    """A meeting that no check has anything against."""
    return make.make_meeting(slug=slug, parties=parties, source=make.make_source(), **fields)


@pytest.fixture
def two_parties():
    return make.make_party("Russia", slug="russia"), make.make_party("France", slug="france")


def cited_statement(meeting, party, **fields):
    return make.make_statement(meeting, party=party, source=make.make_source(), **fields)


def test_sound_record_has_no_findings(two_parties):
    one, other = two_parties
    meeting = sound_meeting("geneva", two_parties)
    cited_statement(meeting, one)
    cited_statement(meeting, other)
    assert {check.heading: list(check.find()) for check in CHECKS} == {
        check.heading: [] for check in CHECKS
    }


def test_meeting_without_source_is_thin(two_parties):
    sound_meeting("cited", two_parties)
    make.make_meeting(slug="bare", parties=two_parties, starts="1999")
    cited_by_words = make.make_meeting(slug="words", parties=two_parties, starts="1998")
    cited_statement(cited_by_words, two_parties[0])
    assert findings("meetings without a source") == ["bare"]


def test_meeting_without_delegation_is_thin_and_doubtful_when_published():
    make.make_meeting(slug="open")
    make.make_meeting(slug="draft", draft=True)
    assert findings("meetings without a delegation") == ["draft", "open"]
    assert findings("published meetings that break a rule of publishing") == [
        "open: No delegation is on record."
    ]


def test_statement_without_citation_is_thin(two_parties):
    meeting = sound_meeting("geneva", two_parties)
    make.make_statement(meeting, party=two_parties[0], slug="s9", cited=False)
    assert findings("statements without a citation") == ["geneva/s9"]


def test_one_account_is_thin_only_when_held_by_several(two_parties):
    one, other = two_parties
    cited_statement(sound_meeting("one-sided", two_parties), one)
    cited_statement(sound_meeting("alone", [one]), one)
    cited_statement(sound_meeting("planned", two_parties, status="planned"), one)
    both = sound_meeting("both", two_parties)
    cited_statement(both, one)
    cited_statement(both, other)
    heading = "meetings held with only one side's account on record"
    assert findings(heading) == ["one-sided"]


def test_delegate_without_title_or_post_is_thin(two_parties):
    one, _ = two_parties
    meeting = sound_meeting("geneva", [one])
    seat = meeting.delegations.get()
    posted, bare = make.make_official(slug="posted"), make.make_official(slug="bare")
    later = make.make_official(slug="later")
    make.make_appointment(posted, one, starts="2020")
    make.make_appointment(later, one, starts="2022-01-11")
    for order, official in enumerate([posted, bare, later]):
        make.make_delegate(seat, official, title="", order=order)
    assert findings("delegates without a title or a post on the day") == [
        "geneva: bare",
        "geneva: later",
    ]


def test_speaker_without_title_or_post_is_thin(two_parties):
    one, _ = two_parties
    meeting = sound_meeting("geneva", [one])
    posted, bare = make.make_official(), make.make_official()
    make.make_appointment(posted, one, starts="2020")
    cited_statement(meeting, one, speaker=posted, slug="s1")
    cited_statement(meeting, one, speaker=bare, slug="s2")
    cited_statement(meeting, one, speaker=bare, speaker_title="Envoy", slug="s3")
    assert findings("speakers without a title or a post on the day") == ["geneva/s2"]


def test_issue_without_question_is_thin():
    make.make_issue(slug="asked", question="Should it?")
    make.make_issue(slug="unasked", question="")
    assert findings("issues without a question") == ["unasked"]


def test_promises_and_plans_are_late_the_day_after(two_parties, time_machine):
    time_machine.move_to("2022-01-14")
    meeting = sound_meeting("geneva", two_parties)
    make.make_follow_up(meeting, slug="yesterday", text="Meet.", due="2022-01-13", state="pending")
    make.make_follow_up(meeting, slug="today", text="Meet.", due="2022-01-14", state="pending")
    sound_meeting("was-planned", two_parties, status="planned", starts="2022-01-13")
    sound_meeting("is-planned", two_parties, status="planned", starts="2022-01-14")
    assert findings("follow-ups past their day, without an outcome") == ["geneva/yesterday"]
    assert findings("meetings still planned after their day") == ["was-planned"]


def test_met_without_proof_is_doubtful(two_parties):
    meeting = sound_meeting("geneva", two_parties)
    held = sound_meeting("vienna", two_parties, starts="2022-02")
    make.make_follow_up(meeting, slug="bare", text="Meet.", state="met")
    make.make_follow_up(meeting, slug="shown", text="Meet.", state="met", to_meeting=held)
    make.make_follow_up(meeting, slug="told", text="Meet.", state="met", outcome="They met.")
    heading = "follow-ups met without a held meeting, an outcome or a citation"
    assert findings(heading) == ["geneva/bare"]


def test_two_heads_on_one_day_are_doubtful(two_parties):
    seat = sound_meeting("geneva", two_parties).delegations.first()
    make.make_delegate(seat, make.make_official(), role="head", starts="2022-01-10")
    assert findings("delegations with two heads on one day") == []
    make.make_delegate(seat, make.make_official(), role="head", starts="2022-01-10")
    assert findings("delegations with two heads on one day") == ["geneva: russia"]


def test_title_that_differs_from_post_is_doubtful(two_parties):
    seat = sound_meeting("geneva", two_parties).delegations.first()
    official = make.make_official(slug="ryabkov")
    make.make_appointment(official, seat.party, title="Ambassador", starts="2000")
    make.make_delegate(seat, official, title="Minister")
    assert findings("titles that differ from the post on the day") == [
        "geneva: ryabkov: “Minister”, on record “Ambassador”"
    ]


def test_citation_about_nothing_is_doubtful(two_parties):
    meeting = sound_meeting("geneva", two_parties)
    official = make.make_official(slug="ryabkov")
    make.make_delegate(meeting.delegations.first(), official)
    source = make.make_source()
    for about in ("duration_minutes", "ryabkov", "weather"):
        meeting.citations.create(source=source, about=about)
    assert findings("citations about something that is not there") == ["geneva: weather"]


def test_shared_names_and_addresses_are_duplicates():
    make.make_official("Sergei Ryabkov", slug="sergei-ryabkov")
    make.make_official("S. Ryabkov", slug="s-ryabkov", other_names=["Сергеи Рябков"])
    make.make_official("Wendy Sherman")
    make.make_party_name(make.make_party("Russia", slug="russia"), "USSR")
    make.make_party("USSR", slug="ussr")
    make.make_place("Genève", slug="geneve", country="CH")
    make.make_place("Geneve", slug="geneva-2", country="CH")
    make.make_place("Geneva", slug="geneva-us", country="US")
    for slug in ("a", "b"):
        make.make_source(slug=slug, url="https://example.org/page")
    assert findings("officials who share a name") == ["s-ryabkov, sergei-ryabkov"]
    assert findings("parties that share a name") == ["russia, ussr"]
    assert findings("places that are one city") == ["geneva-2, geneve"]
    assert findings("sources at one address") == ["a, b"]


def test_meetings_of_the_same_parties_on_one_day_are_duplicates(two_parties):
    one, other = two_parties
    first = sound_meeting("first", [one, other])
    sound_meeting("second", [other, one])
    sound_meeting("session", [one, other], part_of=first)
    sound_meeting("other-day", [one, other], starts="2022-01-11")
    sound_meeting("other-party", [one, make.make_party()])
    assert findings("meetings of the same parties on the same day") == ["first, second"]


def test_command_counts_all_and_names_some():
    for number in range(3):
        make.make_meeting(slug=f"m{number}")
    out = StringIO()
    call_command("check_record", limit=2, stdout=out)
    text = out.getvalue()
    assert "thin: meetings without a delegation: 3\n  m0\n  m1\n  … and 1 more\n" in text
    assert "duplicated: parties that share a name: 0\n" in text
    assert Meeting.objects.count() == 3
