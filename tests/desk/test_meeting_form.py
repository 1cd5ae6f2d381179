"""A new member of staff enters a whole article by the keyboard alone, from an empty record."""

import json
from pathlib import Path

import pytest
from django.urls import reverse

import talks
from talks.models import Meeting, Official
from talks.record.exporter import meeting_object
from tests.factories import (
    make_meeting,
    make_official,
    make_party,
    make_source,
    make_statement,
)

pytestmark = pytest.mark.django_db(transaction=True)

SAMPLE = Path(talks.__file__).parent / "sample/geneva-2022.jsonl"
STATEMENTS, FOLLOW_UPS = 18, 5
TABS_AT_MOST = 300


def article():
    """The meeting of the seed article, as the sample record has it."""
    lines = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    return next(line for line in lines if line.get("starts") == "2022-01-10")


class Keyboard:
    """Somebody who has no mouse: goes from field to field by Tab, and types."""

    def __init__(self, page):
        self.page, self.loads = page, 0
        page.on("load", self.count)

    def count(self, _page):
        self.loads += 1

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def to(self, selector):
        for _ in range(TABS_AT_MOST):
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not lead to {selector}")

    def write(self, name, text):
        self.to(f"[name='{name}']")
        self.press("Control+A")
        self.page.keyboard.insert_text(text)

    def choose(self, name, value):
        """An option of a plain list, by its first letters."""
        self.to(f"select[name='{name}']")
        label = self.page.locator(f"select[name='{name}'] option[value='{value}']").inner_text()
        self.page.keyboard.type(label)
        assert self.page.locator(f"select[name='{name}']").input_value() == value

    def add(self, rows):
        self.to(f"[data-add-row='{rows}']")
        self.press("Enter")

    def pick(self, name, text, **fields):
        """A row on record or on this form; `fields` are asked of one that is new."""
        self.to(f"[aria-labelledby='select2-id_{name}-container']")
        self.press("Enter")
        self.page.locator(".select2-container--open .select2-search__field:focus").wait_for()
        self.page.keyboard.type(text)
        chosen = self.page.locator(".select2-results__option--highlighted", has_text=text)
        chosen.wait_for()
        self.press("Enter")
        dialog = self.page.locator("dialog[open]")
        if dialog.count():
            for field, value in fields.items():
                self.fill_in(dialog, field, value)
            self.to("dialog[open] button:not([value=cancel])")
            self.press("Enter")
        shown = self.page.locator(f"[name='{name}'] option:checked")
        assert text in shown.inner_text()

    def fill_in(self, dialog, field, value):
        if dialog.locator(f"select[name={field}]").count():
            self.to(f"dialog[open] select[name={field}]")
            self.page.keyboard.type(value)
        else:
            self.write(field, value)


@pytest.fixture
def keyboard(desk):
    return Keyboard(desk)


def test_the_article_is_entered_by_keyboard_in_three_page_loads(keyboard, desk):
    told = article()
    names = Names(told)
    desk.goto(reverse("admin:talks_meeting_add"))
    enter_head(keyboard, told)
    for n, delegation in enumerate(told["delegations"]):
        enter_delegation(keyboard, f"delegations-{n}", delegation, names)
    statements = told["statements"][:STATEMENTS]
    for n, statement in enumerate(statements):
        enter_statement(keyboard, n, statement, names)
    for n, follow_up in enumerate(told["follow_ups"][:FOLLOW_UPS]):
        enter_follow_up(keyboard, n, follow_up, names)
    publish(keyboard, desk)
    assert keyboard.loads <= 3
    meeting = Meeting.objects.published().get()
    assert meeting.slug == "2022-01-10-us-russia-security-talks-in-geneva"
    assert Official.objects.count() == 2
    entered = meeting_object(meeting)
    assert [said(names, s) for s in entered["statements"]] == [said(names, s) for s in statements]
    assert len(entered["follow_ups"]) == FOLLOW_UPS
    assert desk.goto(meeting.get_absolute_url()).status == 200


@pytest.fixture
def talks_of_two(desk):
    """The form of a draft at which two have spoken in turn."""
    source = make_source("A Report")
    meeting = make_meeting("Talks", draft=True, starts="2022-01-10")
    for n, (name, party) in enumerate([("Ann", "Anvil"), ("Ben", "Bolt")], 1):
        make_statement(
            meeting,
            f"Said {n}.",
            slug=f"s{n}",
            order=n,
            speaker=make_official(name),
            party=make_party(party),
            source=source,
            said_on="2022-01-10",
            setting="session",
        )
    desk.goto(reverse("admin:talks_meeting_change", args=[meeting.pk]))
    return meeting


def chosen(desk, name):
    return desk.locator(f"[name='{name}'] option:checked").inner_text()


