"""Revisions withheld from the public: by whom, and that their words show nowhere."""

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction
from django.urls import reverse

from talks.history.events import TABLES
from talks.models import Delegation, Meeting, Official, Statement, StatementIssue, Withheld
from talks.models.fields import EDTFField, NameField, ProseField
from tests.admin.pages import address, change, told
from tests.admin.saves import history, last_event, text
from tests.crawling import crawl
from tests.factories import (
    cite,
    make_delegate,
    make_follow_up,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_source,
    make_statement,
)
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
SECRET, REASON = "zzsecret", "A private address stood here."
TEXTS = [
    (table, field.name)
    for table in TABLES.values()
    for field in table.told
    if isinstance(field, NameField | ProseField) and not isinstance(field, EDTFField)
]


@pytest.fixture
def talks():
    """A published meeting with a row of each kind, entered in one save."""
    with transaction.atomic():
        us, ru, issue, source = make_party("Us"), make_party("Ru"), make_issue(), make_source()
        meeting = make_meeting("Talks", slug="talks", parties=[us], source=source)
        make_delegate(meeting.delegations.get(), make_official("Anna"))
        make_statement(
            meeting,
            slug="s1",
            party=us,
            issues=[(issue, "opposes")],
            jointly_with=[ru],
            source=source,
        )
        make_follow_up(meeting, slug="f1", promised_by=[us], source=source)
    return meeting


