"""From draft to published and back: the preview, what stands in the way, the reason, four eyes."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from talks.admin.publishing import MEANWHILE
from talks.admin.rights import FOUR_EYES, NO_REASON, NOT_YOURS
from talks.models import Meeting, Statement
from talks.revisions.last_author import last_author, version_of
from tests.admin.pages import act, add, address, change, delete, errors, told
from tests.admin.roles import client_of
from tests.admin.saves import press, reasons, revert_address
from tests.factories import (
    cite,
    make_delegation,
    make_follow_up,
    make_meeting,
    make_official,
    make_party,
    make_place,
    make_process,
    make_source,
    make_statement,
)

# Each request is a transaction of its own, as in life: the history tells saves by their moments.
pytestmark = pytest.mark.django_db(transaction=True)
BECAUSE = "Its only source was a hoax."


@pytest.fixture
def reviewer():
    return client_of("reviewer")


@pytest.fixture
def editor():
    return client_of("editor")


@pytest.fixture
def draft():
    """A draft that lacks nothing, with something of each kind, in the midst of a chain."""
    process, party, other = make_process(), make_party("Russia"), make_party("United States")
    for day in ("2022-01-09", "2022-01-12"):
        make_meeting(starts=day, process=process, parties=[party, other])
    meeting = make_meeting(
        "Talks",
        slug="talks",
        draft=True,
        process=process,
        places=[make_place("Geneva")],
        summary="A secret working summary.",
    )
    make_delegation(meeting, party, delegates=[make_official("Anna")])
    make_delegation(meeting, other, delegates=[make_official("Ben")])
    for n, side in enumerate([party, other], 1):
        make_statement(meeting, f"It was frank, {n}.", slug=f"s{n}", party=side)
    make_follow_up(meeting, "They meet again.", promised_by=[party], source=make_source())
    cite(meeting, make_source("A News"))
    return meeting


def page_address(meeting):
    return reverse("admin:talks_meeting_publish", args=[meeting.pk])


def preview_address(meeting):
    return reverse("meeting_preview", args=[meeting.pk])


def unpublish_address(meeting):
    return reverse("admin:talks_meeting_unpublish", args=[meeting.pk])


def publish(client, meeting):
    """Open the page and press the button on it."""
    page = client.get(page_address(meeting))
    return client.post(page_address(meeting), {"version": page.context["version"]}, follow=True)


def unpublish(client, meeting, because=BECAUSE):
    return client.post(unpublish_address(meeting), {"because": because}, follow=True)


def is_public(meeting):
    return Meeting.objects.published().filter(pk=meeting.pk).exists()


# The preview


def test_preview_is_what_readers_see_afterwards(draft, reviewer, client):
    preview = content(reviewer.get(preview_address(draft)))
    assert "secret working summary" in preview and "It was frank, 2." in preview
    assert "second of three meetings" in preview
    publish(reviewer, draft)
    public = content(client.get(draft.get_absolute_url()))
    assert as_words(preview) == as_words(public)


def content(response):
    html = response.text
    return html[html.index('<nav class="breadcrumbs"') : html.index("</main>")]


def as_words(html):
    """Without where links lead to: in the preview, out of the frame."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


def test_preview_is_kept_and_found_by_nobody(draft, reviewer):
    response = reviewer.get(preview_address(draft))
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
    assert "ETag" not in response
    assert response["X-Robots-Tag"] == "noindex" and 'content="noindex"' in response.text
    assert 'rel="canonical"' not in response.text
    assert "a draft, seen by staff alone" in response.text


def test_preview_stands_in_a_frame_of_this_site_alone(draft, reviewer):
    response = reviewer.get(preview_address(draft))
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert "<script" not in response.text
    page = reviewer.get(page_address(draft))
    assert page["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert (
        f'<iframe src="{preview_address(draft)}"' in page.text and "allow-scripts" not in page.text
    )


def test_links_of_the_preview_lead_out_of_the_frame(draft, reviewer):
    html = reviewer.get(preview_address(draft)).text
    inside = [link for link in re.findall(r"<a [^>]*>", html) if "_blank" not in link]
    assert inside and all(re.search(r'href="[#?]', link) for link in inside)
    assert 'href="#s-s2"' in html and "/meetings/talks/statements/" not in as_links(html)


def as_links(html):
    return " ".join(re.findall(r'href="[^"]*"', html))


