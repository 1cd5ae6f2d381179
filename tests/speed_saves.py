"""Saves of the admin as `speed_admin` times them: of a meeting with 60 statements, of the largest.

What is entered here is taken out again; what is changed stays changed.
"""

import re
import secrets
import sys
import time
from functools import partial
from itertools import count

from tests.form_sending import Fields, errors_in

BAR, ROW, LIST = 2000, 300, 300
STATEMENTS = 60
marks = count(1)


def saves(browser):
    """Triples of name, bar, and what measures it."""
    from tests.speed import largest

    sixty, large = a_meeting(), largest()["meeting"]
    shown = {
        "60 statements": (sixty, 1),
        "the largest meeting": (large, 1),
        "the largest meeting, page 100": (large, 100),
    }
    try:
        for name, (meeting, page) in shown.items():
            form = MeetingForm(browser, meeting, page)
            yield f"{name}: open", BAR, form.opened
            yield f"{name}: unfold a row", ROW, form.unfolded
            yield f"{name}: save one field of a statement", BAR, form.save_one
            yield f"{name}: save a new statement", BAR, form.save_new
            yield f"{name}: save, nothing changed", BAR, form.save_nothing
            yield f"{name}: save, all of a page unfolded and changed", BAR, form.save_all
            yield f"{name}: save refused, all unfolded", BAR, form.refused
        yield (
            "front page after a save",
            LIST,
            partial(front_page, browser, MeetingForm(browser, sixty)),
        )
    finally:
        sixty.delete()


class MeetingForm:
    def __init__(self, browser, meeting, page=1):
        from django.urls import reverse

        self.browser, self.meeting = browser, meeting
        self.path = reverse("admin:talks_meeting_change", args=[meeting.pk])
        self.path += f"?statements={page}" if page > 1 else ""
        self.rows = meeting.statements.order_by("order", "pk")

    def fields(self, unfold=0):
        return self.browser.form(self.path, "meeting_form", unfold)

    def opened(self):
        self.browser.get(self.path)
        return self.browser.took, self.browser.size

    def unfolded(self):
        page = self.browser.get(self.path)
        self.browser.get(Fields.of(page, "meeting_form").unfolds[30])
        return self.browser.took, self.browser.size

    def save(self, sent):
        page = self.browser.post(self.path, {**sent, "is_typing_mistake": "on", "_save": "Save"})
        if self.browser.status != 302:
            sys.exit(f"{self.browser.status} {self.path}: {errors_in(page)}")
        return self.browser.took, sum(len(name) + len(value) for name, value in sent.items())

    def save_nothing(self):
        return self.save(self.fields())

    def save_one(self):
        return self.save(self.marked(self.fields(unfold=1)))

    def save_all(self):
        return self.save(self.marked(self.fields(unfold=STATEMENTS)))

    def marked(self, sent):
        """Each text that is open, changed at its end."""
        mark = f" [{next(marks)}]"
        for name in sent:
            if re.fullmatch(r"statements-\d+-text", name):
                sent[name] = re.sub(r"( \[\d+\])?$", mark, sent[name], count=1)
        return sent

    def save_new(self):
        sent = self.fields()
        n = sent["statements-TOTAL_FORMS"]
        known = set(self.rows.values_list("pk", flat=True))
        first = self.rows.filter(citations__isnull=False)[0]
        row = f"statements-{n}"
        sent["statements-TOTAL_FORMS"] = str(int(n) + 1)
        for below in ("statement_issues", "citations", "parties", "speakers"):
            sent |= management(f"{row}-{below}", 1 if below == "citations" else 0)
        sent |= {
            f"{row}-party": str(first.party_id or ""),
            f"{row}-speaker": str(first.speaker_id or ""),
            f"{row}-text": "Said once more.",
            f"{row}-citations-0-source": str(first.citations.all()[0].source_id),
        }
        answer = self.save(sent)
        new = self.rows.exclude(pk__in=known)
        if not new:
            sys.exit("The new statement was not saved.")
        new.delete()
        return answer

    def refused(self):
        """A date that is none: the form comes back with all that was typed."""
        sent = self.marked(self.fields(unfold=STATEMENTS)) | {"starts": "some day"}
        self.browser.post(self.path, sent)
        if self.browser.status != 200:
            sys.exit(f"{self.browser.status}, and not refused: {self.path}")
        return self.browser.took, self.browser.size


def management(prefix, total):
    values = {"TOTAL": total, "INITIAL": 0, "MIN_NUM": 0, "MAX_NUM": 1000}
    return {f"{prefix}-{name}_FORMS": str(value) for name, value in values.items()}


def front_page(browser, form):
    from django.urls import reverse

    form.save_one()
    time.sleep(0.1)
    browser.get(reverse("admin:index"))
    return browser.took, browser.size


def a_meeting():
    """Two delegations and 60 statements, each with an issue and a citation."""
    from talks.models import Issue, Official, Party
    from tests import factories

    tail = secrets.token_hex(4)
    parties, officials = (model.objects.order_by("pk")[:2] for model in (Party, Official))
    issues = list(Issue.objects.order_by("pk")[:3])
    source = factories.make_source(slug=f"speed-{tail}")
    meeting = factories.make_meeting(slug=f"speed-{tail}", parties=parties, source=source)
    for delegation, official in zip(meeting.delegations.all(), officials, strict=True):
        factories.make_delegate(delegation, official)
    for n in range(STATEMENTS):
        factories.make_statement(
            meeting,
            "Words. " * STATEMENTS,
            slug=f"s{n + 1}",
            order=n + 1,
            party=parties[n % 2],
            speaker=officials[n % 2],
            issues=[issues[n % 3]],
            source=source,
        )
    return meeting
