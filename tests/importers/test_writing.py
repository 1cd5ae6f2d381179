"""What a parser found is written through the record importer; its guesses wait for staff."""

import gzip
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from talks.importers.parsed import Parsed
from talks.importers.writing import write
from talks.management.importing import ParsingCommand
from talks.models import Guess, Meeting, Official, Party
from tests.admin.roles import client_of
from tests.factories import make_meeting, make_official, make_old_id, make_party

pytestmark = pytest.mark.django_db
LIST = reverse("admin:talks_guess_changelist")


def meeting(slug="a", official=None, party=None, **fields):
    official = official or {"id": "ada-lund", "name": "Ada Lund"}
    delegates = [{"official": official, "title": "Envoy"}]
    party = party or {"id": "norway", "name": "Norway"}
    return {
        "id": slug,
        "title": "Talks",
        "status": "held",
        "starts": "1950-05-01",
        "delegations": [{"party": party, "delegates": delegates}],
        **fields,
    }


def parsed(*objects, guess=True):
    found = Parsed()
    for number, data in enumerate(objects, 1):
        found.add(data, "talks.xml", 10 * number)
    if guess:
        found.guess("a", "delegations[0].delegates[0].title", "Envoy", "The list gives no title.")
    return found


class Command(ParsingCommand):
    importer, found = "Test", None

    def parse(self, paths, **options):
        return self.found


