"""The record file, version 1, as Pydantic models: the one definition of its keys and values.

Used to check imports and exports and to publish the JSON Schema. Fields stand in the order of the
canonical file. A key that is absent leaves the record as it is; `null` clears it. Where a noun is
named, it may stand by id or, once, in full.
"""

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
)

from talks.models import choices

from . import values


def either(short, full):
    """A value in its short form (text), or as an object."""
    return Annotated[
        Annotated[short, Tag(values.SHORT)] | Annotated[full, Tag(values.IN_FULL)],
        Discriminator(lambda value: values.IN_FULL if isinstance(value, dict) else values.SHORT),
    ]


def one_of(choices_class):
    return Literal[tuple(choices_class.values)]


def id_or_full(model):
    """A noun by its id, or in full."""
    return either(Id, model)


Id = Annotated[str, Field(max_length=500, pattern=r"^[a-z0-9-]+$")]
Name = Annotated[str, Field(max_length=500), AfterValidator(values.check_not_blank)]
Title = Annotated[str, Field(max_length=500)] | None
Text = Annotated[str, Field(max_length=1_000_000)] | None
FullText = Annotated[str, Field(max_length=1_000_000), AfterValidator(values.check_not_blank)]
Date = Annotated[str, Field(max_length=30), AfterValidator(values.check_date)]
Country = Annotated[str, AfterValidator(values.check_country)]
TimeZone = Annotated[str, AfterValidator(values.check_timezone)]
Time = Annotated[str, AfterValidator(values.check_time)]
Url = Annotated[str, Field(max_length=1_000_000), AfterValidator(values.check_url)]
Minutes = Annotated[int, Field(ge=1, le=1_000_000), BeforeValidator(values.whole_number)]


class Item(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=False)


class OtherName(Item):
    name: Name
    from_: Date | None = Field(None, alias="from")
    to: Date | None = None


class Source(Item):
    id: Id
    old_ids: list[Id] | None = None
    title: Name
    publisher: Text = None
    author: Text = None
    section: Text = None
    kind: one_of(choices.SourceKind) | None = None
    language: Title = None
    url: Url | None = None
    published: Date | None = None
    accessed: Date | None = None
    archived_url: Url | None = None


class Citation(Item):
    source: id_or_full(Source)
    locator: Text = None
    about: Text = None
    says: Text = None


class Place(Item):
    id: Id | None = None
    old_ids: list[Id] | None = None
    city: Name
    country: Country | None = None
    latitude: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)] | None = None
    timezone: TimeZone | None = None


class Process(Item):
    id: Id
    old_ids: list[Id] | None = None
    name: Name
    summary: Text = None
    parent: id_or_full("Process") | None = None


class Issue(Item):
    id: Id
    old_ids: list[Id] | None = None
    name: Name
    summary: Text = None
    parent: id_or_full("Issue") | None = None
    question: Text = None


class Party(Item):
    id: Id
    old_ids: list[Id] | None = None
    name: Name
    kind: one_of(choices.PartyKind) | None = None
    iso: Country | None = None
    members: list[id_or_full("Party")] | None = None
    predecessor: id_or_full("Party") | None = None
    other_names: list[either(Name, OtherName)] | None = None
    native_name: Title = None
    wikidata: Title = None


class Appointment(Item):
    party: id_or_full(Party)
    title: Name
    body: Text = None
    from_: Date | None = Field(None, alias="from")
    to: Date | None = None
    citations: list[Citation] | None = None


class Official(Item):
    id: Id
    old_ids: list[Id] | None = None
    name: Name
    sort_name: Title = None
    native_name: Title = None
    other_names: list[Name] | None = None
    wikidata: Title = None
    appointments: list[Appointment] | None = None


class Delegate(Item):
    official: id_or_full(Official) | None = None
    title: Title = None
    role: one_of(choices.DelegateRole) | None = None
    from_: Date | None = Field(None, alias="from")
    to: Date | None = None
    on_behalf_of: id_or_full(Party) | None = None
    note: Text = None


class Delegation(Item):
    party: id_or_full(Party)
    role: one_of(choices.DelegationRole) | None = None
    delegates: list[Delegate] | None = None


class Original(Item):
    language: Title = None
    text: Text = None
    translator: Text = None


class StatementIssue(Item):
    id: Id
    stance: one_of(choices.Stance) | None = None


class Statement(Item):
    id: Id
    party: id_or_full(Party) | None = None
    speaker: id_or_full(Official) | None = None
    speaker_title: Title = None
    jointly_with: list[id_or_full(Party)] | None = None
    joint_speakers: list[id_or_full(Official)] | None = None
    on_behalf_of: list[id_or_full(Party)] | None = None
    to: list[id_or_full(Party)] | None = None
    on: Date | None = None
    setting: one_of(choices.StatementSetting) | None = None
    act: one_of(choices.StatementAct) | None = None
    wording: one_of(choices.StatementWording) | None = None
    text: FullText
    original: Original | None = None
    issues: list[StatementIssue] | None = None
    citations: list[Citation] | None = None


class FollowUp(Item):
    id: Id
    kind: one_of(choices.FollowUpKind)
    text: Text = None
    promised_by: list[id_or_full(Party)] | None = None
    due: Date | None = None
    meeting: Id | None = None
    state: one_of(choices.FollowUpState) | None = None
    outcome: Text = None
    closed_on: Date | None = None
    citations: list[Citation] | None = None


class Meeting(Item):
    id: Id
    old_ids: list[Id] | None = None
    draft: bool | None = None
    title: Name
    status: one_of(choices.MeetingStatus)
    format: one_of(choices.MeetingFormat) | None = None
    level: one_of(choices.MeetingLevel) | None = None
    mode: one_of(choices.MeetingMode) | None = None
    starts: Date | None
    ends: Date | None = None
    time: Time | None = None
    timezone: TimeZone | None = None
    old_dates: list[Date] | None = None
    last_checked: Date | None = None
    duration_minutes: Minutes | None = None
    duration_note: Text = None
    places: list[id_or_full(Place)] | None = None
    venue: Text = None
    auspices: list[id_or_full(Party)] | None = None
    part_of: Id | None = None
    process: id_or_full(Process) | None = None
    issues: list[id_or_full(Issue)] | None = None
    summary: Text = None
    outcome: Text = None
    delegations: list[Delegation] | None = None
    statements: list[Statement] | None = None
    follow_ups: list[FollowUp] | None = None
    sources: list[id_or_full(Source)] | None = None
    citations: list[Citation] | None = None


NOUNS = {
    "source": Source,
    "place": Place,
    "issue": Issue,
    "process": Process,
    "party": Party,
    "official": Official,
}