def test_preview_leaves_the_public_page_as_it_was(draft, reviewer, client):
    before = client.get(draft.get_absolute_url())
    lists = client.get("/meetings/")
    reviewer.get(preview_address(draft))
    assert client.get(draft.get_absolute_url()).status_code == before.status_code == 404
    assert client.get("/meetings/")["ETag"] == lists["ETag"]
    assert not is_public(draft)


@pytest.mark.parametrize("pk", [999_999, 10**30])
@pytest.mark.parametrize("name", ["publish", "unpublish", "preview"])
def test_meeting_that_is_none_is_not_found(name, pk, reviewer):
    assert reviewer.get(f"/admin/talks/meeting/{pk}/{name}/").status_code == 404


def test_preview_takes_nothing(draft, reviewer):
    assert reviewer.post(preview_address(draft)).status_code == 405


def test_preview_costs_as_many_queries_as_the_public_page(draft, reviewer, client):
    def queries(who, where):
        who.get(where)
        with CaptureQueriesContext(connection) as captured:
            who.get(where)
        return len(captured)

    # Session, user, permissions of the user and of the groups, second factor.
    signed_in = 5
    before = queries(reviewer, preview_address(draft)) - signed_in
    for n in range(9):
        make_statement(draft, slug=f"more-{n}", party=draft.delegations.first().party)
    assert queries(reviewer, preview_address(draft)) - signed_in == before
    publish(reviewer, draft)
    assert queries(client, draft.get_absolute_url()) == before


# The page


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
    assert len(captured) == 9
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


# Unpublished, with a reason


@pytest.fixture
def withdrawn(draft, reviewer):
    publish(reviewer, draft)
    unpublish(reviewer, draft)
    draft.refresh_from_db()
    return draft


def test_address_of_a_withdrawn_meeting_says_why_and_since_when(withdrawn, client):
    for page in ("", "changes/", "statements/s1/"):
        response = client.get(withdrawn.get_absolute_url() + page)
        assert response.status_code == 410
        assert BECAUSE in response.text
        assert f"withdrawn on {withdrawn.withdrawn_at:%-d %B %Y}" in response.text
        assert "secret working summary" not in response.text and "Talks" not in response.text


def test_reason_is_text(draft, reviewer, client):
    publish(reviewer, draft)
    unpublish(reviewer, draft, "<script>alert(1)</script> & more")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in client.get("/meetings/talks/").text


@pytest.mark.parametrize("because", ["", "  \n ", "a\0b", "x" * 1_001])
def test_reason_is_required_and_short(because, draft, reviewer):
    publish(reviewer, draft)
    response = reviewer.post(unpublish_address(draft), {"because": because})
    assert response.status_code == 200 and response.context["form"].errors
    assert is_public(draft)


def test_old_address_of_a_withdrawn_meeting_says_the_same(draft, reviewer, client):
    publish(reviewer, draft)
    change(reviewer, draft, slug="renamed")
    unpublish(reviewer, draft)
    for slug in ("talks", "renamed"):
        assert client.get(f"/meetings/{slug}/").status_code == 410


def test_id_that_a_withdrawn_meeting_got_later_is_not_given_away(withdrawn, reviewer, client):
    change(reviewer, withdrawn, slug="secret-plan")
    assert client.get("/meetings/talks/").status_code == 410
    assert client.get("/meetings/secret-plan/").status_code == 404


def test_published_again_the_reason_is_history(withdrawn, reviewer, client):
    publish(reviewer, withdrawn)
    assert client.get(withdrawn.get_absolute_url()).status_code == 200
    withdrawn.refresh_from_db()
    assert (withdrawn.withdrawn_at, withdrawn.withdrawn_because) == (None, "")
    assert BECAUSE not in client.get(withdrawn.get_absolute_url() + "changes/").text
    said = reviewer.get(address(Meeting, "history", withdrawn.pk)).text
    assert BECAUSE in said


def test_list_asks_for_one_reason(reviewer, client):
    one, other = make_meeting("One"), make_meeting("Other")
    page = act(reviewer, "unpublish", one, other)
    assert "One reason for all of these" in page.text and is_public(one)
    page = act(reviewer, "unpublish", one, other, because=" ")
    assert page.context["form"].errors and is_public(one)
    response = act(reviewer, "unpublish", one, other, because=BECAUSE)
    assert set(told(response)) == {"Now a draft: One.", "Now a draft: Other."}
    assert client.get(one.get_absolute_url()).status_code == 410


