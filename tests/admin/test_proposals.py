"""The page of a proposed change: who may do what, what stands in the way, and what is said."""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from talks.admin import applying
from talks.models import Delegation, Meeting, ProposedChange, Statement
from tests.admin.pages import act, add, address, change, change_address, delete, told
from tests.admin.proposed import everything, press_apply, proposal_page, send, staff
from tests.admin.review import unpublish
from tests.admin.saves import history, press, reasons, revert_address, text
from tests.factories import make_meeting, make_party, make_source, make_statement

pytestmark = pytest.mark.django_db(transaction=True)
EDITOR = ("add", "change", "delete", "view")
REASON = {"correction": "The transcript says so."}
SECRET = {"correction": "A secret reason."}


@pytest.fixture(autouse=True)
def four_eyes(settings):
    settings.FOUR_EYES = True


@pytest.fixture
def anna(django_user_model):
    return staff(django_user_model, "ann.editor", *EDITOR)


@pytest.fixture
def boris(django_user_model):
    return staff(django_user_model, "boris", superuser=True)


@pytest.fixture
def carla(django_user_model):
    return staff(django_user_model, "carla", superuser=True)


@pytest.fixture
def proposal(meeting, anna):
    return propose(anna, meeting, venue="Palais")


def propose(client, row, edit=None, **values):
    client.get(change(client, row, edit, **values).url)
    return ProposedChange.objects.latest("pk")


# What the author is told


def test_author_sees_what_waits_and_no_word_is_lost(meeting, anna):
    words = "It was\r\nfrank <b>indeed</b>."
    where = change_address(meeting.statements.get())
    response = change(anna, meeting.statements.get(), text=words, **REASON)
    proposal = ProposedChange.objects.get()
    assert response.url == change_address(proposal)
    page = anna.get(response.url)
    assert [m[:35] for m in told(page)] == ["Your change waits for a reviewer: a"]
    assert "<ins>indeed" not in page.text and "&lt;b&gt;indeed&lt;/b&gt;" in page.text
    assert proposal.author == anna.user
    assert told(anna.get(change_address(meeting)))[0].startswith("A change of this meeting waits")
    notice = told(anna.get(where))
    assert len(notice) == 1 and f'href="{change_address(proposal)}"' in notice[0]


def test_success_that_was_none_is_not_told(meeting, boris):
    told_of = told(act(boris, "delete_selected", meeting, post="yes"))
    assert [m[:30] for m in told_of] == ["Your change waits for a review"]


def test_form_of_another_meeting_says_nothing(proposal, anna):
    assert told(anna.get(change_address(make_meeting("Other")))) == []


def test_save_that_changes_nothing_does_not_wait(meeting, anna):
    assert change(anna, meeting).status_code == 302
    assert not ProposedChange.objects.exists()


def test_refused_save_comes_back_and_does_not_wait(meeting, anna):
    response = change(anna, meeting, ends="2021-01-01")
    assert response.status_code == 200 and not ProposedChange.objects.exists()


def test_drafts_and_nouns_are_saved_as_ever(meeting, anna):
    draft = make_meeting("Draft", draft=True)
    change(anna, draft, venue="Palais")
    change(anna, make_party("Old"), name="New")
    draft.refresh_from_db()
    assert draft.venue == "Palais" and not ProposedChange.objects.exists()


def test_taking_a_meeting_off_the_site_waits_for_nobody(meeting, boris):
    unpublish(boris, meeting)
    meeting.refresh_from_db()
    assert meeting.is_draft and not ProposedChange.objects.exists()


def test_reviewers_own_change_waits_too(meeting, boris, carla):
    proposal = propose(boris, meeting, venue="Palais")
    page = proposal_page(boris, proposal)
    assert not page.context["may_apply"] and 'value="apply"' not in page.text
    token = proposal_page(carla, proposal).context["plan"].token
    for button in ("apply", "decline"):
        data = {"do": button, "token": token, "reason": "No."}
        assert boris.post(change_address(proposal), data).status_code == 403
    press_apply(carla, proposal)
    assert (proposal.state, proposal.decided_by) == ("applied", carla.user)


def test_what_waits_can_be_applied_by_its_author_when_four_eyes_are_asked_no_more(
    meeting, boris, settings
):
    proposal = propose(boris, meeting, venue="Palais")
    settings.FOUR_EYES = False
    press_apply(boris, proposal)
    assert proposal.state == "applied"


# What becomes of it