def test_new_statements_begin_like_those_before_in_turn(talks_of_two, desk):
    button = desk.locator("[data-add-row=statements]")
    for n, (speaker, party) in enumerate([("Ann", "Anvil"), ("Ben", "Bolt"), ("Ann", "Anvil")], 2):
        button.click()
        row = f"statements-{n}"
        assert (chosen(desk, f"{row}-speaker"), chosen(desk, f"{row}-party")) == (speaker, party)
        assert desk.locator(f"[name='{row}-said_on']").input_value() == "2022-01-10"
        assert desk.locator(f"[name='{row}-setting']").input_value() == "session"
        assert chosen(desk, f"{row}-citations-0-source") == "A Report"
    desk.locator("[name=statements-3-text]").fill("Said again.")
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.get_by_text("was changed successfully").wait_for()
    # What stayed as it was filled in was not sent.
    told = [(str(s.speaker), s.text) for s in talks_of_two.statements.order_by("order")]
    assert told == [("Ann", "Said 1."), ("Ben", "Said 2."), ("Ben", "Said again.")]


def test_a_statement_is_unfolded_and_changed(talks_of_two, desk):
    desk.locator("#statements-1").get_by_role("button", name="Edit").press("Enter")
    text = desk.locator("[name=statements-1-text]")
    text.fill("Put differently.")
    desk.locator("[data-add-row=statements-1-citations]").click()
    desk.locator("#statements-1-citations-1").get_by_role("button", name="Remove").click()
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.get_by_text("was changed successfully").wait_for()
    texts = talks_of_two.statements.order_by("order").values_list("text", flat=True)
    assert list(texts) == ["Said 1.", "Put differently."]


class Names:
    """Names by id, of the nouns that the sample's line gives in full once."""

    def __init__(self, line):
        self.names = {}
        self.gather(line)

    def gather(self, part):
        if isinstance(part, list):
            for each in part:
                self.gather(each)
        elif isinstance(part, dict):
            name = part.get("name") or part.get("title")
            if "id" in part and name:
                self.names[part["id"]] = name
            for each in part.values():
                self.gather(each)

    def of(self, noun):
        return self.names[noun if isinstance(noun, str) else noun["id"]]


def said(names, statement):
    """What was said and by whom, whatever the ids are."""
    return statement["text"], statement.get("act"), len(statement.get("issues", []))


def enter_head(keyboard, told):
    keyboard.write("title", told["title"].replace("–", "-"))
    keyboard.write("starts", "10 January 2022")
    keyboard.choose("status", "held")
    keyboard.choose("format", "bilateral")
    keyboard.write("summary", told["summary"])
    keyboard.add("meeting_places")
    keyboard.pick("meeting_places-0-place", "Geneva", country="CH")
    source = told["sources"][0]
    keyboard.add("meeting_sources")
    keyboard.pick(
        "meeting_sources-0-source",
        source["title"],
        publisher=source["publisher"],
        kind=source["kind"],
        published="10 January 2022",
    )


def enter_delegation(keyboard, row, delegation, names):
    keyboard.add("delegations")
    keyboard.pick(f"{row}-party", names.of(delegation["party"]), kind="state")
    keyboard.add(f"{row}-delegates")
    delegate = delegation["delegates"][0]
    keyboard.pick(f"{row}-delegates-0-official", names.of(delegate["official"]))
    keyboard.write(f"{row}-delegates-0-title", delegate["title"])


def enter_statement(keyboard, n, statement, names):
    row = f"statements-{n}"
    if n:
        keyboard.press("Control+Enter")
    else:
        keyboard.add("statements")
    if "speaker" in statement:
        keyboard.pick(f"{row}-speaker", names.of(statement["speaker"]))
    keyboard.pick(f"{row}-party", names.of(statement["party"]))
    keyboard.write(f"{row}-text", statement["text"])
    if "act" in statement:
        keyboard.choose(f"{row}-act", statement["act"])
    for k, issue in enumerate(statement.get("issues", [])):
        keyboard.add(f"{row}-statement_issues")
        keyboard.pick(f"{row}-statement_issues-{k}-issue", names.of(issue))
    locator = statement["citations"][0]["locator"]
    keyboard.write(f"{row}-citations-0-locator", locator)


def enter_follow_up(keyboard, n, follow_up, names):
    row = f"follow_ups-{n}"
    keyboard.add("follow_ups")
    keyboard.write(f"{row}-text", follow_up.get("text", ""))
    keyboard.choose(f"{row}-kind", follow_up["kind"])
    if "text" in follow_up:
        keyboard.choose(f"{row}-state", "pending")


def publish(keyboard, desk):
    keyboard.to("[name=_preview]")
    keyboard.press("Enter")
    desk.get_by_role("button", name="Publish").wait_for()
    keyboard.to("#content-main [type=submit], #content-main button")
    keyboard.press("Enter")
    desk.get_by_text("Published: ").wait_for()
