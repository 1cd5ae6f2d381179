"""The list of meetings, one meeting, and the permalink of a statement."""

import pytest
from django.urls import reverse

from talks.models import Meeting
from tests.factories import (
    cite,
    make_appointment,
    make_delegate,
    make_delegation,
    make_follow_up,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_party_name,
    make_place,
    make_process,
    make_source,
    make_statement,
)

pytestmark = pytest.mark.django_db


def full_meeting(n, **fields):
    """A meeting with `n` of everything its page shows."""
    process = make_process()
    parties = [make_party() for _ in range(n)]
    issues = [make_issue() for _ in range(n)]
    meeting = make_meeting(
        process=process,
        part_of=make_meeting(),
        places=[make_place() for _ in range(n)],
        issues=issues,
        auspices=[make_party() for _ in range(n)],
        source=make_source(),
        **fields,
    )
    for party in parties:
        official = make_official()
        make_appointment(official, party, starts="2020")
        make_party_name(party, "An older name", ends="1991")
        make_delegation(meeting, party, delegates=[official])
        make_statement(
            meeting,
            party=party,
            speaker=make_official(),
            issues=[(issue, "supports") for issue in issues],
            jointly_with=[make_party()],
            joint_speakers=[make_official()],
            on_behalf_of=[make_party()],
            to=[make_party()],
        )
        make_follow_up(
            meeting, promised_by=[party], to_meeting=make_meeting(), source=make_source()
        )
        make_follow_up(make_meeting(), to_meeting=meeting, promised_by=[party])
        make_meeting(part_of=meeting)
        make_meeting(process=process, starts="2021")
        make_meeting(process=process, starts="2023")
    return meeting


@pytest.mark.parametrize("n", [1, 3])
def test_meeting_detail_queries(n, client, django_assert_num_queries):
    meeting = full_meeting(n)
    with django_assert_num_queries(16):
        response = client.get(meeting.get_absolute_url())
    assert len(response.context["seats"]) == n


@pytest.mark.parametrize("n", [1, 3])
def test_meeting_list_queries(n, client, django_assert_num_queries):
    for _ in range(n):
        make_meeting(parties=[make_party() for _ in range(n)], places=[make_place()])
    with django_assert_num_queries(6):
        response = client.get(reverse("meeting_list"))
    assert len(response.context["meetings"]) == n


def test_meeting_list_has_no_draft(client):
    shown = make_meeting("Shown")
    make_meeting("Hidden", draft=True)
    response = client.get(reverse("meeting_list"))
    assert list(response.context["meetings"]) == [shown]
    assert response.context["meetings"].paginator.count == 1


def test_meeting_row_names_the_first_parties_and_counts_the_rest(client):
    make_meeting(parties=[make_party(f"Party of row {n}") for n in range(9)])
    page = client.get(reverse("meeting_list")).content.decode()
    assert "Party of row 5" in page
    assert "Party of row 6" not in page
    assert "3 more" in page


def test_meeting_detail_of_draft_is_404(client):
    assert client.get(make_meeting(draft=True).get_absolute_url()).status_code == 404


def test_meeting_detail_leaves_out_drafts_around_it(client):
    process = make_process()
    meeting = make_meeting(
        "Here",
        process=process,
        starts="2022-01-10",
        part_of=make_meeting("Hidden whole", draft=True),
    )
    part = make_meeting("Shown part", part_of=meeting)
    make_meeting("Hidden part", part_of=meeting, draft=True)
    before = make_meeting("Shown before", process=process, starts="2022-01-01")
    make_meeting("Hidden before", process=process, starts="2022-01-09", draft=True)
    make_meeting("Hidden after", process=process, starts="2022-01-11", draft=True)
    after = make_meeting("Shown after", process=process, starts="2022-01-20")
    make_follow_up(meeting, to_meeting=make_meeting("Hidden later", draft=True))
    make_follow_up(meeting, "", to_meeting=make_meeting("Hidden link", draft=True))
    make_follow_up(make_meeting("Hidden earlier", draft=True), to_meeting=meeting)
    earlier = make_follow_up(make_meeting("Shown earlier"), to_meeting=meeting)
    response = client.get(meeting.get_absolute_url())
    assert response.context["parts"] == [part]
    assert response.context["previous"] == [before]
    assert response.context["next"] == [after]
    assert response.context["preceding"] == [earlier]
    assert [link.public_to_meeting for link in response.context["follow_ups"]] == [None]
    assert "Hidden" not in response.content.decode()


def test_editors_link_to_a_draft_leaves_no_trace(client):
    meeting = make_meeting()
    link = make_follow_up(meeting, "", to_meeting=make_meeting(draft=True))
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert f'id="f-{link.slug}"' not in page
    assert "What it led to" not in page