def test_history_names_author_and_reviewer(meeting, proposal, boris):
    press_apply(boris, proposal)
    assert "by ann.editor, applied by boris" in text(history(boris, meeting))


def test_reason_of_a_correction_is_told_to_readers_once_it_is_applied(meeting, anna, boris):
    statement, reason = meeting.statements.get(), REASON["correction"]
    assert change(anna, statement, text="Other words.").status_code == 200
    assert not ProposedChange.objects.exists(), "without a reason it is not even proposed"
    proposal = propose(anna, statement, text="Other words.", **REASON)
    assert f"Reason that readers are told:</b> {reason}" in proposal_page(boris, proposal).text
    page = f"{meeting.get_absolute_url()}changes/"
    assert reason not in Client().get(page).text
    press_apply(boris, proposal)
    shown = Client().get(page).text
    assert reason in shown and "Other" in shown
    assert "ann.editor" not in shown and "boris" not in shown


def test_applied_change_can_be_reverted_by_two(meeting, proposal, boris, carla):
    before = everything()
    press_apply(boris, proposal)
    response = press(boris, revert_address(meeting))
    assert told(response)[0].startswith("Your change waits")
    revert = ProposedChange.objects.get(state="waiting")
    press_apply(carla, revert)
    assert everything() == before
    assert "by boris, applied by carla, revert of a change" in text(history(boris, meeting))


def test_decline_needs_a_reason_that_the_author_reads(proposal, anna, boris, meeting):
    assert told(send(boris, proposal, do="decline", reason=" \n")) == [
        "Nothing was changed. Say why: the author reads it."
    ]
    assert proposal.is_waiting
    send(boris, proposal, do="decline", reason="No <source>.")
    assert (proposal.state, proposal.reason) == ("declined", "No <source>.")
    page = proposal_page(anna, proposal)
    assert "No &lt;source&gt;." in page.text and "<ins>Palais</ins>" in page.text
    assert told(anna.get(change_address(meeting))) == []


def test_too_long_a_reason_comes_back(proposal, boris):
    response = send(boris, proposal, do="decline", reason="x" * 5_001)
    assert "at most 5000 characters" in told(response)[0] and "x" * 5_001 in response.text
    assert proposal.is_waiting


def test_author_withdraws_and_writes_a_note(proposal, anna, boris):
    send(anna, proposal, do="note", note="See the\r\ntranscript.")
    assert proposal.note == "See the\ntranscript."
    assert "See the\ntranscript." in proposal_page(boris, proposal).text
    assert boris.post(change_address(proposal), {"do": "withdraw"}).status_code == 403
    assert boris.post(change_address(proposal), {"do": "note"}).status_code == 403
    send(anna, proposal, do="withdraw")
    assert proposal.state == "withdrawn"
    assert "<ins>Palais</ins>" in proposal_page(boris, proposal).text


@pytest.mark.parametrize("button", ["apply", "decline", "withdraw", "note"])
def test_what_is_decided_stands(button, proposal, boris, anna):
    token = proposal_page(boris, proposal).context["plan"].token
    send(boris, proposal, do="decline", reason="No.")
    client = anna if button in ("withdraw", "note") else boris
    response = send(client, proposal, do=button, token=token, reason="x", note="x")
    assert "Nothing was changed. This change is de" in told(response)[0]
    assert (proposal.state, proposal.reason, proposal.note) == ("declined", "No.", "")


@pytest.mark.parametrize("data", [{}, {"do": ""}, {"do": "shout"}, {"do": "apply", "token": "x"}])
def test_nonsense_changes_nothing(data, proposal, boris):
    response = send(boris, proposal, **data)
    assert response.status_code == 200 and told(response)[0].startswith("Nothing was changed.")
    assert proposal.is_waiting


# What stands in the way


def by_an_operator(row, **values):
    type(row).objects.filter(pk=row.pk).update(**values)


def test_changes_of_other_fields_do_not_touch(meeting, proposal, boris):
    by_an_operator(meeting, summary="They met.")
    press_apply(boris, proposal)
    meeting.refresh_from_db()
    assert (meeting.venue, meeting.summary) == ("Palais", "They met.")


def test_the_same_field_changed_since_is_not_overwritten(meeting, proposal, boris):
    by_an_operator(meeting, venue="Hotel")
    page = proposal_page(boris, proposal)
    assert reasons(page) == ["Its venue was changed since this was proposed."]
    assert "<del>Hotel</del><ins>Palais</ins>" in page.text and 'value="apply"' not in page.text
    token = page.context["plan"].token
    response = send(boris, proposal, do="apply", token=token)
    assert told(response) == ["Nothing was changed. " + reasons(page)[0]]
    meeting.refresh_from_db()
    assert meeting.venue == "Hotel" and proposal.is_waiting


