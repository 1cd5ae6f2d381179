"""Every constraint of the database, broken once by writes that no form has seen."""

import pytest
from django.db import IntegrityError, connection, models, transaction

from talks.models import (
    Appointment,
    Delegate,
    Delegation,
    FollowUp,
    Issue,
    Meeting,
    Official,
    OldId,
    Party,
    PartyMember,
    PartyName,
    Place,
    Process,
    Source,
    Statement,
    StatementIssue,
    StatementParty,
)
from tests.models.rows import BESIDE, MODELS, one_of_each

pytestmark = pytest.mark.django_db
NOUNS = [Meeting, Party, Official, Place, Process, Issue, Source]
PUBLISHED = {"is_draft": False}
LATE = {"starts": "2022-02", "ends": "2022-01"}
ITSELF = models.F("pk")

# Updates of a valid row that one constraint refuses, by the constraint's name.
BROKEN = {
    **{f"{model._meta.model_name}_slug_is_an_id": (model, {"slug": "a b"}) for model in NOUNS},
    **{
        f"{model._meta.model_name}_{field}_not_blank": (model, {field: " \n"})
        for model, field in [
            *((noun, "name") for noun in (Party, Official, Process, Issue, PartyName)),
            (Meeting, "title"),
            (Place, "city"),
            (Source, "title"),
            (Appointment, "title"),
            (Statement, "text"),
        ]
    },
    **{
        f"{model._meta.model_name}_{field}_is_a_choice": (model, {field: "shout"})
        for model, fields in {
            Meeting: ["status", "format", "level", "mode"],
            Party: ["kind"],
            Source: ["kind"],
            Delegation: ["role"],
            Delegate: ["role"],
            Statement: ["setting", "act", "wording"],
            StatementParty: ["role"],
            StatementIssue: ["stance"],
            FollowUp: ["kind", "state"],
        }.items()
        for field in fields
    },
    "statement_slug_is_an_id": (Statement, {"slug": "S 1"}),
    "followup_slug_is_an_id": (FollowUp, {"slug": "F 1"}),
    "old_id_noun_is_one": (OldId, {"noun": "statement"}),
    "meeting_published_has_date": (Meeting, PUBLISHED | {"starts": ""}),
    "meeting_published_ends_after_start": (Meeting, PUBLISHED | LATE),
    "meeting_withdrawn_is_draft_with_reason": (Meeting, {"withdrawn_because": "A hoax."}),
    "meeting_time_has_day_and_zone": (Meeting, {"time": "09:30"}),
    "meeting_duration_in_range": (Meeting, {"duration_minutes": 1_000_001}),
    "meeting_not_part_of_itself": (Meeting, {"part_of": ITSELF}),
    "process_not_its_own_parent": (Process, {"parent": ITSELF}),
    "issue_not_its_own_parent": (Issue, {"parent": ITSELF}),
    "party_not_its_own_predecessor": (Party, {"predecessor": ITSELF}),
    "party_not_its_own_member": (PartyMember, {"member": models.F("bloc")}),
    "place_latitude_in_range": (Place, {"latitude": 90.1}),
    "place_longitude_in_range": (Place, {"longitude": -180.1}),
    "source_url_is_http": (Source, {"url": "javascript:alert(1)"}),
    "source_archived_url_is_http": (Source, {"archived_url": "ftp://example.org/"}),
    "delegate_has_official_or_title": (Delegate, {"official": None, "title": " "}),
    "delegate_ends_after_start": (Delegate, LATE),
    "appointment_ends_after_start": (Appointment, LATE),
    "partyname_ends_after_start": (PartyName, LATE),
    "statement_has_maker": (Statement, {"party": None, "speaker": None, "speaker_title": " "}),
    "followup_leads_elsewhere": (FollowUp, {"to_meeting": models.F("meeting")}),
    "followup_promise_has_state": (FollowUp, {"text": "x", "state": ""}),
}
# Constraints that a copy of a row breaks, with what the copy may change and still break it.
TWICE = {
    "delegation_once": (Delegation, {"role": "host", "order": 9}),
    "delegate_once": (Delegate, {"role": "adviser", "title": "x", "starts": "2022"}),
    "meetingplace_once": ("MeetingPlace", {"order": 9}),
    "meetingauspice_once": ("MeetingAuspice", {"order": 9}),
    "meetingissue_once": ("MeetingIssue", {"order": 9}),
    "meetingsource_once": ("MeetingSource", {"order": 9}),
    "party_member_once": (PartyMember, {"order": 9}),
    "statement_once": (Statement, {"text": "other"}),
    "statementparty_once": (StatementParty, {"order": 9}),
    "statementspeaker_once": ("StatementSpeaker", {"order": 9}),
    "statementissue_once": (StatementIssue, {"stance": "supports"}),
    "followup_once": (FollowUp, {"text": "other"}),
    "followuppromiser_once": ("FollowUpPromiser", {"order": 9}),
    "appointment_once": (Appointment, {"ends": "2030", "order": 9}),
    "meeting_cited_once": ("MeetingCitation", {"says": "x"}),
    "statement_cited_once": ("StatementCitation", {"says": "x"}),
    "appointment_cited_once": ("AppointmentCitation", {"says": "x"}),
    "followup_cited_once": ("FollowUpCitation", {"says": "x"}),
    "old_id_given_once": (OldId, {"target": None}),
}
# And changes after which the copy is another row.
APART = {
    "appointment_once": [{"title": "x"}, {"body": "x"}, {"starts": "2013"}],
    "meeting_cited_once": [{"locator": "x"}, {"about": "x"}],
    "statement_cited_once": [{"locator": "x"}, {"about": "x"}],
    "appointment_cited_once": [{"locator": "x"}, {"about": "x"}],
    "followup_cited_once": [{"locator": "x"}, {"about": "x"}],
    "statementparty_once": [{"role": "on_behalf_of"}],
    "delegate_once": [{"official": None, "title": "An aide"}],
    "statement_once": [{"slug": "s0"}],
    "followup_once": [{"slug": "f0"}],
}
ELSEWHERE = {"delegate_one_undated_head"}