def test_previous_and_next_follow_the_order_of_the_process(client):
    process = make_process()
    slugs = ["a", "b", "c", "d"]
    days = ["2022", "2022-01-01", "2022-01-02", "../2023"]
    meetings = [
        make_meeting(slug=slug, starts=day, process=process)
        for slug, day in zip(slugs, days, strict=True)
    ]
    for before, meeting, after in zip(
        [None, *meetings], meetings, [*meetings[1:], None], strict=False
    ):
        around = Meeting.objects.around(meeting)
        assert around["previous"] == ([before] if before else [])
        assert around["next"] == ([after] if after else [])


def test_meeting_without_process_has_no_neighbours():
    make_meeting(starts="2021")
    around = Meeting.objects.around(make_meeting(starts="2022"))
    assert around == {"parts": [], "previous": [], "next": []}


def test_post_shown_is_the_one_held_that_day(client):
    party, official = make_party(), make_official()
    make_appointment(official, party, "Former post", starts="2010", ends="2012")
    make_appointment(official, party, "Post of the day", starts="2020", ends="2023")
    meeting = make_meeting(starts="2022-01-10")
    make_delegation(meeting, party, delegates=[official])
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Post of the day" in page
    assert "Former post" not in page
    assert "the record of posts has" not in page


def test_title_that_differs_from_the_post_is_marked(client):
    party, official = make_party(), make_official()
    make_appointment(official, party, "Foreign Minister", starts="2020", ends="2023")
    meeting = make_meeting(starts="2022-01-10")
    make_delegate(make_delegation(meeting, party), official, title="Prime Minister")
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Prime Minister" in page
    assert "the record of posts has: <bdi>Foreign Minister</bdi>" in page


def test_party_has_the_name_of_the_day(client):
    party = make_party("Russia")
    make_party_name(party, "Soviet Union", starts="1922", ends="1991")
    then = make_meeting(starts="1974-11-23", parties=[party])
    now = make_meeting(starts="2022-01-10", parties=[party])
    assert "<bdi>Soviet Union</bdi></a>" in client.get(then.get_absolute_url()).content.decode()
    assert "Soviet Union" not in client.get(now.get_absolute_url()).content.decode()


def test_unnamed_delegate_is_shown_by_title(client):
    meeting = make_meeting()
    make_delegate(make_delegation(meeting), title="a senior aide")
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "a senior aide" in page
    assert "(not named)" in page


def test_coverage_says_who_is_heard_alone_or_jointly_and_who_is_not(client):
    alone, jointly, silent = make_party(), make_party(), make_party("The silent party")
    meeting = make_meeting(parties=[alone, jointly, silent])
    make_statement(meeting, party=alone, jointly_with=[jointly], on_behalf_of=[silent])
    make_statement(make_meeting(), party=silent)
    make_statement(make_meeting(), party=alone, jointly_with=[silent])
    response = client.get(meeting.get_absolute_url())
    coverage = response.context["coverage"]
    assert [seat.party for seat in coverage.heard] == [alone, jointly]
    assert [seat.party for seat in coverage.unheard] == [silent]
    assert "an account of <bdi>The silent party</bdi>" in response.content.decode()


def test_observers_are_not_missed_in_coverage(client):
    meeting = make_meeting()
    make_delegation(meeting, role="observer")
    assert client.get(meeting.get_absolute_url()).context["coverage"].unheard == []


@pytest.mark.parametrize(
    ("kinds", "words", "misses"),
    [
        (["news"], "one press source", True),
        (["news", "news", "transcript"], "two press sources and one transcript", False),
        (["book", "other"], "one book and one other source", True),
        ([], "", False),
    ],
)
def test_coverage_counts_sources_by_kind(kinds, words, misses, client):
    meeting = make_meeting()
    for kind in kinds:
        cite(meeting, make_source(kind=kind))
    coverage = client.get(meeting.get_absolute_url()).context["coverage"]
    assert (coverage.sources, coverage.misses_read_out) == (words, misses)


def test_coverage_says_whose_delegates_are_not_named_and_when_it_was_checked(client):
    named, unnamed = make_party(), make_party("The unnamed")
    meeting = make_meeting(last_checked="2022-03")
    make_delegation(meeting, named, delegates=[make_official()])
    make_delegation(meeting, unnamed, delegates=[None])
    response = client.get(meeting.get_absolute_url())
    assert [seat.party for seat in response.context["coverage"].unnamed] == [unnamed]
    assert "who sat for <bdi>The unnamed</bdi>" in response.content.decode()
    assert "Last checked March 2022." in response.content.decode()
    assert "Never checked" in client.get(make_meeting().get_absolute_url()).content.decode()


def test_planned_meeting_misses_nothing_yet(client):
    meeting = make_meeting(status="planned", parties=[make_party(), make_party()])
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "no statement" in page
    assert "Not on record" not in page


