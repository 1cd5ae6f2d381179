"""What readers may not see, added to a record that is public: drafts, and all that staff keep."""

from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from talks.models import (
    Appointment,
    Correction,
    Delegate,
    FollowUp,
    ImportItem,
    ImportJob,
    Issue,
    LinkCheck,
    Meeting,
    MeetingCitation,
    Merge,
    MovedStatement,
    Official,
    Party,
    Place,
    Process,
    ProposedChange,
    Source,
    Statement,
    StatementCitation,
    Subscriber,
    Subscription,
)
from tests.factories import (
    cite,
    make_appointment,
    make_delegate,
    make_delegation,
    make_follow_up,
    make_issue,
    make_meeting,
    make_member,
    make_official,
    make_party,
    make_party_name,
    make_place,
    make_process,
    make_source,
    make_statement,
)
from tests.secret.public_record import saved_by
from tests.secret.words import YEAR, filled, word


def add_secrets(record):
    with saved_by(record.staff[0]):
        add_drafts(record)
    add_notes_of_staff(record)
    add_imports_and_merges(record)


def add_drafts(record):
    """On days of their own, on those of public meetings, and on those to come; tied both ways."""
    hidden = secret_nouns(record)
    drafts = [
        add_draft(record, hidden, f"draft {n}", starts=starts, status=status)
        for n, (starts, status) in enumerate(
            [
                (f"{YEAR}-02-03", "held"),
                ("2022-01-10", "held"),
                (timezone.now().date().isoformat(), "tentative"),
                ("2042-03-01", "planned"),
            ]
        )
    ]
    # What was renamed or removed leaves its id behind.
    renamed, removed = drafts[1], make_meeting(**draft_words("removed draft"), draft=True)
    renamed.slug = word("renamed draft, slug")
    renamed.save()
    removed.delete()
    # Links from what is public.
    record.talks.follow_ups.update(to_meeting=drafts[0])
    Meeting.objects.filter(pk=record.talks.pk).update(part_of=drafts[0])


def draft_words(label):
    return filled(Meeting, label, "withdrawn_because")


def secret_nouns(record):
    """Nouns that nothing public names; each names one that is public, where it can."""
    hidden = {
        "party": make_party(**filled(Party, "party", predecessor=record.us), iso="KP"),
        "official": make_official(
            **filled(Official, "official"), other_names=[word("other name of an official")]
        ),
        "place": make_place(
            **filled(Place, "place", latitude=11.8642, longitude=-33.9753), country="LA"
        ),
        "process": make_process(**filled(Process, "process", parent=record.process)),
        "issue": make_issue(**filled(Issue, "issue", parent=record.issue)),
        "source": make_source(**filled(Source, "source")),
    }
    make_party_name(hidden["party"], word("other name of a party"))
    bloc = make_party(**filled(Party, "bloc"))
    make_member(bloc, record.us)
    post = make_appointment(
        hidden["official"],
        record.us,
        **filled(Appointment, "post"),
        starts=YEAR,
        source=record.source,
    )
    cite(post, hidden["source"], **citation_words("post"))
    return hidden


def citation_words(label):
    return filled(StatementCitation, f"citation of a {label}")


def add_draft(record, hidden, label, **fields):
    draft = make_meeting(
        draft=True,
        parties=[record.us, hidden["party"]],
        places=[record.place, hidden["place"]],
        issues=[record.issue, hidden["issue"]],
        auspices=[hidden["party"]],
        process=record.process if label == "draft 0" else hidden["process"],
        part_of=record.talks,
        **draft_words(label),
        **fields,
    )
    cite(draft, record.source, **filled(MeetingCitation, f"citation of {label}"))
    for delegation in draft.delegations.all():
        make_delegate(delegation, hidden["official"], **filled(Delegate, f"delegate at {label}"))
        make_delegate(delegation, record.official, order=1, title=word(f"post at {label}"))
    make_delegation(draft, record.ru, order=2)
    add_statements(record, hidden, draft, label)
    add_follow_up(record, hidden, draft, label)
    return draft


def add_statements(record, hidden, draft, label):
    """By somebody public on a public issue, and by somebody who is not."""
    for who, issue, party in [
        (record.official, record.issue, record.us),
        (hidden["official"], hidden["issue"], hidden["party"]),
    ]:
        said = make_statement(
            draft,
            **filled(Statement, f"statement of {label} by {who.slug}"),
            speaker=who,
            party=party,
            issues=[(issue, "supports")],
            jointly_with=[record.ru],
            joint_speakers=[hidden["official"] if who == record.official else record.official],
            to=[hidden["party"]],
            source=record.source,
        )
        cite(said, hidden["source"], **citation_words(f"statement of {label} by {who.slug}"))


def add_follow_up(record, hidden, draft, label):
    promise = make_follow_up(
        draft,
        **filled(FollowUp, f"follow-up of {label}"),
        to_meeting=record.later,
        due="2022-02",
        promised_by=[record.us, hidden["party"]],
        source=record.source,
    )
    cite(promise, hidden["source"], **citation_words(f"follow-up of {label}"))


def add_notes_of_staff(record):
    now, by = timezone.now(), record.staff[0]
    said = record.talks.statements.first()
    for n, state in enumerate(["new", "accepted", "declined"]):
        handled = {} if state == "new" else {"handled_by": by, "handled_at": now}
        Correction.objects.create(
            meeting=record.talks,
            statement=said,
            state=state,
            **filled(Correction, f"correction {n}", receipt=f"receipt-{n}"),
            **handled,
        )
    for n, state in enumerate(["waiting", "applied", "declined", "withdrawn"]):
        decided = {} if state == "waiting" else {"decided_by": record.staff[1], "decided_at": now}
        words = filled(ProposedChange, f"proposed change {n}")
        ProposedChange.objects.create(
            meetings=[record.talks.pk], author=by, state=state, **words, **decided
        )
    reader = Subscriber.objects.create(**filled(Subscriber, "reader"))
    for n, confirmed in enumerate([None, now]):
        words = filled(Subscription, f"subscription {n}", "query", query=f"year={YEAR}{n}")
        words |= {"what": "meetings", "frequency": "daily", "confirmed_at": confirmed}
        Subscription.objects.create(subscriber=reader, turned_on=now.date(), **words)
    LinkCheck.objects.create(
        digest="0" * 32, asked_at=now, failing_since=now, **filled(LinkCheck, "dead link", "digest")
    )
    LogEntry.objects.create(
        user=by,
        action_flag=2,
        object_id=str(record.talks.pk),
        content_type=ContentType.objects.get_for_model(Meeting),
        **filled(LogEntry, "log of the admin", "object_id"),
    )
    AccessAttempt.objects.create(
        failures_since_start=3, **filled(AccessAttempt, "failed sign-in", "http_accept")
    )


def add_imports_and_merges(record):
    by = record.staff[0]
    job = ImportJob.objects.create(
        user=by, form="csv", state="checked", **filled(ImportJob, "import", "user")
    )
    ImportItem.objects.create(job=job, line=1, outcome="created", **filled(ImportItem, "line"))
    source = Source.objects.get(title=word("source, title"))
    merge = Merge.objects.create(
        noun="source", kept=source.pk, merged=0, save_token="a", by=by, **filled(Merge, "merge")
    )
    MovedStatement.objects.create(
        merge=merge,
        meeting_slug=word("meeting of a moved statement"),
        slug=word("moved statement"),
        statement=record.talks.statements.first().pk,
    )
