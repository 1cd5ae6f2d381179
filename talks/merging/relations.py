"""What may name a row, by foreign key: one that is added is moved without being told here."""

from django.db import models

from talks.models import (
    FollowUp,
    Party,
    PartyMember,
    PartyName,
    Statement,
    StatementParty,
    StatementSpeaker,
)
from talks.models.fields import DerivedMixin
from talks.revisions.tables import TRACKED

# Rows that no constraint keeps from standing twice, and that say the same when they agree in these.
SAME = {PartyName: ["party_id", "name", "starts", "ends"]}
# Two of these under one id are two things: the one that moves is given a new id.
RENUMBERED = {Statement, FollowUp}
# Pairs of foreign keys of a row that may not name the same.
LOOPS = {PartyMember: ("bloc_id", "member_id"), FollowUp: ("meeting_id", "to_meeting_id")}
# Who is named besides the maker of a statement, and where the maker stands.
BESIDES = {
    StatementParty: ("party_id", "party_id"),
    StatementSpeaker: ("speaker_id", "speaker_id"),
}
NAMES = {Party: PartyName}


def keys_to(model):
    """All foreign keys, of whichever model, that may name a row of a model; but those of events."""
    return [
        relation.field
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and (relation.one_to_many or relation.one_to_one)
        and not hasattr(relation.related_model, "pgh_tracked_model")
    ]


def keys_of(model):
    return [field for field in model._meta.concrete_fields if field.is_relation]


def below(model):
    """The models of which rows may change in a merge of two rows of `model`, parents first.

    Tracked ones: a row of these may be dropped for its twin, and then what names it moves too.
    """
    found, todo = set(), [model]
    while todo:
        new = {key.model for key in keys_to(todo.pop())} & {*TRACKED} - found
        found |= new
        todo += [one for one in new if not hasattr(one, "slug") or one in RENUMBERED]
    return [one for one in TRACKED if one in found]


def untracked(model):
    """Foreign keys of rows that have no history, and may name a row of `model`."""
    return [key for key in keys_to(model) if key.model not in TRACKED]


def identities(model):
    """For each rule that a row stands once, the attributes in which no two rows may agree."""
    if model in RENUMBERED:
        return []
    rules = [
        constraint
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None
    ]
    found = [[model._meta.get_field(n).attname for n in names_in(rule)] for rule in rules]
    return found + ([SAME[model]] if model in SAME else [])


def names_in(constraint):
    """The fields of a constraint; of one on expressions, those they are made of."""
    names, todo = [*constraint.fields], list(constraint.expressions)
    while todo:
        expression = todo.pop(0)
        if isinstance(expression, models.F):
            names.append(expression.name)
        else:
            todo += expression.get_source_expressions()
    return names


def told_fields(model):
    """The fields that say something, for two rows to be compared in: no keys, ids and places."""
    return [
        field
        for field in model._meta.concrete_fields
        if not isinstance(field, DerivedMixin | models.GeneratedField)
        and field.editable
        and not field.primary_key
        and field.name not in {"slug", "order", "is_draft"}
    ]