def write(row, **values):
    """One save; the event it leaves."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return last_event(row)


def withhold_address(event):
    return address(event.pgh_tracked_model, "withhold", event.pk)


def withhold(client, event, reason=REASON):
    where = withhold_address(event)
    assert client.get(where).status_code == 200
    response = client.post(where, {"reason": reason}, follow=True)
    assert Withheld.objects.filter(event=event.pk).exists()
    return response


def history_page(client, meeting):
    return text(client.get(reverse("meeting_changes", args=[meeting.slug])))


def items(client, meeting):
    """What the public page tells, newest first: heading, fields by label, notices."""
    saves = client.get(reverse("meeting_changes", args=[meeting.slug])).context["saves"]
    return [
        (
            f"{item.noun} {item.who} {item.verb}",
            {f.label: "|".join(p.text for p in f.pieces) for f in item.fields},
            [notice.reason for notice in item.notices],
        )
        for save in saves
        for item in save.items
    ]


def assert_nowhere(client, secret=SECRET):
    pages = crawl(client, "/meetings/talks/changes/")
    assert len(pages) > 15
    assert [where for where, page in pages.items() if secret in page.lower()] == []


# What readers see


@pytest.mark.parametrize(("table", "name"), TEXTS, ids=lambda value: getattr(value, "name", value))
def test_withheld_words_show_nowhere(table, name, talks, admin_client, client):
    """Saved before and after with other changes, so that they stand in several states."""
    row = table.model.objects.first()
    was = getattr(row, name)
    event = write(row, **{name: f"{was} {SECRET}"})
    if hasattr(row, "order"):
        write(row, order=7)
    write(row, **{name: was})
    assert SECRET in history_page(client, talks)
    withhold(admin_client, event)
    assert REASON in history_page(client, talks)
    assert_nowhere(client)


def test_neither_old_nor_new_value_of_the_revision_itself(talks, admin_client, client):
    said = talks.statements.get()
    write(said, text="Alpha.")
    event = write(said, text=f"Beta {SECRET}.")
    write(said, text="Gamma.")
    withhold(admin_client, event)
    assert items(client, talks) == [
        ("Statement s1 Us changed", {"text": "[withheld]|Gamma."}, [REASON]),
        ("Statement s1 Us changed", {}, [REASON]),
        ("Statement s1 Us changed", {"text": "The talks were frank.|Alpha."}, []),
    ]


def test_first_revision_is_withheld(talks, admin_client, client):
    said = talks.statements.get()
    make = make_statement(talks, f"Alpha {SECRET}.", slug="s2", party=said.party)
    first = last_event(make)
    write(make, act="denial")
    write(make, text="Beta.")
    withhold(admin_client, first)
    assert_nowhere(client)
    make.delete()
    assert_nowhere(client)


def test_words_from_before_publication(admin_client, client):
    with transaction.atomic():
        us = make_party("Us")
        meeting = make_meeting("Talks", slug="talks", parties=[us])
        said = make_statement(meeting, f"Alpha {SECRET}.", slug="s1", party=us)
        make_statement(meeting, "Else.", party=make_party("Ru"), issues=[make_issue()])
    write(said, text="Beta.")
    assert SECRET in history_page(client, meeting)
    withhold(admin_client, last_event(said).__class__.objects.filter(pgh_obj_id=said.pk).first())
    assert items(client, meeting) == [
        ("Statement s1 Us changed", {"text": "[withheld]|Beta."}, [REASON])
    ]
    assert_nowhere(client)


def test_removal_is_withheld(talks, admin_client, client):
    said = talks.statements.get()
    event = write(said, speaker_title=f"{SECRET}")
    said.delete()
    gone = Statement.pgh_event_model.objects.filter(pgh_label="delete").get()
    withhold(admin_client, gone)
    withhold(admin_client, event)
    [heading, fields, notices] = items(client, talks)[0]
    assert "removed" in heading and notices
    assert_nowhere(client)


def test_saved_while_a_draft_again(talks, admin_client, client):
    said = talks.statements.get()
    write(talks, is_draft=True)
    event = write(said, text=f"Alpha {SECRET}.")
    write(said, act="denial")
    write(talks, is_draft=False)
    write(said, text="Beta.")
    assert SECRET in history_page(client, talks)
    withhold(admin_client, event)
    assert_nowhere(client)


def test_persons_and_stances(talks, admin_client, client):
    said, person = talks.statements.get(), make_official(f"Boris {SECRET}")
    make_statement(make_meeting(parties=[make_party()]), speaker=person)
    event = write(said, speaker=person)
    write(said, speaker=None)
    stance = StatementIssue.objects.get()
    other = write(stance, stance="conditional")
    write(stance, stance="opposes")
    withhold(admin_client, event)
    withhold(admin_client, other)
    page = history_page(client, talks)
    assert SECRET not in page and "conditional" not in page and "opposes" in page


def test_reason_of_a_withheld_correction_goes_too(talks, admin_client, client):
    said = talks.statements.get()
    change(admin_client, said, text="Beta.", correction=f"It is {SECRET}.")
    assert SECRET in history_page(client, talks)
    withhold(admin_client, last_event(said))
    assert_nowhere(client)


def test_words_are_shown_again(talks, admin_client, client):
    said = talks.statements.get()
    event = write(said, text=f"Alpha {SECRET}.")
    write(said, text="Beta.")
    withhold(admin_client, event)
    page = admin_client.get(withhold_address(event))
    assert REASON in text(page) and "by editor" in text(page)
    shown = admin_client.post(withhold_address(event), {"show": "on"}, follow=True)
    assert told(shown) == ["The public history shows this revision again."]
    page = history_page(client, talks)
    assert SECRET in page and REASON not in page


def test_staff_are_not_named_and_reason_is_text(talks, admin_client, client):
    event = write(talks.statements.get(), text="Alpha.")
    withhold(admin_client, event, "<b>Private</b> & so on.")
    page = history_page(client, talks)
    assert "&lt;b&gt;Private&lt;/b&gt; &amp; so on." in page and "editor" not in page


# In the admin


def test_history_offers_it_and_says_so(talks, admin_client):
    said = talks.statements.get()
    event = write(said, text="Alpha.")
    page = history(admin_client, talks).content.decode()
    assert withhold_address(event) in page and "Withheld from the public" not in page
    response = withhold(admin_client, event)
    assert "Readers are told that this revision is withheld" in told(response)[0]
    for shown in [history(admin_client, talks), history(admin_client, said)]:
        assert f"Withheld from the public: {REASON}" in text(shown)
        assert "Show to the public again…" in text(shown)
        # Staff go on seeing it.
        assert "Alpha." in text(shown)


def test_page_leads_to_the_revision_before_and_warns(talks, admin_client):
    said = talks.statements.get()
    before = last_event(said)
    event = write(said, text="Alpha.")
    page = admin_client.get(withhold_address(event)).content.decode()
    assert withhold_address(before) in page and "on the site now" in page
    write(said, text="Beta.")
    assert "on the site now" not in admin_client.get(withhold_address(event)).content.decode()


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501, "a\0b"])
def test_a_reason_is_needed(reason, talks, admin_client):
    event = write(talks.statements.get(), text="Alpha.")
    page = admin_client.post(withhold_address(event), {"reason": reason})
    assert page.status_code == 200 and page.context["form"].errors["reason"]
    assert not Withheld.objects.exists()


def test_second_of_two_is_told(talks, admin_client):
    event = write(talks.statements.get(), text="Alpha.")
    withhold(admin_client, event)
    again = admin_client.post(withhold_address(event), {"reason": "Mine."})
    assert again.status_code == 200 and Withheld.objects.get().reason == REASON
    for _ in range(2):
        answer = admin_client.post(withhold_address(event), {"show": "on"})
        assert answer.status_code == 302 and not Withheld.objects.exists()


def test_only_what_the_public_may_be_told_of(talks, admin_client):
    draft = make_statement(make_meeting(draft=True))
    for event in [last_event(draft), last_event(Official.objects.first())]:
        where = withhold_address(event)
        assert admin_client.get(where).status_code == 404
        assert admin_client.post(where, {"reason": REASON}).status_code == 404
        assert where not in history(admin_client, event.pgh_obj).content.decode()
    for key in [0, 10**30]:
        assert admin_client.get(address(Meeting, "withhold", key)).status_code == 404
    delegation = last_event(Delegation.objects.first())
    assert admin_client.get(withhold_address(delegation)).status_code == 200


@pytest.mark.parametrize("may_edit", [True, False])
def test_who_may_not_publish_withholds_nothing(may_edit, talks, client, django_user_model):
    event = write(talks.statements.get(), text="Alpha.")
    staff = django_user_model.objects.create(username="staff", password="!", is_staff=True)
    names = ["view_statement", "change_statement"] if may_edit else ["view_statement"]
    staff.user_permissions.set(Permission.objects.filter(codename__in=names))
    sign_in(client, staff)
    where = withhold_address(event)
    assert client.get(where).status_code == 403
    assert client.post(where, {"reason": REASON}).status_code == 403
    Withheld.objects.create(model="statement", event=event.pk, reason=REASON)
    assert client.post(where, {"show": "on"}).status_code == 403
    assert Withheld.objects.exists()
    if may_edit:
        page = text(history(client, talks.statements.get()))
        assert where not in page and f"Withheld from the public: {REASON}" in page


def test_strangers_are_sent_to_sign_in(talks, client):
    where = withhold_address(write(talks.statements.get(), text="Alpha."))
    for response in [client.get(where), client.post(where, {"reason": REASON})]:
        assert response.status_code == 302 and "login" in response["Location"]
    assert not Withheld.objects.exists()


@pytest.mark.parametrize("n", [1, 3])
def test_queries_of_a_page_with_withheld_ones(
    n, talks, admin_client, client, django_assert_num_queries
):
    said, source = talks.statements.get(), make_source()
    for number in range(n):
        withhold(admin_client, write(said, text=f"Alpha {number}."))
        write(cite(said, source, locator=f"p. {number}"), locator=f"page {number}")
    with django_assert_num_queries(10):
        client.get(reverse("meeting_changes", args=[talks.slug]))