def test_draft_is_not_unpublished(draft, reviewer, client):
    assert told(unpublish(reviewer, draft)) == ["Not published anyway."]
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_withdrawn_meeting_is_no_published_one():
    meeting = make_meeting(parties=[make_party()])
    meeting.withdraw(BECAUSE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.update(is_draft=False)


# What reverts would publish


def test_editor_does_not_publish_by_a_revert(withdrawn, editor):
    page = editor.get(revert_address(withdrawn))
    assert NOT_YOURS in reasons(page)
    assert (
        editor.post(revert_address(withdrawn), {"token": page.context["plan"].token}).status_code
        == 403
    )
    assert not is_public(withdrawn)


def test_reviewer_reverts_a_withdrawal(withdrawn, reviewer, client):
    press(reviewer, revert_address(withdrawn))
    assert client.get(withdrawn.get_absolute_url()).status_code == 200


def test_publication_is_not_reverted_without_a_reason(draft, reviewer):
    publish(reviewer, draft)
    assert reasons(reviewer.get(revert_address(draft))) == [NO_REASON]


def test_revert_takes_no_statement_from_a_published_meeting(draft, reviewer, editor):
    add(
        editor,
        Statement,
        slug="s9",
        meeting=draft.pk,
        text="Mine.",
        speaker_title="a senior official",
    )
    statement = Statement.objects.get(slug="s9")
    where = revert_address(statement)
    cite(statement, make_source())
    publish(reviewer, draft)
    assert "You may not take a statement from a published meeting." in reasons(editor.get(where))
    Meeting.objects.update(is_draft=True)
    statement.citations.all().delete()
    assert reasons(editor.get(where)) == []


# Four eyes


@pytest.fixture
def four_eyes(settings):
    settings.FOUR_EYES = True


def test_last_author_is_who_wrote_last_anywhere_below(draft, reviewer, editor):
    assert last_author(draft) is None
    change(reviewer, draft, venue="Palais")
    assert last_author(draft) == reviewer.user.pk
    change(editor, draft.statements.first().citations.get(), locator="p. 9")
    assert last_author(draft) == editor.user.pk
    delete(reviewer, draft.follow_ups.get().citations.get())
    assert last_author(draft) == reviewer.user.pk
    # What no user did hides nobody.
    make_statement(draft)
    assert last_author(draft) == reviewer.user.pk
    # Nor does what is done elsewhere.
    change(editor, make_meeting(draft=True), venue="Elsewhere")
    change(editor, draft.delegations.first().party, name="Rossiya")
    assert last_author(draft) == reviewer.user.pk


def test_publishing_and_withdrawing_write_nothing(draft, reviewer, editor):
    change(editor, draft, venue="Palais")
    publish(reviewer, draft)
    unpublish(reviewer, draft)
    assert last_author(draft) == editor.user.pk


def test_last_author_is_one_query_however_much_there_is(draft, editor):
    for number in (2, 12):
        for n in range(number):
            make_statement(draft, slug=f"more-{number}-{n}")
        with CaptureQueriesContext(connection) as captured:
            last_author(draft)
        assert len(captured) == 1


def test_four_eyes_refuse_the_last_author(four_eyes, draft, reviewer):
    change(reviewer, draft, venue="Palais")
    assert FOUR_EYES in publish(reviewer, draft).text
    assert told(act(reviewer, "publish", draft)) == [f"Not published: Talks: {FOUR_EYES}"]
    assert not is_public(draft)
    publish(client_of("reviewer", "another"), draft)
    assert is_public(draft)


def test_four_eyes_hold_for_superusers(four_eyes, draft):
    superuser = client_of("superuser")
    change(superuser, draft, venue="Palais")
    publish(superuser, draft)
    assert not is_public(draft)


def test_four_eyes_hold_for_reverts(four_eyes, withdrawn, reviewer):
    where = revert_address(withdrawn)
    change(reviewer, withdrawn.statements.first(), text="Mine.")
    assert reasons(reviewer.get(where)) == [FOUR_EYES]
    assert reasons(client_of("superuser").get(where)) == []


def test_two_eyes_will_do_without_the_setting(draft, reviewer):
    change(reviewer, draft, venue="Palais")
    publish(reviewer, draft)
    assert is_public(draft)