def run(found, *arguments):
    command, out, err = Command(), StringIO(), StringIO()
    command.found = found
    failed = ""
    try:
        call_command(command, "talks.xml", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        failed = str(error)
    return out.getvalue().splitlines(), err.getvalue().splitlines(), failed


def test_a_dry_run_writes_nothing():
    said, problems, failed = run(parsed(meeting()))
    assert said[-1] == "Dry run: nothing was written. Add --commit to write."
    assert not problems and not failed
    assert not Meeting.objects.exists() and not Guess.objects.exists()


def test_a_new_meeting_with_a_guess_is_a_draft_and_the_other_is_published():
    said, _, _ = run(parsed(meeting(), meeting("b")), "--commit")
    assert "guesses for staff: 1, about 1 meeting" in said
    assert dict(Meeting.objects.values_list("slug", "is_draft")) == {"a": True, "b": False}
    guess = Guess.objects.with_meeting().get()
    assert (guess.meeting_slug, guess.value, guess.importer) == ("a", "Envoy", "Test")


def test_twice_changes_nothing_and_what_is_settled_stays_settled():
    found = parsed(meeting(), meeting("b"))
    run(found, "--commit")
    Guess.objects.settle(None)
    said, _, _ = run(found, "--commit")
    assert "meetings: 0 created, 0 updated, 2 unchanged" in said
    assert Guess.objects.get().settled_at


def test_a_published_meeting_stays_published():
    run(parsed(meeting(), guess=False), "--commit")
    run(parsed(meeting(title="Longer talks")), "--commit")
    assert not Meeting.objects.get(title="Longer talks").is_draft
    assert Guess.objects.open().count() == 1


def test_nouns_on_record_stay_as_they_are():
    make_party("Kingdom of Norway", slug="norway")
    lund = make_official("Ada M. Lund", slug="ada-m-lund")
    make_old_id(lund, "ada-lund")
    run(parsed(meeting()), "--commit")
    assert Party.objects.get().name == "Kingdom of Norway"
    assert Official.objects.get().name == "Ada M. Lund"
    assert lund.delegates.get().title == "Envoy"


def test_nouns_are_asked_for_at_once_however_many():
    numbers = []
    for names in (["Ada Lund"], ["Ada Lund", "Bo Dahl", "Kai Berg"]):
        officials = [{"id": name.lower().replace(" ", "-"), "name": name} for name in names]
        found = parsed(*(meeting(f"m{n}", official) for n, official in enumerate(officials)))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            write(found, "Test")
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


def test_a_guess_follows_an_old_id():
    make_old_id(make_meeting(slug="now"), "a")
    run(parsed(meeting("now")), "--commit")
    assert Guess.objects.with_meeting().get().meeting_slug == "now"


def test_what_is_refused_is_said_with_file_and_line():
    _, problems, failed = run(parsed(meeting("a"), meeting("b", starts="never")), "--commit")
    assert problems[0].startswith("talks.xml: line 20: starts: ")
    assert failed == "Refused: 1 problem. The record is as it was before."
    assert not Meeting.objects.exists() and not Guess.objects.exists()


def test_line_by_line_the_others_are_taken():
    said, problems, failed = run(
        parsed(meeting("a"), meeting("b", starts="never")), "--commit", "--per-line"
    )
    assert "lines refused: 1" in said and len(problems) == 1
    assert failed == "1 line was refused; the others were taken."
    assert Guess.objects.count() == Meeting.objects.count() == 1


def test_problems_of_the_parser_end_with_a_failure():
    found = parsed(meeting())
    found.refuse("talks.xml", 7, "no date")
    found.leave_out("telegrams", 3)
    said, problems, failed = run(found, "--commit")
    assert said[0] == "left out: telegrams: 3" and problems == ["talks.xml: line 7: no date"]
    assert failed == "1 problem; what could be read was taken."
    assert Meeting.objects.exists()


@pytest.mark.parametrize("name", ["x.jsonl", "x.jsonl.gz"])
def test_a_record_file_instead(tmp_path, name):
    path = tmp_path / name
    said, _, _ = run(parsed(meeting(), meeting("b")), "--record", str(path))
    assert said[-1] == f"{path}: 2 lines written."
    content = gzip.decompress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes()
    lines = [json.loads(line) for line in content.splitlines()]
    assert [line.get("draft") for line in lines] == [True, None]
    assert not Meeting.objects.exists() and len(list(tmp_path.iterdir())) == 1


def test_files_are_taken_together():
    one, other = parsed(meeting("a")), parsed(meeting("b"))
    other.leave_out("telegrams")
    one.extend(other)
    assert one.places == {0: ("talks.xml", 10), 1: ("talks.xml", 10)}
    assert one.left_out == {"telegrams": 1} and len(one.guesses) == 2


# In the admin


def kept_guess():
    return Guess.objects.create(
        meeting=make_meeting("Talks <b>", draft=True).pk,
        path="starts",
        value="<script>",
        why="Said so.",
        importer="Test",
    )


def test_staff_see_the_value_and_settle_it():
    guess, client = kept_guess(), client_of("editor")
    page = client.get(f"{LIST}?queue=guesses").text
    assert reverse("admin:talks_meeting_change", args=[guess.meeting]) in page
    assert "&lt;script&gt;" in page and "Talks &lt;b&gt;" in page
    chosen = {"action": "settle", "_selected_action": [guess.pk]}
    assert "Settled: 1." in client.post(LIST, chosen, follow=True).text
    guess.refresh_from_db()
    assert guess.settled_at and guess.settled_by
    assert not Guess.objects.open().exists()
    assert "Settled before: 1." in client.post(LIST, chosen, follow=True).text


def test_guesses_about_a_meeting_that_is_gone_are_no_work():
    guess = kept_guess()
    Meeting.objects.all().delete()
    assert not Guess.objects.open().exists()
    assert "(no longer on record)" in client_of("editor").get(LIST).text
    assert Guess.objects.get() == guess


@pytest.mark.parametrize("role", ["nobody", "no group"])
def test_others_see_no_guesses(role):
    kept_guess()
    assert client_of(role).get(LIST).status_code in (302, 403)


@pytest.mark.parametrize("number", [1, 4])
def test_the_list_asks_as_much_for_many(number):
    client = client_of("editor")
    client.get(LIST)
    for _ in range(number):
        kept_guess()
    with CaptureQueriesContext(connection) as queries:
        client.get(LIST)
    assert len(queries) == 7
