"""The front page, the page about the record, and a walk from the front page along every link."""

import re
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urldefrag, urljoin

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import resolve, reverse

from talks.data_forms import FORMS
from talks.models import Meeting
from tests.factories import (
    make_follow_up,
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
from tests.views.test_meetings import full_meeting
from tests.views.test_sources import cited_in_all_ways

pytestmark = pytest.mark.django_db

SAMPLE = sorted((Path(__file__).parents[2] / "talks" / "sample").glob("*.jsonl"))


@pytest.mark.parametrize("n", [1, 3])
def test_home_queries(n, client, django_assert_num_queries, time_machine):
    time_machine.move_to("2022-01-10 12:00")
    for _ in range(n):
        make_meeting(starts="1990-01-10", parties=[make_party()], places=[make_place()])
        coming = make_meeting(
            starts="2023",
            status="planned",
            parties=[make_party()],
            issues=[make_issue(question="Should they?", parent=make_issue())],
            process=make_process(),
        )
        make_statement(coming, wording="verbatim", speaker=make_official())
        for due in ["2021", "2023"]:
            make_follow_up(due=due, promised_by=[make_party()], source=make_source())
    with django_assert_num_queries(11):
        response = client.get(reverse("home"))
    assert len(response.context["upcoming"]) == n
    assert len(response.context["promises"]) == min(2 * n, 5)


def test_home_has_no_draft(client, time_machine):
    time_machine.move_to("2022-01-10 12:00")
    coming = make_meeting(status="planned", starts="2022-01-10")
    process, issue = make_process(), make_issue(question="Should they?")
    past = make_meeting(starts="1990-01-10", process=process, issues=[issue])
    late, due = make_follow_up(past, due="2022-01-09"), make_follow_up(past, due="2022-01-10")
    for starts, status in [("2022-01-10", "planned"), ("1990-01-10", "held")]:
        draft = make_meeting(
            "Hidden",
            draft=True,
            status=status,
            starts=starts,
            process=make_process("Hidden"),
            issues=[make_issue("Hidden", question="Hidden?")],
            summary="Hidden",
        )
        make_statement(draft, "Hidden", wording="verbatim", speaker_title="Hidden")
        for day in ["2022-01-09", "2022-01-10"]:
            make_follow_up(draft, "Hidden promise", due=day)
    response = client.get(reverse("home"))
    context = response.context
    assert list(context["upcoming"]) == [coming]
    assert set(context["latest"]) == {coming, past}
    assert list(context["on_this_day"]) == [past]
    assert list(context["promises"]) == [due, late]
    assert list(context["issues"]) == [issue]
    assert list(context["processes"]) == [process]
    assert context["quotation"] is None
    assert context["numbers"]["meetings"] == 2
    assert "Hidden" not in response.content.decode()


def test_lead_is_the_latest_that_has_a_summary(client):
    bare = make_meeting(starts="2022")
    assert client.get(reverse("home")).context["lead"] == bare
    told = make_meeting(starts="2021", summary="They talked.")
    Meeting.objects.update(first_published_at="2001-01-01T00:00Z")
    response = client.get(reverse("home"))
    assert list(response.context["latest"]) == [bare, told]
    assert response.context["lead"] == told
    assert response.content.decode().count(f">{told.title}<") == 1


def test_promises_are_the_soonest_due_then_the_latest_past(client, time_machine):
    time_machine.move_to("2022-01-10 12:00")
    meeting = make_meeting()
    days = ["2022-01-11", "2022-01-10", "2022-01-09", "2022-01-08", ""]
    tomorrow, today, yesterday, before, _ = [make_follow_up(meeting, due=day) for day in days]
    make_follow_up(meeting, due="2022-01-11", state="met", outcome="Done.")
    response = client.get(reverse("home"))
    assert list(response.context["promises"]) == [today, tomorrow, yesterday, before]
    assert response.content.decode().count("no outcome on record") == 2


def test_quotation_is_short_and_word_for_word(client):
    old, new = make_meeting(starts="2021"), make_meeting(starts="2022")
    said = make_statement(old, "We will not.", wording="verbatim", speaker_title="an envoy")
    make_statement(old, "We said it later.", wording="verbatim")
    make_statement(new, "They would not.", wording="paraphrase_press")
    make_statement(new, "Long. " * 100, wording="verbatim")
    Meeting.objects.update(first_published_at="2001-01-01T00:00Z")
    response = client.get(reverse("home"))
    assert response.context["quotation"] == said
    assert said.get_absolute_url() in response.content.decode()


def test_what_is_coming_is_planned_and_not_over(client, time_machine):
    time_machine.move_to("2022-01-10 12:00")
    make_meeting(status="planned", starts="2022-01-09")
    today = make_meeting(status="tentative", starts="2022-01-10")
    tomorrow = make_meeting(status="planned", starts="2022-01-11")
    make_meeting(status="cancelled", starts="2022-01-11")
    assert list(client.get(reverse("home")).context["upcoming"]) == [today, tomorrow]


def test_latest_is_by_publication(client):
    first = make_meeting(starts="2022")
    last = make_meeting(starts="1990")
    Meeting.objects.filter(pk=first.pk).update(first_published_at="2001-01-01T00:00Z")
    assert list(client.get(reverse("home")).context["latest"]) == [last, first]


def test_on_this_day_needs_a_day(client, time_machine):
    time_machine.move_to("2022-01-10 12:00")
    anniversary = make_meeting(starts="1990-01-10")
    for starts in ["1990-01", "1990-10-01", "1990-01-11", "2022-01-10", "1990-01-10/1990-01-12"]:
        make_meeting(starts=starts)
    make_meeting(starts="1991-01-10", status="cancelled")
    assert list(client.get(reverse("home")).context["on_this_day"]) == [anniversary]


def test_empty_record_says_what_to_do_next(client):
    page = client.get(reverse("home")).content.decode()
    assert "Nothing has been published yet." in page
    assert reverse("admin:index") in page


def test_about_needs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(reverse("about")).status_code == 200


class Links(HTMLParser):
    """The addresses a page links to, and the ids it has."""

    def __init__(self, page):
        super().__init__()
        self.found, self.ids = set(), []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "a" and attributes.get("href"):
            self.found.add(attributes["href"])
        if "id" in attributes:
            self.ids.append(attributes["id"])


ALIKE = 20
IS_FORM = re.compile(rf"\.({'|'.join(form.ending for form in FORMS)})(\?|$)")


def is_one_of_many(target, kinds):
    """Of what is no page of a noun, some of each kind are walked."""
    path, _, query = target.partition("?")
    name = resolve(path).url_name
    alike = kinds[name, bool(query)]
    alike.add(target)
    return len(alike) > ALIKE and (bool(query) or not name.endswith("_detail"))


def walk(client, *, has_forms=False):
    """Every page that can be reached from the front page; each link on the way must work.

    With `has_forms`, the pages as data too. Raises Resolver404 for a link that leads nowhere.

    Of addresses that differ only in the values they ask a list for, one is walked.
    """
    pages, waiting, asked, kinds = {}, {reverse("home")}, set(), defaultdict(set)
    while waiting:
        address = waiting.pop()
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        page = response.getvalue().decode()
        links = Links(page if response["Content-Type"].startswith("text/html") else "")
        assert len(links.ids) == len(set(links.ids)), f"an id twice in {address}"
        pages[address] = page
        for link in links.found:
            target, fragment = urldefrag(urljoin(address, link))
            if not target.startswith("/") or target.startswith("/admin/"):
                continue
            if not has_forms and IS_FORM.search(target):
                continue
            if target not in pages and is_one_of_many(target, kinds):
                continue
            if target == address and fragment:
                assert fragment in links.ids, f"{link} in {address}"
            path, _, query = target.partition("?")
            question = path, tuple(parse_qs(query))
            if target not in pages and not (query and question in asked):
                waiting.add(target)
                asked.add(question)
    return pages


def test_walk_finds_every_public_page_and_no_draft(client):
    source = make_source(url="https://example.org/")
    cited_in_all_ways(source, False, "Shown")
    cited_in_all_ways(source, True, "Hidden")
    meeting = full_meeting(2)
    hidden = make_meeting("Hidden", draft=True, process=make_process("Hidden"), part_of=meeting)
    make_follow_up(hidden, "Hidden", to_meeting=meeting)
    make_follow_up(meeting, to_meeting=hidden)
    pages = walk(client, has_forms=True)
    assert not [address for address, page in pages.items() if "Hidden" in page]
    for shown in Meeting.objects.published():
        assert shown.get_absolute_url() in pages
    for row in [source, *meeting.places.all(), *meeting.issues.all(), *meeting.auspices.all()]:
        assert row.get_absolute_url() in pages


def test_walk_shows_every_text_as_text(client):
    evil = "<script>alert(1)</script>"
    source = make_source(evil, publisher=evil, author=evil, language=evil, section=evil)
    rows = cited_in_all_ways(source, False, evil)
    party = make_party(evil, native_name=evil, predecessor=make_party(evil))
    make_party_name(party, evil, starts="1922")
    make_member(party, make_party(evil))
    issue = make_issue(evil, question=evil, summary=evil, parent=make_issue(evil))
    make_statement(
        rows["meetings"],
        evil,
        party=party,
        speaker_title=evil,
        jointly_with=[make_party(evil)],
        joint_speakers=[make_official(evil, native_name=evil, other_names=[evil])],
        issues=[issue],
        original_language=evil,
        original_text=evil,
    )
    process = make_process(evil, summary=evil, parent=make_process(evil))
    make_meeting(evil, process=process, places=[make_place(evil)], auspices=[party], venue=evil)
    for address, page in walk(client).items():
        # In an answer for programs a text is as it was written.
        assert evil not in page or address.startswith("/api/v1/"), address


@pytest.mark.skipif(not SAMPLE, reason="no sample record")
def test_walk_through_the_sample_record(client):
    call_command("import_record", *map(str, SAMPLE), commit=True, verbosity=0)
    with connection.cursor() as cursor:
        # PostgreSQL knows nothing yet of rows written in this transaction, and plans badly.
        cursor.execute("ANALYZE")
    pages = walk(client)
    for shown in Meeting.objects.published():
        assert shown.get_absolute_url() in pages
