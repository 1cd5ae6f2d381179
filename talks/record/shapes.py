"""How the objects of the record file and the rows of the database correspond.

One `Shape` a kind of row. Keys that have the same name in the file and in the model need no word
here: a field added to both the schema and the model is imported and exported.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.db import models

from talks import models as talks

from . import schema
from .steps import steps_of

RENAMED = {"id": "slug", "from": "starts", "to": "ends", "on": "said_on"}


@dataclass(frozen=True, eq=False)
class Shape:
    """A row of `model` written as an `item` of the record file, or as one bare value.

    `refs` maps keys to the model's foreign key and the noun it names. `lists` maps keys to the
    shapes of rows below this one. `bare` is the key that stands for the whole row when the file
    gives a value instead of an object. `identity` are the model's fields that tell rows of one
    parent apart: all of them, or with `either` the first that is set. Rows with one identity are
    refused, unless they are known by a title alone or the shape `repeats`; those are told apart by
    their position. With `keeps`, rows stay that a line does not have.
    """

    model: type[models.Model]
    item: type | None = None
    parent: str = ""
    refs: dict = field(default_factory=dict)
    lists: dict = field(default_factory=dict)
    renamed: dict = field(default_factory=dict)
    fixed: dict = field(default_factory=dict)
    bare: str = ""
    identity: tuple = ()
    either: bool = False
    keeps: bool = False
    repeats: bool = False
    counted: bool = False

    @cached_property
    def label(self):
        return str(self.model._meta.verbose_name_plural)

    @cached_property
    def scalars(self):
        """Record keys of plain values, with the model field of each, in the file's order."""
        names = {f.name: f for f in self.model._meta.concrete_fields if not f.is_relation}
        keys = self.keys if self.item else [self.bare]
        fields = {key: self.renamed.get(key) or RENAMED.get(key, key) for key in keys}
        return {
            key: names[name]
            for key, name in fields.items()
            if name in names and key not in self.refs and key not in self.lists
        }

    @cached_property
    def keys(self):
        """The keys of the item in the file's order; those of `original` are written dotted."""
        return list(item_keys(self.item))

    @cached_property
    def plan(self):
        """A `Step` for each key that a row has a value for, in the file's order."""
        return steps_of(self)

    @cached_property
    def always(self):
        """Keys that an export has even where they are empty: a meeting's `starts`, a `locator`."""
        required = [
            info.alias or name
            for name, info in self.item.model_fields.items()
            if info.is_required()
        ]
        return {*required, "locator"}

    @cached_property
    def has_span(self):
        return bool(self.item) and {"from", "to"} <= set(self.keys)

    @cached_property
    def has_order(self):
        return any(f.name == "order" for f in self.model._meta.concrete_fields)

    @cached_property
    def identity_keys(self):
        """Triples of the identity's attributes: record key, noun or None, model field."""
        keys = {field.attname: (key, None, field) for key, field in self.scalars.items()}
        for key, (name, noun) in self.refs.items():
            keys[f"{name}_id"] = (key, noun, self.model._meta.get_field(name))
        return [keys[name] for name in self.identity]

    def key_of(self, row):
        """What tells a row of one parent from its sisters."""
        return self.as_key([getattr(row, name) for name in self.identity])

    def as_key(self, values):
        return next(filter(None, values), "") if self.either else tuple(values)

    def stands_once(self, key):
        return not (self.repeats or (self.either and isinstance(key, str)))


def item_keys(item, prefix=""):
    for name, info in item.model_fields.items():
        key = prefix + (info.alias or name)
        if name == "original":
            yield from item_keys(schema.Original, "original.")
        else:
            yield key


def link(model, parent, name, noun, **kwargs):
    """A list of bare ids, one row each."""
    refs = {name: (name, noun)}
    return Shape(model, parent=parent, refs=refs, bare=name, identity=(f"{name}_id",), **kwargs)


def citations(model, parent):
    return Shape(
        model,
        schema.Citation,
        parent=parent,
        refs={"source": ("source", "source")},
        identity=("source_id", "locator", "about"),
    )


def spoken(role):
    return link(talks.StatementParty, "statement", "party", "party", fixed={"role": role})