def refused(write):
    """The name of the constraint that refuses a write, or None."""
    try:
        with transaction.atomic():
            write()
    except IntegrityError as error:
        return error.__cause__.diag.constraint_name
    return None


def row_of(model):
    rows = {m.__name__: row for m, row in one_of_each().items()}
    return rows[model if isinstance(model, str) else model.__name__]


def copy(row, **changes):
    names = [f.attname for f in row._meta.concrete_fields if not (f.primary_key or f.generated)]
    twin = type(row)(**{name: getattr(row, name) for name in names})
    for name, value in changes.items():
        setattr(twin, name, value)
    return lambda: type(row).objects.bulk_create([twin])


@pytest.mark.parametrize("name", BROKEN)
def test_update_that_breaks_a_rule_is_refused(name):
    model, values = BROKEN[name]
    row = row_of(model)
    assert refused(lambda: model.objects.filter(pk=row.pk).update(**values)) == name


@pytest.mark.parametrize("name", TWICE)
def test_second_row_is_refused(name):
    model, changes = TWICE[name]
    row = row_of(model)
    assert refused(copy(row)) == name
    assert refused(copy(row, **changes)) == name


@pytest.mark.parametrize(("name", "changes"), [(name, c) for name in APART for c in APART[name]])
def test_other_row_is_kept(name, changes):
    assert refused(copy(row_of(TWICE[name][0]), **changes)) is None


def test_overlong_locators_differ_by_their_ends():
    row = row_of("MeetingCitation")
    assert refused(copy(row, locator="x" * 10_000 + "a")) is None
    assert refused(copy(row, locator="x" * 10_000 + "b")) is None
    assert refused(copy(row, locator="x" * 10_000 + "b")) == "meeting_cited_once"


def head(**fields):
    return {"official": None, "title": "x", "role": "head", **fields}