def test_what_came_below_since_is_not_deleted_with_it(meeting, carla, boris):
    delete(carla, meeting)
    proposal = ProposedChange.objects.get()
    make_statement(meeting, slug="s2")
    page = proposal_page(boris, proposal)
    assert reasons(page) == ["A statement names it that is not in this change."]
    send(boris, proposal, do="apply", token=page.context["plan"].token)
    assert Meeting.objects.filter(pk=meeting.pk).exists() and meeting.statements.count() == 2


def test_what_was_to_be_deleted_and_has_changed_stays(meeting, carla, boris):
    delete(carla, meeting.statements.get())
    proposal = ProposedChange.objects.get()
    by_an_operator(meeting.statements.get(), text="New words.")
    page = proposal_page(boris, proposal)
    assert reasons(page) == ["It was changed since this was proposed."]


def test_row_that_is_gone_is_said(meeting, anna, boris):
    proposal = propose(anna, meeting.statements.get(), text="Other words.", **REASON)
    meeting.statements.all().delete()
    page = proposal_page(boris, proposal)
    assert reasons(page) == ["It is no longer on record."] and "Other words." in page.text


def test_noun_that_is_gone_is_said(meeting, anna, boris):
    party = make_party("France")
    add(anna, Delegation, meeting=meeting.pk, party=party.pk)
    party.delete()
    page = proposal_page(boris, ProposedChange.objects.get())
    assert reasons(page) == ["The party it named is no longer on record."]


def test_second_proposal_waits_beside_the_first(meeting, proposal, anna, boris):
    other = propose(anna, meeting, summary="They met.")
    third = propose(anna, meeting, venue="Hotel")
    assert len(told(anna.get(change_address(meeting)))) == 1
    press_apply(boris, proposal)
    press_apply(boris, other)
    assert reasons(proposal_page(boris, third)) == [
        "Its venue was changed since this was proposed."
    ]
    meeting.refresh_from_db()
    assert (meeting.venue, meeting.summary) == ("Palais", "They met.")


def test_publishing_rules_hold_when_it_is_applied(meeting, anna, boris):
    other = make_statement(meeting, slug="s2", source=make_source())
    citation = meeting.statements.get(slug="s1").citations.get()
    second = meeting.statements.get(slug="s1").citations.create(source=make_source(), locator="1")
    delete(anna, citation)
    proposal = ProposedChange.objects.get()
    second.delete()
    page = proposal_page(boris, proposal)
    assert reasons(page) == ["Talks: Statement s1 has no citation."]
    response = send(boris, proposal, do="apply", token=page.context["plan"].token)
    assert told(response) == ["Nothing was changed. Talks: Statement s1 has no citation."]
    assert other.citations.exists() and meeting.statements.get(slug="s1").citations.count() == 1


def test_id_given_to_another_statement_meanwhile_gives_way(meeting, anna, boris):
    def edit(data):
        data["citations-0-source"] = make_source().pk

    add(anna, Statement, edit, f"?meeting={meeting.pk}", text="More.", party=make_party().pk)
    proposal = ProposedChange.objects.get()
    make_statement(meeting, "Late.", slug="s2")
    page = proposal_page(boris, proposal)
    assert page.context["may_apply"] and "<ins>s3</ins>" in page.text
    press_apply(boris, proposal)
    slugs = meeting.statements.order_by("order", "pk").values_list("slug", "text")
    assert set(slugs) == {("s1", "It was frank."), ("s2", "Late."), ("s3", "More.")}


def test_already_as_proposed_is_said(meeting, proposal, boris):
    by_an_operator(meeting, venue="Palais")
    assert reasons(proposal_page(boris, proposal)) == [applying.NOTHING]


# Who may


def test_pages_are_for_staff_who_may(proposal, django_user_model):
    pages = [change_address(proposal), address(ProposedChange, "changelist")]
    stranger = Client()
    clerk = staff(django_user_model, "clerk", "change", models=["source"])
    for page in pages:
        for send_it in (stranger.get, stranger.post):
            assert send_it(page).status_code == 302
        for send_it in (clerk.get, clerk.post):
            assert send_it(page).status_code == 403
    assert "proposedchange" not in clerk.get("/admin/").text
    for view in ("add",):
        assert clerk.get(address(ProposedChange, view)).status_code == 403