def test_accounts_that_differ_stand_at_the_fact_the_delegate_or_last(client):
    official = make_official("Wendy Sherman")
    meeting = make_meeting(duration_minutes=480, outcome="None.")
    make_delegation(meeting, delegates=[official])
    source = make_source(publisher="The Paper")
    about = ["duration_minutes", official.slug, "weather", "outcome", "starts", "venue"]
    for n, name in enumerate(about):
        cite(meeting, source, f"page {n}", about=name, says=f"Says {n}")
    cite(meeting, source, "paragraph 9", says="a note without a subject")
    response = client.get(meeting.get_absolute_url())
    found = {
        key: [row.says for row in rows]
        for key, rows in response.context["differing"].items()
        if key != "elsewhere"
    }
    assert found == {
        "length": ["Says 0"],
        official.slug: ["Says 1"],
        "outcome": ["Says 3"],
        "when": ["Says 4"],
        "where": ["Says 5"],
    }
    elsewhere = response.context["differing"]["elsewhere"]
    assert [(about, citation.says) for about, citation in elsewhere] == [("weather", "Says 2")]
    page = response.content.decode()
    for n in range(6):
        assert page.count(f"“<bdi>Says {n}</bdi>”") == 1
    assert "a note without a subject" not in page


def test_sources_gather_every_citation_of_the_page(client):
    meeting, source, other = make_meeting(), make_source(), make_source()
    cite(meeting, source)
    make_statement(meeting, source=source)
    make_follow_up(meeting, source=other)
    make_follow_up(make_meeting(), to_meeting=meeting, source=make_source())
    sources = client.get(meeting.get_absolute_url()).context["sources"]
    assert [(cited, len(citations)) for cited, citations in sources] == [(source, 2), (other, 1)]


def test_statements_come_in_pages_of_fifty(client):
    meeting, party = make_meeting(), make_party()
    said = [make_statement(meeting, party=party, cited=False) for _ in range(51)]
    first = client.get(meeting.get_absolute_url())
    second = client.get(meeting.get_absolute_url(), {"page": "2"})
    assert list(first.context["statements"]) == said[:50]
    assert list(second.context["statements"]) == said[50:]


def test_statement_permalink_leads_to_the_page_that_holds_it(client):
    meeting, party = make_meeting(slug="m"), make_party()
    for n in range(51):
        make_statement(meeting, slug=f"s{n}", order=0, party=party, cited=False)
    first = client.get("/meetings/m/statements/s49/")
    second = client.get("/meetings/m/statements/s50/")
    assert (first.status_code, first["Location"]) == (302, "/meetings/m/#s-s49")
    assert (second.status_code, second["Location"]) == (302, "/meetings/m/?page=2#s-s50")
    assert 'id="s-s50"' in client.get(second["Location"]).content.decode()


def test_statement_permalink_of_draft_or_unknown_is_404(client):
    hidden = make_statement(make_meeting(draft=True))
    assert client.get(hidden.get_absolute_url()).status_code == 404
    meeting = make_meeting()
    assert client.get(f"{meeting.get_absolute_url()}statements/none/").status_code == 404
    elsewhere = make_statement()
    address = reverse("statement_detail", args=[meeting.slug, elsewhere.slug])
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("wording, is_quoted", [("verbatim", True), ("paraphrase_press", False)])
def test_only_quoted_words_stand_in_quotation_style(wording, is_quoted, client):
    meeting = make_meeting()
    make_statement(meeting, "We will meet.", wording=wording)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert ("We will meet.</blockquote>" in page) is is_quoted


def test_original_text_has_its_language(client):
    meeting = make_meeting()
    make_statement(
        meeting, original_language="ru", original_text="Дверь открыта.", translator="A. Translator"
    )
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert 'lang="ru">Дверь открыта.</blockquote>' in page
    assert "A. Translator" in page


def test_texts_are_shown_as_text(client):
    evil = "<script>alert(1)</script>"
    meeting = make_meeting(evil, summary=evil, outcome=evil, venue=evil, duration_note=evil)
    make_delegate(make_delegation(meeting, make_party(evil)), make_official(evil), note=evil)
    make_statement(meeting, evil, speaker_title=evil, issues=[make_issue(evil)], original_text=evil)
    make_follow_up(meeting, evil, outcome=evil)
    cite(meeting, make_source(evil, publisher=evil), evil, about=evil, says=evil)
    for address in [meeting.get_absolute_url(), reverse("meeting_list")]:
        page = client.get(address).content.decode()
        assert "<script>" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_follow_up_past_due_has_no_outcome_on_record(client, time_machine):
    time_machine.move_to("2022-02-01")
    meeting = make_meeting()
    make_follow_up(meeting, due="2022-01-14~")
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "no outcome on record" in page
    assert "due about 14 January 2022" in page
    assert "late" not in page


