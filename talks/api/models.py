"""What the API answers with: the models of the record file, and pages of them.

Made from talks/record/schema.py: a field added there is in the API by itself.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from talks.record import schema

# The lists of a meeting that a list of meetings leaves to the meeting itself.
WITHOUT = ("statements",)


def fields_of(model, *, without=(), renamed=None):
    """The fields of a model, to make another of."""
    fields = model.model_fields.items()
    return {
        (renamed or {}).get(name, name): (field.annotation, field)
        for name, field in fields
        if name not in without
    }


MEETING = Annotated[schema.Id, Field(description="The meeting at which it was said or promised.")]
MeetingInList = create_model(
    "MeetingInList",
    __base__=schema.Item,
    __doc__="A meeting without its statements, which have a list of their own.",
    **fields_of(schema.Meeting, without=WITHOUT),
)
StatementInList = create_model(
    "StatementInList",
    __base__=schema.Item,
    __doc__="A statement as in its meeting, with the meeting's id.",
    **{"meeting": (MEETING, ...)} | fields_of(schema.Statement),
)
FollowUpInList = create_model(
    "FollowUpInList",
    __base__=schema.Item,
    __doc__="A follow-up with the id of its meeting; what it led to is `later_meeting`.",
    **{"meeting": (MEETING, ...)}
    | fields_of(schema.FollowUp, renamed={"meeting": "later_meeting"}),
)


class Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


def page_of(model, name):
    """A page of a list."""
    return create_model(
        name,
        __base__=Answer,
        __doc__="A page of a list.",
        items=(list[model], ...),
        count=(Annotated[int, Field(ge=0, description="How many there are in all.")], ...),
        next=(
            Annotated[str | None, Field(description="Where the next page is; null on the last.")],
            ...,
        ),
    )


class Excerpt(Answer):
    """A piece of a text around the words that were found."""

    text: str
    marks: Annotated[
        list[tuple[int, int]],
        Field(description="Where each hit begins and ends in `text`, counted in code points."),
    ]
    cut_before: bool
    cut_after: bool


class FoundStatement(Answer):
    statement: StatementInList
    excerpt: Excerpt


class FoundMeeting(Answer):
    meeting: MeetingInList
    excerpts: Annotated[
        list[Excerpt], Field(description="Of title, summary, outcome and venue: those with hits.")
    ]


class FoundName(Answer):
    noun: Literal["official", "party", "issue", "process", "place"]
    id: schema.Id
    name: str


class FoundStatements(Answer):
    count: int
    items: list[FoundStatement]


class FoundMeetings(Answer):
    count: int
    items: list[FoundMeeting]


class Found(Answer):
    """What was found, the most relevant first."""

    q: str
    ignored: Annotated[list[str], Field(description="Words too common to be looked for.")]
    statements: FoundStatements
    meetings: FoundMeetings
    names: list[FoundName]


class Complaint(Answer):
    parameter: str
    reason: str


class Problem(Answer):
    """Problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: Annotated[
        list[Complaint] | None, Field(description="One for each parameter that was refused.")
    ] = None
    withdrawn: Annotated[
        str | None, Field(description="The day on which a meeting was withdrawn.")
    ] = None
    reason: Annotated[str | None, Field(description="Why it was withdrawn.")] = None
