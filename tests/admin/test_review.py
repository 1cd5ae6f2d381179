"""The page “Preview and publish”: what stands in the way; only what was seen is published."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talks.admin.publishing import MEANWHILE
from talks.models import Meeting, Statement
from talks.revisions.last_author import version_of
from tests.admin.pages import add, address, change, errors, told
from tests.admin.review import BECAUSE, is_public, page_address, preview_address, publish, unpublish
from tests.factories import make_meeting, make_party, make_statement

# Each request is a transaction of its own, as in life: the history tells saves by their moments.
pytestmark = pytest.mark.django_db(transaction=True)


def test_page_lists_each_problem_with_the_way_to_mend_it(reviewer):
    bare = make_meeting(draft=True, starts="")
    said = make_statement(bare, slug="s7", cited=False)
    page = reviewer.get(page_address(bare)).text
    form = address(Meeting, "change", bare.pk)
    for where, reason in [
        (f"{form}#id_starts", "There is no date."),
        (f"{form}#delegations-group", "No delegation is on record."),
        (
            f"{address(Statement, 'change', said.pk)}#citations-group",
            "Statement s7 has no citation.",
        ),
    ]:
        assert f'<a href="{where}">{reason}</a>' in page
        where, anchor = where.split("#")
        assert f'id="{anchor}"' in reviewer.get(where).text
    assert 'value="Publish"' not in page


def test_page_of_a_bare_draft_previews_it(reviewer):
    bare = make_meeting("Bare", draft=True, starts="")
    assert reviewer.get(preview_address(bare)).status_code == 200


def test_many_problems_are_counted(reviewer):
    meeting = make_meeting(draft=True, parties=[make_party()])
    party = make_party()
    for n in range(103):
        make_statement(meeting, slug=f"s{n}", party=party, cited=False)
    with CaptureQueriesContext(connection) as captured:
        page = reviewer.get(page_address(meeting))
    assert "And 3 more" in page.text
    # Session, user, two of permissions, second factor; the meeting, version, two for problems.
    assert len(captured) == 10
    link = re.search(r'href="([^"]*queue=uncited[^"]*)"', page.text)[1].replace("&amp;", "&")
    assert reviewer.get(link).context["cl"].result_count == 103


def test_button_publishes(draft, reviewer):
    response = publish(reviewer, draft)
    assert told(response) == ["Published: Talks."]
    assert is_public(draft)
    assert LogEntry.objects.get().user == reviewer.user


def test_crafted_publication_of_what_may_not_be_is_refused(reviewer):
    bare = make_meeting(draft=True)
    response = publish(reviewer, bare)
    assert told(response) == ["It was not published."]
    assert "No delegation is on record." in response.text and not is_public(bare)


def test_what_changed_after_the_preview_is_not_published_unseen(draft, reviewer, editor):
    page = reviewer.get(page_address(draft))
    change(editor, draft.statements.get(slug="s1"), text="A slander.")
    response = reviewer.post(page_address(draft), {"version": page.context["version"]})
    assert told(response) == [MEANWHILE] and not is_public(draft)
    publish(reviewer, draft)
    assert is_public(draft)


@pytest.mark.parametrize("version", ["", "\0", "nonsense"])
def test_publication_without_a_page_is_refused(version, draft, reviewer):
    response = reviewer.post(page_address(draft), {"version": version})
    assert told(response) == [MEANWHILE] and not is_public(draft)


def test_second_publication_at_once_is_told(draft, reviewer):
    publish(reviewer, draft)
    response = reviewer.post(page_address(draft), {"version": version_of(draft)})
    assert told(response) == ["It was not published."]


def test_save_and_preview_saves_and_leads_there(draft, editor):
    response = change(editor, draft, venue="Palais", _preview="Save and preview")
    assert response["Location"] == page_address(draft)
    assert Meeting.objects.get(pk=draft.pk).venue == "Palais"
    response = add(editor, Meeting, title="New", slug="new", status="held", _preview="on")
    assert response["Location"] == page_address(Meeting.objects.get(slug="new"))


def test_refused_save_and_preview_comes_back_with_all(draft, editor):
    response = change(editor, draft, starts="soon", venue="Palais", _preview="on")
    assert errors(response) and "Palais" in response.text


def test_form_says_the_state_and_leads_to_the_page(draft, editor, reviewer):
    def said(client):
        return client.get(address(Meeting, "change", draft.pk)).text

    assert "Draft, seen by staff alone" in said(editor) and page_address(draft) in said(editor)
    assert 'name="_preview"' in said(editor) and 'name="is_draft"' not in said(reviewer)
    publish(reviewer, draft)
    assert "Published, first on" in said(editor)
    unpublish(reviewer, draft)
    assert f": {BECAUSE}" in said(editor)
