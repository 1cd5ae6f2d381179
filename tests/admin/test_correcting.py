"""A save that corrects a published statement gives readers a reason, which they then see."""

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction
from django.urls import reverse
from pghistory.models import Context

from talks.models import Meeting, Statement, StatementCitation, StatementIssue, StatementParty
from tests.admin.pages import add, change, change_address, errors, new_row
from tests.admin.review import publish, unpublish
from tests.admin.saves import press, revert_address, text
from tests.factories import make_issue, make_meeting, make_official, make_party, make_statement
from tests.signing_in import sign_in

# Each request is a transaction of its own, as in life: the history tells saves by their moments.
pytestmark = pytest.mark.django_db(transaction=True)
WANTED = "tell readers why"


@pytest.fixture
def statement(meeting):
    return meeting.statements.get()


def talks_of_two():
    """A published meeting with two statements, each entered with its issue in one save."""
    party, issue = make_party(), make_issue()
    meeting = make_meeting("Talks", parties=[party])
    statements = []
    for slug in ("s1", "s2"):
        with transaction.atomic():
            said = make_statement(meeting, slug=slug, party=party, issues=[(issue, "opposes")])
        statements.append(said)
    return meeting, statements


def changes_page(client, meeting, **query):
    return text(client.get(reverse("meeting_changes", args=[meeting.slug]), query))


def is_refused(response):
    """For want of a reason, beside its field, and of nothing else."""
    if response.status_code == 302:
        return False
    form = response.context["adminform"].form
    assert list(form.errors) == ["correction"] and WANTED in form.errors["correction"][0]
    assert len(errors(response)) == 1
    return True


def edit_rows(prefix, **values):
    return lambda data: data.update({f"{prefix}-0-{name}": v for name, v in values.items()})


SUBSTANCE = {
    "text": lambda: {"text": "It was not frank."},
    "speaker": lambda: {"speaker": make_official().pk},
    "party": lambda: {"party": make_party().pk},
    "title": lambda: {"speaker_title": "a senior official"},
    "wording": lambda: {"wording": "verbatim"},
    "act": lambda: {"act": "denial"},
    "day": lambda: {"said_on": "2022-01-11"},
    "original": lambda: {"original_language": "fr", "original_text": "C'était franc."},
    "translator": lambda: {"translator": "The embassy"},
    "stance": lambda: edit_rows("statement_issues", stance="supports"),
    "no stance": lambda: edit_rows("statement_issues", stance=""),
    "one issue less": lambda: edit_rows("statement_issues", DELETE="on"),
    "a party more": lambda: (
        lambda data: new_row(data, "parties", party=make_party().pk, role="jointly_with")
    ),
    "a speaker more": lambda: lambda data: new_row(data, "speakers", speaker=make_official().pk),
}
ELSE = {
    "nothing": dict,
    "order": lambda: {"order": 7},
    "id": lambda: {"slug": "s2"},
    "setting": lambda: {"setting": "interview"},
    "locator": lambda: edit_rows("citations", locator="page 2"),
    "an issue without a stance": lambda: (
        lambda data: new_row(data, "statement_issues", issue=make_issue().pk, stance="")
    ),
}


def save(client, statement, made, **values):
    edit = made()
    if callable(edit):
        return change(client, statement, edit, **values)
    return change(client, statement, **edit, **values)


def said(statement):
    statement = Statement.objects.get(pk=statement.pk)
    return (
        {name: value for name, value in vars(statement).items() if name != "_state"},
        list(statement.statement_issues.values()),
        list(statement.parties.values()),
        list(statement.speakers.values()),
        list(statement.citations.values()),
    )


@pytest.mark.parametrize("made", SUBSTANCE.values(), ids=SUBSTANCE)
def test_change_of_substance_needs_a_reason(made, statement, admin_client):
    before = said(statement)
    assert is_refused(save(admin_client, statement, made))
    assert said(statement) == before
    assert not errors(save(admin_client, statement, made, correction="Misheard."))
    assert said(statement) != before


@pytest.mark.parametrize("made", ELSE.values(), ids=ELSE)
def test_all_else_needs_none(made, statement, admin_client):
    assert not errors(save(admin_client, statement, made))


def test_refusal_keeps_what_was_typed(statement, admin_client):
    page = change(admin_client, statement, text="It was not <frank>.", said_on="11 January 2022")
    assert is_refused(page)
    form = page.context["adminform"].form
    assert form["text"].value() == "It was not <frank>."
    assert form["said_on"].value() == "11 January 2022"
    assert page.content.decode().count(WANTED) == 1


@pytest.mark.parametrize("nothing", ["", "   ", "\t\r\n"])
def test_blank_is_no_reason(nothing, statement, admin_client):
    assert is_refused(change(admin_client, statement, text="Other.", correction=nothing))


def test_reason_is_short_and_plain_text(statement, admin_client):
    for bad in ["x" * 501, "a\0b"]:
        page = change(admin_client, statement, text="Other.", correction=bad)
        assert len(errors(page)) == 1 and not Context.objects.filter(metadata__has_key="correction")


