"""What changed on a meeting's page: public states only, each difference in words."""

import pytest
from django.urls import reverse
from django.utils import timezone

from talks.models import Delegation, MeetingIssue, StatementIssue
from tests.factories import (
    cite,
    make_delegate,
    make_delegation,
    make_follow_up,
    make_issue,
    make_meeting,
    make_official,
    make_party,
    make_place,
    make_process,
    make_source,
    make_statement,
)

# A save is a transaction: without one of its own for each, all would be one.
pytestmark = pytest.mark.django_db(transaction=True)


def changes_page(client, meeting, page=1):
    response = client.get(reverse("meeting_changes", args=[meeting.slug]), {"page": page})
    assert response.status_code == 200
    return response


def told(client, meeting):
    """Each save as a list of what the page tells of it, newest first."""
    saves = changes_page(client, meeting).context["saves"]
    return [[told_of(item) for item in save.items] for save in saves]


def told_of(item):
    fields = {field.label: marked(field.pieces) for field in item.fields}
    return f"{item.noun} {item.verb}: {item.who}".removesuffix(": "), fields


def marked(pieces):
    """A text with "[-…]" around what went and "[+…]" around what came."""
    signs = {"same": "{}", "removed": "[-{}]", "added": "[+{}]", "gap": "…"}
    return "".join(signs[piece.kind].format(piece.text) for piece in pieces)