def test_editors_read_but_do_not_decide(proposal, django_user_model):
    dora = staff(django_user_model, "dora", *EDITOR)
    page = proposal_page(dora, proposal)
    assert "<button" not in page.text.partition('id="content-main"')[2]
    for button in ("apply", "decline", "withdraw", "note"):
        data = {"do": button, "token": page.context["plan"].token, "reason": "x", "note": "x"}
        assert dora.post(change_address(proposal), data).status_code == 403
    proposal.refresh_from_db()
    assert proposal.is_waiting and not proposal.note


def test_who_edits_statements_alone_sees_their_own(meeting, proposal, django_user_model):
    emil = staff(
        django_user_model,
        "emil",
        *EDITOR,
        models=[
            "statement",
            "statementcitation",
            "statementissue",
            "statementparty",
            "statementspeaker",
        ],
    )
    own = propose(emil, meeting.statements.get(), text="Other words.", **REASON)
    assert "All changes" not in proposal_page(emil, own).text
    assert emil.get(change_address(proposal)).status_code == 403
    assert emil.get(address(ProposedChange, "changelist")).status_code == 403


@pytest.mark.parametrize("client", ["anna", "boris"])
def test_nobody_adds_or_deletes_one(client, proposal, request):
    client = request.getfixturevalue(client)
    assert client.get(address(ProposedChange, "add")).status_code == 403
    assert client.post(address(ProposedChange, "delete", proposal.pk)).status_code == 403
    response = client.post(
        address(ProposedChange, "changelist"),
        {"action": "delete_selected", "_selected_action": proposal.pk, "post": "yes"},
    )
    assert response.status_code in (200, 302, 403) and ProposedChange.objects.count() == 1


@pytest.mark.parametrize("key", ["0", "x", "9" * 40, "٣"])
def test_address_of_nothing_is_404(key, boris):
    assert boris.get(f"/admin/talks/proposedchange/{key}/change/").status_code == 404


def test_readers_see_nothing_of_it(meeting, proposal, anna):
    send(anna, proposal, do="note", note="A secret note.")
    add_words = propose(anna, meeting.statements.get(), text="Unpublished words.", **SECRET)
    own = meeting.get_absolute_url()
    for page in [own, f"{own}changes/", "/", "/statements/", "/search/?q=frank"]:
        shown = Client().get(page, follow=True).text.lower()
        for secret in (
            "palais",
            "unpublished words",
            "secret note",
            "secret reason",
            "ann.editor",
            "proposed",
        ):
            assert secret not in shown, (page, secret)
    for words in ("palais", "unpublished"):
        assert "Nothing" in Client().get(f"/search/?q={words}").text
    assert add_words.is_waiting


# What it costs


def queries(do):
    with CaptureQueriesContext(connection) as made:
        do()
    return len(made)


def cost(meeting, author, reviewer):
    """The queries to propose the removal of a meeting, to read that, and to apply it."""
    rows = 11 + 2 * (meeting.statements.count() - 1)
    held = queries(lambda: author.post(address(Meeting, "delete", meeting.pk), {"post": "yes"}))
    proposal = ProposedChange.objects.latest("pk")
    read = queries(lambda: proposal_page(reviewer, proposal))
    page = proposal_page(reviewer, proposal)
    assert len(page.context["changes"]) == rows
    data = {"do": "apply", "token": page.context["plan"].token}
    return held, read, queries(lambda: reviewer.post(change_address(proposal), data))


def undone(do):
    with transaction.atomic():
        result = do()
        transaction.set_rollback(True)
    return result


def test_as_many_queries_for_twelve_statements_as_for_two(meeting, carla, boris):
    """A meeting with a row of each of ten models goes: some six queries for each of these."""
    source, party = make_source(), make_party()
    make_statement(meeting, slug="t0", party=party, source=source)
    undone(lambda: cost(meeting, carla, boris))
    few = undone(lambda: cost(meeting, carla, boris))
    for n in range(1, 12):
        make_statement(meeting, slug=f"t{n}", party=party, source=source)
    assert undone(lambda: cost(meeting, carla, boris)) == few
    assert max(few) < 180


def test_save_of_one_field_costs_few_queries_more(meeting, anna, settings):
    settings.FOUR_EYES = False
    change(anna, meeting, venue="Hotel")
    plain = queries(lambda: change(anna, meeting, venue="Palace"))
    settings.FOUR_EYES = True
    assert queries(lambda: change(anna, meeting, venue="Palais")) <= plain + 14