def test_draft_and_new_statement_need_none(meeting, admin_client):
    draft = make_statement(make_meeting(draft=True))
    page = admin_client.get(change_address(draft))
    assert "correction" not in page.context["adminform"].form.fields
    assert not errors(change(admin_client, draft, text="Other."))
    source = StatementCitation.objects.first().source
    values = {"text": "New.", "party": meeting.delegations.get().party.pk}
    response = add(
        admin_client,
        Statement,
        lambda data: data.update({"citations-0-source": source.pk}),
        query=f"?meeting={meeting.pk}",
        **values,
    )
    assert not errors(response) and Statement.objects.filter(text="New.").exists()


def test_forms_of_a_statements_ties_ask_too(statement, admin_client):
    issue = StatementIssue.objects.get()
    assert is_refused(change(admin_client, issue, stance="supports"))
    assert not errors(change(admin_client, issue, stance="supports", correction="Misread."))
    values = {"statement": statement.pk, "party": make_party().pk, "role": "jointly_with"}
    refused = add(admin_client, StatementParty, **values)
    assert is_refused(refused) and "correction" in refused.context["adminform"].form.fields
    assert not errors(add(admin_client, StatementParty, **values, is_typing_mistake="on"))


def test_moving_a_statement_out_of_a_published_meeting(statement, admin_client):
    draft = make_meeting(draft=True)
    assert not errors(change(admin_client, statement, meeting=draft.pk, correction="Elsewhere."))
    # There it is a draft.
    assert not errors(change(admin_client, statement, text="Other."))


def test_who_may_only_look_sees_no_field(statement, client, django_user_model):
    staff = django_user_model.objects.create(username="onlooker", password="!", is_staff=True)
    staff.user_permissions.add(Permission.objects.get(codename="view_statement"))
    sign_in(client, staff)
    page = client.get(change_address(statement))
    assert page.status_code == 200 and b"Reason for the correction" not in page.content


# What readers see


def test_readers_see_reason_old_and_new_words_and_no_name(meeting, statement, admin_client, client):
    change(admin_client, statement, text="It was very frank.", correction="The <tape> says so.")
    page = changes_page(client, meeting)
    assert "Reason for the correction: The &lt;tape&gt; says so." in page
    assert "It was<ins> very</ins> frank." in page
    assert "editor" not in page


def test_typing_mistake_is_a_reason(meeting, statement, admin_client, client):
    change(admin_client, statement, text="It was fränk.", is_typing_mistake="on")
    assert "A typing mistake, nothing of substance." in changes_page(client, meeting)


def test_statement_has_a_mark_that_leads_to_its_changes(admin_client, client):
    meeting, (statement, other) = talks_of_two()
    assert "Corrected" not in text(client.get(meeting.get_absolute_url()))
    change(admin_client, statement, order=9)
    assert "Corrected" not in text(client.get(meeting.get_absolute_url()))
    change(admin_client, statement, text="It was very frank.", correction="Misheard.")
    change(admin_client, other, text="Entirely else.", correction="Another tape.")
    change(admin_client, meeting, venue="Palais")
    page = client.get(meeting.get_absolute_url())
    link = reverse("meeting_changes", args=[meeting.slug]) + "?statement=s1"
    assert f'<li class="corrected"><a href="{link}">' in page.content.decode()
    marked = {said.slug for said in page.context["statements"] if said.corrected_at}
    assert marked == {"s1", "s2"}
    told = changes_page(client, meeting, statement="s1")
    assert "Misheard." in told and "Another tape." not in told and "Palais" not in told


@pytest.mark.parametrize("name", ["stance", "one issue less", "a party more", "a speaker more"])
def test_changed_ties_are_marked(name, admin_client, client):
    meeting, (statement, _) = talks_of_two()
    save(admin_client, statement, SUBSTANCE[name], correction="Misread.")
    page = client.get(meeting.get_absolute_url())
    marked = {said.slug for said in page.context["statements"] if said.corrected_at}
    assert marked == {"s1"}


def test_changes_of_a_statement_that_is_not_there(meeting, statement, admin_client, client):
    change(admin_client, meeting, venue="Palais")
    for nonsense in ["s99", "<b>", "x\0y", "x" * 5000]:
        page = changes_page(client, meeting, statement=nonsense)
        assert "Palais" in page and "There is no statement" in page and "<b>" not in page


def test_revert_says_what_it_takes_back(meeting, statement, admin_client, client):
    change(admin_client, statement, text="Other words.", correction="Misheard.")
    press(admin_client, revert_address(statement))
    assert Statement.objects.get().text == "It was frank."
    assert "Reason for the correction: Taken back: a change of" in changes_page(client, meeting)


def test_import_shows_no_reason(meeting, statement, client, tmp_path):
    from talks.record.runs import import_paths

    path = tmp_path / "week.jsonl"
    path.write_text(
        '{"id": "talks", "title": "Talks", "status": "held", "starts": "2022-01-10", "statements": '
        '[{"id": "s1", "text": "It was quite frank.", "speaker_title": "an envoy"}]}'
    )
    import_paths([path], commit=True)
    page = changes_page(client, meeting)
    assert "quite" in page and "Reason" not in page and "week" not in page


def test_reason_given_while_it_was_a_draft_again(meeting, statement, admin_client, client):
    unpublish(admin_client, meeting)
    change(admin_client, statement, text="Other words.")
    publish(admin_client, meeting)
    assert Meeting.objects.get().is_published
    page = changes_page(client, meeting)
    assert "Other words" in page and "Reason" not in page