SOURCE = Shape(talks.Source, schema.Source, counted=True)
PLACE = Shape(talks.Place, schema.Place, counted=True)
PROCESS = Shape(talks.Process, schema.Process, refs={"parent": ("parent", "process")}, counted=True)
ISSUE = Shape(talks.Issue, schema.Issue, refs={"parent": ("parent", "issue")}, counted=True)
PARTY = Shape(
    talks.Party,
    schema.Party,
    refs={"predecessor": ("predecessor", "party")},
    lists={
        "members": link(talks.PartyMember, "bloc", "member", "party"),
        "other_names": Shape(
            talks.PartyName,
            schema.OtherName,
            parent="party",
            bare="name",
            identity=("name", "starts", "ends"),
            repeats=True,
        ),
    },
    counted=True,
)
APPOINTMENT = Shape(
    talks.Appointment,
    schema.Appointment,
    parent="official",
    refs={"party": ("party", "party")},
    lists={"citations": citations(talks.AppointmentCitation, "appointment")},
    identity=("party_id", "title", "body", "starts"),
    keeps=True,
)
OFFICIAL = Shape(talks.Official, schema.Official, lists={"appointments": APPOINTMENT}, counted=True)
DELEGATE = Shape(
    talks.Delegate,
    schema.Delegate,
    parent="delegation",
    refs={"official": ("official", "official"), "on_behalf_of": ("on_behalf_of", "party")},
    identity=("official_id", "title"),
    either=True,
    counted=True,
)
DELEGATION = Shape(
    talks.Delegation,
    schema.Delegation,
    parent="meeting",
    refs={"party": ("party", "party")},
    lists={"delegates": DELEGATE},
    identity=("party_id",),
    keeps=True,
    counted=True,
)
STATEMENT = Shape(
    talks.Statement,
    schema.Statement,
    parent="meeting",
    refs={"party": ("party", "party"), "speaker": ("speaker", "official")},
    renamed={
        "to": "",
        "original.language": "original_language",
        "original.text": "original_text",
        "original.translator": "translator",
    },
    lists={
        "jointly_with": spoken("jointly_with"),
        "joint_speakers": link(talks.StatementSpeaker, "statement", "speaker", "official"),
        "on_behalf_of": spoken("on_behalf_of"),
        "to": spoken("to"),
        "issues": Shape(
            talks.StatementIssue,
            schema.StatementIssue,
            parent="statement",
            refs={"id": ("issue", "issue")},
            identity=("issue_id",),
        ),
        "citations": citations(talks.StatementCitation, "statement"),
    },
    identity=("slug",),
    keeps=True,
    counted=True,
)
FOLLOW_UP = Shape(
    talks.FollowUp,
    schema.FollowUp,
    parent="meeting",
    refs={"meeting": ("to_meeting", "meeting")},
    lists={
        "promised_by": link(talks.FollowUpPromiser, "follow_up", "party", "party"),
        "citations": citations(talks.FollowUpCitation, "follow_up"),
    },
    identity=("slug",),
    keeps=True,
    counted=True,
)
MEETING = Shape(
    talks.Meeting,
    schema.Meeting,
    refs={"part_of": ("part_of", "meeting"), "process": ("process", "process")},
    lists={
        "places": link(talks.MeetingPlace, "meeting", "place", "place"),
        "auspices": link(talks.MeetingAuspice, "meeting", "party", "party"),
        "issues": link(talks.MeetingIssue, "meeting", "issue", "issue"),
        "sources": link(talks.MeetingSource, "meeting", "source", "source"),
        "delegations": DELEGATION,
        "statements": STATEMENT,
        "follow_ups": FOLLOW_UP,
        "citations": citations(talks.MeetingCitation, "meeting"),
    },
    counted=True,
)

# In an order in which each noun names only nouns before it, or its own kind.
NOUNS = {
    "source": SOURCE,
    "place": PLACE,
    "issue": ISSUE,
    "process": PROCESS,
    "party": PARTY,
    "official": OFFICIAL,
}
SHAPES = NOUNS | {"meeting": MEETING}


def every_shape(shapes):
    for shape in shapes:
        yield shape
        yield from every_shape(shape.lists.values())


SHAPE_OF = {shape.model: shape for shape in every_shape(SHAPES.values())}


def record_key(model, attribute):
    """The key of the record file that a model's attribute stands under."""
    shape = SHAPE_OF[model]
    keys = {field.attname: key for key, field in shape.scalars.items()}
    keys |= {f"{name}_id": key for key, (name, _) in shape.refs.items()}
    return keys.get(attribute, attribute)


def joined(path, key):
    return f"{path}.{key}" if path else key