def write(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    row.refresh_from_db()


def published_talks(**fields):
    """A meeting with a delegation of one, entered as a draft and then published."""
    party, official = make_party("United States"), make_official("Wendy Sherman")
    meeting = make_meeting("Security talks", draft=True, **fields)
    make_delegation(meeting, party, delegates=[official])
    write(meeting, is_draft=False)
    return meeting


def test_nothing_changed_since_first_publication(client):
    meeting = published_talks()
    response = changes_page(client, meeting)
    assert response.context["saves"] == []
    assert b"Nothing has changed since it was first published on" in response.content
    assert meeting.get_absolute_url().encode() in response.content


def test_draft_has_no_public_history(client):
    draft = make_meeting(draft=True)
    address = reverse("meeting_changes", args=[draft.slug])
    assert client.get(address).status_code == 404


def test_renamed_and_removed_meetings(client):
    meeting = published_talks(slug="before")
    write(meeting, slug="after")
    moved = client.get("/meetings/before/changes/?page=1")
    assert (moved.status_code, moved["Location"]) == (301, "/meetings/after/changes/?page=1")
    assert told(client, meeting) == [
        [("This meeting changed", {"id": "[-before][+after]"})],
    ]
    meeting.delete()
    assert client.get("/meetings/after/changes/").status_code == 410


def test_fields_of_the_meeting_in_words(client):
    meeting = published_talks(status="planned", outcome="The two sides agreed to meet again soon.")
    write(
        meeting,
        status="held",
        starts="2022-01-11~",
        duration_minutes=480,
        outcome="The two sides agreed to meet again in Vienna.",
        time=None,
    )
    assert told(client, meeting) == [
        [
            (
                "This meeting changed",
                {
                    "status": "[-planned][+held]",
                    "start": "[-10 January 2022][+about 11 January 2022]",
                    "length in minutes": "[+480]",
                    "outcome": "The two sides agreed to meet again [-soon.][+in Vienna.]",
                },
            )
        ]
    ]


def test_lists_of_the_meeting(client):
    gone = make_issue("Missiles")
    meeting = published_talks(issues=[gone])
    MeetingIssue.objects.filter(meeting=meeting).delete()
    meeting.meeting_places.create(place=make_place("Geneva"))
    cite(meeting, make_source("Talks end", publisher="A News"), "paragraph 3", about="venue")
    found = [item for save in told(client, meeting) for item in save]
    assert found == [
        ("This meeting changed", {"citation": "[+A News, Talks end, paragraph 3 (venue)]"}),
        ("This meeting changed", {"place": "[+Geneva, Switzerland]"}),
        # No published meeting has it any more: its name is not for the public.
        ("This meeting changed", {"issue": "[-(issue no longer on record)]"}),
    ]


def test_delegates_come_change_and_go(client):
    meeting = published_talks()
    delegation = meeting.delegations.get()
    sherman = delegation.delegates.get()
    write(sherman, role="head", title="Deputy Secretary")
    sherman.delete()
    make_delegate(delegation, title="an interpreter", role="interpreter")
    found = [item for save in told(client, meeting) for item in save]
    assert found == [
        (
            "Delegate added: an interpreter for United States, interpreter",
            {"title": "[+an interpreter]"},
        ),
        (
            "Delegate removed: (official no longer on record) for United States, head",
            {"title": "[-Deputy Secretary]"},
        ),
        (
            "Delegate changed: (official no longer on record) for United States, head",
            {"title": "[+Deputy Secretary]", "role": "[-member][+head]"},
        ),
    ]


def test_delegation_comes_and_goes(client):
    meeting = published_talks()
    other = make_meeting(parties=[make_party("Russia")])
    russia = other.delegations.get().party
    delegation = make_delegation(meeting, russia, role="host")
    delegation.delete()
    found = [item for save in told(client, meeting) for item in save]
    assert found == [
        ("Delegation removed: Russia", {"role": "[-host]"}),
        ("Delegation added: Russia", {"role": "[+host]"}),
    ]


def test_statement_added_changed_and_removed(client):
    meeting = published_talks()
    party = meeting.delegations.get().party
    issue = make_issue("NATO enlargement")
    make_meeting(issues=[issue])
    statement = make_statement(
        meeting, "The door is open.", slug="s1", party=party, act="position", cited=False
    )
    write(statement, text="The door stays open.", act="rejection")
    row = StatementIssue.objects.create(statement=statement, issue=issue, stance="supports")
    write(row, stance="opposes")
    page = changes_page(client, meeting)
    address = reverse("statement_detail", args=[meeting.slug, "s1"])
    assert f'<a href="{address}">Statement s1</a>' in page.content.decode()
    statement.delete()
    assert address not in changes_page(client, meeting).content.decode()
    found = [item for save in told(client, meeting) for item in save]
    assert found == [
        (
            "Statement s1 removed: United States",
            {
                "text": "[-The door stays open.]",
                "act": "[-rejection]",
                "issue": "[-NATO enlargement: opposes]",
            },
        ),
        (
            "Statement s1 changed: United States",
            {"issue": "[-NATO enlargement: supports][+NATO enlargement: opposes]"},
        ),
        ("Statement s1 changed: United States", {"issue": "[+NATO enlargement: supports]"}),
        (
            "Statement s1 changed: United States",
            {"text": "The door [-is][+stays] open.", "act": "[-position][+rejection]"},
        ),
        (
            "Statement s1 added: United States",
            {"text": "[+The door is open.]", "act": "[+position]"},
        ),
    ]


def test_heading_of_a_change_says_what_changed(client):
    meeting = published_talks()
    statement = make_statement(meeting, speaker_title="a senior official", slug="s1", cited=False)
    write(statement, text="Other words altogether.", act="demand", setting="session")
    html = changes_page(client, meeting).content.decode()
    assert "text and setting changed" not in html
    assert "text changed; setting and act added" in " ".join(html.split())


def test_reordering_is_not_told(client):
    meeting = published_talks()
    write(meeting.delegations.get(), order=7)
    assert told(client, meeting) == []


def test_what_was_a_draft_again_shows_as_one_change(client):
    meeting = published_talks(outcome="None on record.")
    write(meeting, is_draft=True, summary="A secret working title.")
    write(meeting, outcome="Too early to say.")
    hidden = make_statement(meeting, "Never shown.", cited=False)
    hidden.delete()
    kept = make_statement(meeting, "A first wording.", slug="s2", cited=False)
    write(kept, text="The final wording.")
    write(meeting, is_draft=False, summary="", outcome="A joint statement on record.")
    response = changes_page(client, meeting)
    (save,) = response.context["saves"]
    assert save.is_republication
    assert [told_of(item) for item in save.items] == [
        ("This meeting changed", {"outcome": "[-None][+A joint statement] on record."}),
        (f"Statement s2 added: {kept.party}", {"text": "[+The final wording.]"}),
    ]
    for secret in (b"secret", b"Too early", b"Never shown", b"first wording"):
        assert secret not in response.content


def test_publication_again_without_a_change(client):
    meeting = published_talks()
    write(meeting, is_draft=True)
    write(meeting, is_draft=False)
    response = changes_page(client, meeting)
    (save,) = response.context["saves"]
    assert (save.is_republication, save.items) == (True, [])
    assert b"Nothing else had changed" in response.content


def test_link_to_a_draft_is_left_out(client):
    meeting = published_talks()
    later = make_meeting("A secret round", draft=True)
    whole = make_meeting("A secret conference", draft=True)
    promise = make_follow_up(meeting, "They will talk again.", slug="f1")
    link = make_follow_up(meeting, text="", slug="f2", to_meeting=later)
    write(promise, to_meeting=later)
    write(meeting, part_of=whole)
    write(later, is_draft=False)
    write(whole, is_draft=False)
    write(promise, outcome="A round in Vienna.")
    write(link, kind="preparatory")
    found = [item for save in told(client, meeting) for item in save]
    assert found == [
        (
            "Follow-up f2 added",
            {"kind": "[+preparatory]", "later meeting": "[+A secret round]"},
        ),
        (
            "Follow-up f1 changed",
            {"later meeting": "[+A secret round]", "outcome": "[+A round in Vienna.]"},
        ),
        (
            "Follow-up f1 added",
            {"text": "[+They will talk again.]", "kind": "[+follow-up]", "state": "[+pending]"},
        ),
    ]
    write(later, is_draft=True)
    write(whole, is_draft=True)
    assert b"secret" not in changes_page(client, meeting).content


def test_what_moved_between_a_draft_and_the_meeting(client):
    """Of its time at the draft nothing is told."""
    meeting, draft = published_talks(), make_meeting(draft=True)
    statement = make_statement(draft, "A secret wording.", slug="s1", cited=False)
    delegation = make_delegation(draft, statement.party)
    secret = make_official("A secret envoy")
    delegate = make_delegate(delegation, secret)
    write(statement, text="The wording.")
    write(statement, meeting=meeting)
    Delegation.objects.filter(pk=delegation.pk).update(meeting=meeting)
    delegate.delete()
    write(statement, meeting=draft)
    write(statement, text="Another secret.")
    write(delegation, meeting=draft)
    make_delegate(delegation, make_official("Another secret envoy"))
    response = changes_page(client, meeting)
    assert b"secret" not in response.content
    found = [item[0] for save in told(client, meeting) for item in save]
    assert found == [
        "Delegation removed: (party no longer on record)",
        "Statement s1 removed: (party no longer on record)",
        "Delegate removed: (official no longer on record) for (party no longer on record), member",
        "Delegation added: (party no longer on record)",
        "Delegate added: (official no longer on record) for (party no longer on record), member",
        "Statement s1 added: (party no longer on record)",
    ]


def test_citation_that_moved_to_another_statement(client):
    meeting, source = published_talks(), make_source("A report")
    one = make_statement(meeting, slug="s1", source=source)
    other = make_statement(meeting, slug="s2", party=one.party, cited=False)
    write(one.citations.get(), statement=other)
    assert told(client, meeting)[0] == [
        (f"Statement s1 changed: {one.party}", {"citation": "[-A report, paragraph 1]"}),
        (f"Statement s2 changed: {one.party}", {"citation": "[+A report, paragraph 1]"}),
    ]


def test_names_are_those_of_public_nouns_only(client):
    party, official, process = make_party("Secretland"), make_official("A Secret"), make_process()
    meeting = published_talks()
    delegation = make_delegation(meeting, party, delegates=[official])
    write(meeting, process=process)
    assert b"Secretland" in changes_page(client, meeting).content
    write(meeting, process=None)
    delegation.delete()
    make_meeting(draft=True, parties=[party], process=process)
    html = changes_page(client, meeting).content.decode()
    assert "Secret" not in html
    assert process.name not in html
    assert "(process no longer on record)" in html


def test_names_of_staff_are_not_told(client, admin_client, admin_user):
    meeting = published_talks()
    address = reverse("admin:talks_meeting_change", args=[meeting.pk])
    form = admin_client.get(address).context["adminform"].form
    data = {name: value for name, value in form.initial.items() if value not in (None, [])}
    for formset in admin_client.get(address).context["inline_admin_formsets"]:
        prefix = formset.formset.prefix
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    response = admin_client.post(address, data | {"title": "Another title"})
    assert response.status_code == 302, response.context["errors"]
    page = changes_page(client, meeting)
    assert len(page.context["saves"]) == 1
    assert admin_user.username.encode() not in page.content


def test_markup_in_the_record_is_text(client):
    meeting = published_talks(outcome="plain")
    write(meeting, outcome="<script>alert(1)</script>")
    html = changes_page(client, meeting).content.decode()
    assert "<script>" not in html
    assert "<ins>&lt;script&gt;alert(1)&lt;/script&gt;</ins>" in html


def test_pages_are_of_a_bounded_length(client):
    meeting = published_talks()
    for number in range(26):
        make_statement(meeting, "Again.", slug=f"n{number}", cited=False)
    first, second = changes_page(client, meeting), changes_page(client, meeting, 2)
    shown = [sum(len(save.items) for save in page.context["saves"]) for page in (first, second)]
    assert shown == [25, 1]
    assert b"First published." not in first.content
    assert b"First published." in second.content
    assert b"Changed 26 times" in first.content


def test_moment_is_a_time_in_words(client):
    meeting = published_talks()
    write(meeting, title="Other talks")
    moment = timezone.localtime(changes_page(client, meeting).context["saves"][0].moment)
    html = changes_page(client, meeting).content.decode()
    assert f'<time datetime="{moment:%Y-%m-%dT%H:%M:%S}' in html
    assert f"{moment.day} {moment:%B %Y}" in html
    assert "UTC" in html


@pytest.mark.parametrize("n", [1, 3])
def test_changes_queries(n, client, django_assert_num_queries):
    """Each table and each noun once, however much of it changed."""
    meeting, process = published_talks(), make_process()
    for _ in range(n):
        write(meeting, process=None)
        write(meeting, process=process, part_of=make_meeting())
        meeting.meeting_places.create(place=make_place())
        meeting.meeting_auspices.create(party=make_party())
        meeting.meeting_issues.create(issue=make_issue())
        meeting.meeting_sources.create(source=make_source())
        cite(meeting, make_source())
        make_delegation(meeting, delegates=[make_official()])
        statement = make_statement(
            meeting,
            speaker=make_official(),
            issues=[make_issue()],
            to=[make_party()],
            joint_speakers=[make_official()],
        )
        write(statement, text="Other words.")
        make_follow_up(meeting, promised_by=[make_party()], source=make_source())
    with django_assert_num_queries(29):
        response = client.get(reverse("meeting_changes", args=[meeting.slug]))
    assert response.status_code == 200


@pytest.mark.parametrize("n", [1, 3])
def test_changes_queries_when_nothing_changed(n, client, django_assert_num_queries):
    meeting = make_meeting(draft=True)
    for _ in range(n):
        make_statement(meeting)
    write(meeting, is_draft=False)
    with django_assert_num_queries(2):
        client.get(reverse("meeting_changes", args=[meeting.slug]))