def test_two_undated_heads_are_refused_and_dated_or_lesser_ones_kept():
    row = row_of(Delegate)
    assert refused(copy(row, **head())) is None
    assert refused(copy(row, **head())) == "delegate_one_undated_head"
    assert refused(copy(row, **head(starts="2022"))) is None
    assert refused(copy(row, **head(ends="2022"))) is None
    assert refused(copy(row, **head(role="deputy_head"))) is None


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Meeting, {"duration_minutes": 1}),
        (Meeting, {"duration_minutes": 1_000_000}),
        (Meeting, {"time": "09:30", "timezone": "UTC"}),
        (Meeting, {"time": "09:30", "timezone": "UTC", "starts": "2022-01-10~"}),
        (Meeting, LATE),
        (Meeting, PUBLISHED | {"starts": "2022-01-10", "ends": "2022-01-10"}),
        (Meeting, PUBLISHED | {"starts": "2022-01", "ends": "2022"}),
        (Meeting, PUBLISHED | {"starts": "2022-01-10", "ends": "2022-01"}),
        (Meeting, PUBLISHED | {"starts": "../2022"}),
        (Meeting, PUBLISHED | {"starts": "2022", "ends": "2022/.."}),
        (Place, {"latitude": 90, "longitude": 180}),
        (Place, {"latitude": -90, "longitude": -180}),
        (Place, {"latitude": None, "longitude": None}),
        (Source, {"url": "HTTPS://example.org/", "archived_url": "http://example.org/"}),
        (Delegate, {"official": None, "title": "An aide"}),
        (Delegate, {"starts": "2022-01-10", "ends": "2022-01-10"}),
        (Appointment, {"starts": "2022-05", "ends": "2022"}),
        (Appointment, {"starts": "", "ends": "2022"}),
        (Appointment, {"starts": "2022", "ends": ""}),
        (Statement, {"party": None, "speaker": None, "speaker_title": "A senior official"}),
        (Statement, {"party": None, "speaker_title": ""}),
        (Statement, {"speaker": None, "speaker_title": ""}),
        (FollowUp, {"text": "", "state": ""}),
        *((noun, {"slug": "0-a-9"}) for noun in NOUNS),
    ],
)
def test_update_within_the_rules_is_kept(model, values):
    row = row_of(model)
    assert refused(lambda: model.objects.filter(pk=row.pk).update(**values)) is None


@pytest.mark.parametrize(
    "values",
    [
        {"duration_minutes": 0},
        {"time": "09:30", "timezone": "UTC", "starts": "2022-01"},
        {"time": "09:30", "timezone": "UTC", "starts": ""},
        {"time": "09:30", "timezone": "UTC", "starts": "2022-01-10/2022-01-11"},
        {"time": "09:30", "timezone": "UTC", "starts": "../2022-01-10"},
        {"time": "09:30", "timezone": "", "starts": "2022-01-10"},
        PUBLISHED | {"starts": "2022-01-10", "ends": "../2022-01-09"},
        {"withdrawn_at": "2022-01-10T12:00Z"},
        {"withdrawn_at": "2022-01-10T12:00Z", "withdrawn_because": " \n"},
        PUBLISHED | {"withdrawn_at": "2022-01-10T12:00Z", "withdrawn_because": "A hoax."},
        {"slug": "a\n"},
        {"slug": ""},
        {"slug": "É"},
        {"slug": "A"},
    ],
)
def test_meeting_beyond_the_rules_is_refused(values):
    row = row_of(Meeting)
    assert refused(lambda: Meeting.objects.filter(pk=row.pk).update(**values))


def choice_fields():
    return [(m, f) for m in MODELS for f in m._meta.concrete_fields if f.choices and m != OldId]


@pytest.mark.parametrize(("model", "field"), choice_fields(), ids=str)
def test_choices_are_the_same_in_the_form_and_the_database(model, field):
    row = row_of(model)
    for value in ["", *(value for value, _ in field.choices)]:
        kept = refused(
            lambda v=value: type(row).objects.filter(pk=row.pk).update(**{field.name: v})
        )
        if value or model is not FollowUp:
            assert (kept is None) == (bool(value) or field.blank), (value, kept)


@pytest.mark.parametrize("model", NOUNS)
def test_id_names_one_row(model):
    assert refused(copy(row_of(model))) == f"talks_{model._meta.model_name}_slug_key"


@pytest.mark.parametrize("model", [m for m in MODELS if hasattr(m, "order")])
def test_order_is_not_negative(model):
    row = row_of(model)
    assert "order_check" in refused(lambda: type(row).objects.filter(pk=row.pk).update(order=-1))


def test_every_constraint_of_the_models_has_a_test():
    named = {c.name for model in MODELS for c in model._meta.constraints}
    assert named == BROKEN.keys() | TWICE.keys() | ELSEWHERE


def test_database_has_the_constraints_of_the_models_and_no_others():
    """Those of keys, and of unique or non-negative fields, have names of Django's own."""
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT conname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
                WHERE contype IN ('c', 'u', 'x') AND relname LIKE 'talks\\_%'
            UNION SELECT indexname FROM pg_indexes
                WHERE tablename LIKE 'talks\\_%' AND indexdef LIKE 'CREATE UNIQUE%'
        """)
        found = {name for (name,) in cursor.fetchall() if not name.startswith("talks_")}
    assert found == {c.name for model in [*MODELS, *BESIDE] for c in model._meta.constraints}