def test_follow_up_is_still_pending_on_its_last_day(client, time_machine):
    time_machine.move_to("2022-01-14 23:00")
    meeting = make_meeting()
    make_follow_up(meeting, due="2022-01-14")
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "no outcome on record" not in page
    assert "pending" in page


def test_meeting_head_shows_moved_dates_time_and_length(client):
    meeting = make_meeting(
        starts="2022-01-10",
        time="09:30",
        timezone="Europe/Zurich",
        old_dates=["2022-01-07", "2022-01"],
        duration_minutes=95,
    )
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Monday 10 January 2022, 09:30 CET" in page
    assert "Zurich time" in page
    assert "moved from 7 January 2022, before that January 2022" in page
    assert "1 hour 35 minutes" in page


def test_many_delegations_are_folded_away(client):
    parties = [make_party(f"Party of many {n}") for n in range(13)]
    meeting = make_meeting(parties=parties)
    make_statement(meeting, party=parties[0])
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "<summary>13 delegations</summary>" in page
    assert "accounts of 1 of 13 parties" in page
    few = make_meeting(parties=parties[:12])
    assert "delegations</summary>" not in client.get(few.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("fields", "day", "precision"),
    [
        ({"starts": "2022-01-10"}, "Monday 10 January 2022", ""),
        (
            {"starts": "2022-01-10", "ends": "2022-01-13"},
            "Monday 10 January to Thursday 13 January 2022",
            "",
        ),
        (
            {"starts": "2021-12-30", "ends": "2022-01-02"},
            "Thursday 30 December 2021 to Sunday 2 January 2022",
            "",
        ),
        ({"starts": "2022-01-10~"}, "about 10 January 2022", ""),
        ({"starts": "2022-01"}, "January 2022", "day not on record"),
        ({"starts": "2022?"}, "2022 (uncertain)", "day and month not on record"),
        ({"starts": "2022-01-10/2022-01-12"}, "between 10 and 12 January 2022", ""),
        ({"starts": "197X"}, "the 1970s", ""),
    ],
)
def test_meeting_head_says_the_day_as_exactly_as_it_is_known(fields, day, precision, client):
    context = client.get(make_meeting(**fields).get_absolute_url()).context
    assert (context["day"], context["precision"]) == (day, precision)


@pytest.mark.parametrize(
    ("zone", "clock"),
    [
        ("America/New_York", ("15:00 EST", "New York time")),
        ("Asia/Dubai", ("15:00 UTC+04", "Dubai time")),
        ("UTC", ("15:00 UTC", "")),
    ],
)
def test_time_has_its_zone_as_a_reader_says_it(zone, clock, client):
    meeting = make_meeting(starts="2022-01-10", time="15:00", timezone=zone)
    assert client.get(meeting.get_absolute_url()).context["clock"] == clock


@pytest.mark.parametrize(
    ("status", "starts", "words"),
    [
        ("held", "2022-01-09", "Held"),
        ("planned", "2022-01-10", "Planned"),
        ("planned", "2022-01-11", "Planned"),
        ("planned", "2022-01-09", "Planned; whether it took place is not on record"),
        ("tentative", "2022-01", "Tentative, not confirmed"),
        ("postponed", "2022-01-09", "Postponed"),
        ("cancelled", "2022-01-09", "Cancelled"),
    ],
)
def test_status_is_said_plainly(status, starts, words, client, time_machine):
    time_machine.move_to("2022-01-10 12:00")
    meeting = make_meeting(status=status, starts=starts)
    response = client.get(meeting.get_absolute_url())
    assert response.context["status"] == words
    assert (f'<p class="standing">{words}</p>' in response.content.decode()) is (status != "held")


def test_kicker_counts_published_meetings_of_the_process(client):
    process = make_process()
    first = make_meeting(process=process, starts="2021")
    make_meeting(process=process, starts="2021-06", draft=True)
    second = make_meeting(process=process, starts="2022")
    lone = make_meeting(process=make_process())
    standings = [
        client.get(meeting.get_absolute_url()).context["standing"]
        for meeting in (first, second, lone, make_meeting())
    ]
    assert standings == ["first of two meetings", "second of two meetings", "", ""]


def test_meeting_page_is_described_and_can_be_cited(client):
    meeting = make_meeting("Talks", starts="2022-01-10", summary="A long day.")
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "<title>Talks, 10 January 2022 · Parley</title>" in page
    assert '<meta property="og:type" content="article">' in page
    assert '<meta name="description" content="A long day.">' in page
    assert f"“Talks”, 10 January 2022. Parley, http://testserver/meetings/{meeting.slug}/" in page
    assert reverse("meeting_changes", args=[meeting.slug]) in page
