"""What readers may see, and the secrets in its past: its drafts, its editors, what was withheld."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pghistory
from django.contrib.auth.models import User
from django.urls import reverse

from talks.following import links
from talks.models import Meeting, Statement, Withheld
from tests.admin.saves import last_event
from tests.factories import (
    cite,
    make_appointment,
    make_delegate,
    make_follow_up,
    make_issue,
    make_meeting,
    make_member,
    make_official,
    make_party,
    make_place,
    make_process,
    make_source,
    make_statement,
    make_subscription,
)
from tests.secret.words import KEY, LOST_YEAR, filled, word

BECAUSE = "Its only source was a hoax."


def make_public_record():
    record = SimpleNamespace(staff=[make_staff(n) for n in range(2)], **nouns())
    with saved_by(record.staff[0]):
        record.talks = published_after_a_past(record)
    with saved_by(record.staff[1]):
        record.later = make_meeting(
            "Later talks", slug="later", starts="2022-03-01", **seats(record), source=record.source
        )
        record.planned = make_meeting(
            "Planned talks", slug="planned", status="planned", starts="2042-03-01", **seats(record)
        )
    change_in_public(record)
    withhold(record)
    draft_for_a_while(record)
    record.withdrawn = withdrawn(record)
    record.links = secret_links()
    return record


def secret_links():
    """What a reader of the mails about this record may open, who follows two things."""
    followed, asked = make_subscription(), make_subscription(confirmed=False)
    return [
        reverse("follow_confirm", args=[links.confirm_token(asked)]),
        reverse("follow_manage", args=[links.manage_token(followed.subscriber)]),
        reverse("follow_unsubscribe", args=[links.unsubscribe_token(followed)]),
    ]


def make_staff(n):
    names = filled(User, f"staff {n}", "password", pk=KEY + n)
    return User.objects.create(password="!", is_staff=True, is_superuser=True, **names)


def saved_by(user):
    """As the admin's saves: in the history with who it was, and where."""
    return pghistory.context(
        user=user.pk,
        url=f"/admin/{word('address of a save')}/",
        **{word("key of a save's context"): word("value of a save's context")},
    )


def nouns():
    us, ru = make_party("United States", slug="us"), make_party("Russia", slug="ru")
    issue = make_issue("Enlargement", slug="issue", parent=make_issue("Security", slug="security"))
    bloc, source = make_party("The Bloc", slug="bloc", kind="bloc"), make_source(slug="source")
    make_member(bloc, us)
    official = make_official("Ann Public", slug="ann")
    make_appointment(official, us, starts="2021", source=source)
    return {
        "us": us,
        "ru": ru,
        "bloc": bloc,
        "issue": issue,
        "official": official,
        "source": source,
        "process": make_process("The process", slug="process"),
        "place": make_place("Geneva", slug="geneva", latitude=46.2, longitude=6.1),
    }


def seats(record):
    return {
        "parties": [record.us, record.ru],
        "places": [record.place],
        "issues": [record.issue],
        "auspices": [record.bloc],
        "process": record.process,
    }


def published_after_a_past(record):
    """A meeting that was a draft with other words, and with a statement that went again."""
    label = "before it was published"
    texts = filled(Meeting, label, "slug", "title", "withdrawn_because")
    talks = make_meeting(
        word(f"{label}, title"), slug="talks", draft=True, **seats(record), **texts
    )
    cite(talks, record.source, locator=word(f"{label}, locator"))
    make_statement(talks, **filled(Statement, label, "slug"), slug="s9").delete()
    make_delegate(talks.delegations.first(), record.official, title="Deputy Secretary")
    for n, party in enumerate([record.us, record.ru], 1):
        make_statement(
            talks,
            f"The talks were frank, {n}.",
            slug=f"s{n}",
            party=party,
            issues=[(record.issue, "opposes")],
            source=record.source,
        )
    make_follow_up(
        talks, "They meet again.", slug="f1", promised_by=[record.us], source=record.source
    )
    talks.citations.update(locator="paragraph 1")
    for name in texts:
        setattr(talks, name, "")
    talks.title, talks.summary = "Talks", "They met."
    talks.save()
    Meeting.objects.filter(pk=talks.pk).update(is_draft=False)
    talks.refresh_from_db()
    return talks


def write(row, user, **values):
    row.refresh_from_db()
    for name, value in values.items():
        setattr(row, name, value)
    with saved_by(user):
        row.save()
    return last_event(row)


def change_in_public(record):
    said = record.talks.statements.get(slug="s1")
    write(said, record.staff[0], text="The talks were candid.")


def withhold(record):
    """Words that stood in public for a while, and that staff took out of the history."""
    for row, name in [(record.talks, "venue"), (record.talks.statements.get(slug="s2"), "text")]:
        was, secret = getattr(row, name), word(f"withheld, {name}")
        event = write(row, record.staff[1], **{name: secret})
        write(row, record.staff[1], **{name: was})
        Withheld.objects.create(
            model=row._meta.model_name,
            event=event.pk,
            reason="A private address stood here.",
            by=record.staff[1],
        )


def draft_for_a_while(record):
    """Published, a draft again with other words, and published as it was."""
    user, label = record.staff[0], "while it was a draft again"
    words = filled(Meeting, label, "slug", "withdrawn_because")
    was = {name: getattr(record.later, name) for name in words}
    write(record.later, user, is_draft=True)
    write(record.later, user, **words)
    said = make_statement(record.later, word(f"{label}, statement"), slug="s7", party=record.us)
    said.delete()
    write(record.later, user, **was)
    write(record.later, user, is_draft=False)


def withdrawn(record):
    """A meeting that was public, with nouns of its own: readers know its id, and the reason."""
    label = "withdrawn"
    official = make_official(**filled(type(record.official), label), pk=KEY)
    meeting = make_meeting(
        slug="withdrawn",
        pk=KEY,
        starts=f"{LOST_YEAR}-02-03",
        parties=[record.us],
        process=record.process,
        places=[make_place(**filled(type(record.place), label), pk=KEY)],
        source=make_source(**filled(type(record.source), label), pk=KEY),
        **filled(Meeting, label, "slug", "withdrawn_because"),
    )
    make_delegate(meeting.delegations.get(), official, title=word("withdrawn, post"))
    make_statement(meeting, **filled(Statement, label), pk=KEY, speaker=official)
    at = datetime(2026, 1, 2, tzinfo=UTC)
    write(meeting, record.staff[0], is_draft=True, withdrawn_at=at, withdrawn_because=BECAUSE)
    return meeting
