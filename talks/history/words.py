"""Changes in words: what it was that changed, in which respect, and both values side by side."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from talks.models import Delegate, Delegation, FollowUp, Statement
from talks.models.fields import NameField, ProseField

from .differences import ADDED, REMOVED, Piece, compared, replaced, shortened
from .events import TABLES
from .loaded import Loaded
from .reasons import reasons_of
from .values import in_words, label_of, part_label
from .withholding import WITHHELD

NAMED_FIRST = ["title", "text", "status"]
# What the heading of a new or removed thing says already.
IN_HEADING = {
    Delegation: {"party"},
    Delegate: {"official", "role"},
    Statement: {"slug", "speaker", "speaker_title", "party"},
    FollowUp: {"slug"},
}


@dataclass(frozen=True)
class Field:
    """One respect in which something changed: `verb` is "changed", "added" or "removed"."""

    label: str
    verb: str
    pieces: list


@dataclass(frozen=True)
class Item:
    """Something that changed: "Statement s1", who it is about, what became of it, and how.

    `notices` say which revisions are withheld whose words would stand here.
    """

    noun: str
    who: str
    verb: str
    fields: list
    address: str = ""
    notices: tuple = ()

    @property
    def what(self):
        """ "text and act changed; citation added"."""
        verbs = defaultdict(dict)
        for field in self.fields:
            verbs[field.verb][field.label] = True
        return "; ".join(f"{listed(list(labels))} {verb}" for verb, labels in verbs.items())


@dataclass(frozen=True)
class Save:
    """What one save changed for the public, and when; the reasons that staff gave for it."""

    moment: object
    is_republication: bool
    items: list
    reasons: list


def listed(words):
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def saves_in_words(meeting, changes):
    """The `Save`s of some changes, in their order.

    Queries: one for each table that is touched, one or two for each noun that is named; one for
    the reasons where a save had a context; more where something is withheld.
    """
    return saves_by_meeting([meeting], {meeting.pk: changes})[meeting.pk]


def saves_by_meeting(meetings, changes):
    """The same of several meetings, as lists by key, from such lists. No more queries."""
    every = [change for some in changes.values() for change in some]
    loaded, reasons = Loaded(meetings, every), reasons_of(every)
    return {
        meeting.pk: list(saves_of(Telling(meeting, loaded), changes[meeting.pk], reasons))
        for meeting in meetings
    }


def saves_of(telling, changes, reasons):
    for moment, group in groupby(changes, key=lambda change: change.moment):
        group = list(group)
        yield Save(
            moment,
            any(change.is_republication for change in group),
            [item for change in group for item in telling.items(change)],
            list({reasons[c]: True for c in reasons if any(c in one.contexts for one in group)}),
        )


class Telling:
    """Tells the changes of one meeting, with what is `Loaded` for them."""

    def __init__(self, meeting, loaded):
        self.meeting, self.loaded = meeting, loaded
        self.withholding, self.events = loaded.withholding, loaded.events
        self.names = loaded.names.on(meeting.first_day)

    def items(self, change):
        """What a reader is told of one change: of a delegation, each delegate by itself."""
        alone = [row for row in change.rows if row[0] == "delegate"]
        fields = [f for row in change.rows if row not in alone for f in self.fields(row, change)]
        item = self.item(change, fields)
        if fields or item.notices or change.was_there != change.is_there:
            yield item
        for _, before, after in alone:
            yield self.delegate(
                change, self.event("delegate", before), self.event("delegate", after)
            )

    def event(self, table, pk):
        return self.events.get((table, pk))

    def own(self, change):
        """The thing's own row as it was; as it is, when it has not been written since.

        As it is, too, where what it was may be withheld.
        """
        name = change.thing._meta.model_name
        then, now = self.event(name, change.own), self.loaded.row(self.meeting, change)
        return now or then if then and self.withholding.is_touched(then) else then or now

    def item(self, change, fields):
        noun, who = self.named(change)
        verb = "changed"
        if change.was_there != change.is_there:
            verb = "added" if change.is_there else "removed"
        return Item(noun, who, verb, fields, self.address(change), self.withholding.taken())

    def named(self, change):
        own = self.own(change)
        if change.thing is Statement:
            return f"Statement {self.value_of(own, 'slug')}", self.maker(own)
        if change.thing is FollowUp:
            return f"Follow-up {self.value_of(own, 'slug')}", ""
        if change.thing is Delegation:
            return "Delegation", self.value_of(own, "party")
        return "This meeting", ""

    def maker(self, statement):
        names = [
            self.value_of(statement, "speaker") or self.value_of(statement, "speaker_title"),
            self.value_of(statement, "party"),
        ]
        return " for ".join(filter(None, names))

    def delegate(self, change, before, after):
        """A delegate, who comes and goes, or stays and changes."""
        now = after or before
        verb = "changed" if before and after else "added" if after else "removed"
        if self.withholding.hides_change(change, "delegate", now):
            return Item("Delegate", "", verb, [], notices=self.withholding.taken())
        party = self.value_of(self.own(change), "party")
        person = self.value_of(now, "official") or self.value_of(now, "title")
        role = self.value_of(now, "role")
        fields = list(self.own_fields(TABLES["delegate"], before, after))
        notices = self.withholding.taken()
        return Item("Delegate", f"{person} for {party}, {role}", verb, fields, notices=notices)

    def address(self, change):
        """Where it stands now, if it does."""
        row = self.loaded.row(self.meeting, change)
        if change.thing is Statement and row:
            return reverse("statement_detail", args=[self.meeting.slug, row.slug])
        if change.thing is FollowUp and row:
            return f"{self.meeting.get_absolute_url()}#f-{row.slug}"
        return ""

    # Fields

    def fields(self, row, change):
        name, before, after = row
        table = TABLES[name]
        before, after = self.event(name, before), self.event(name, after)
        if self.withholding.hides_change(change, name, after or before):
            return
        if table.is_thing:
            yield from self.own_fields(table, before, after)
            return
        one, other = (event and self.part(table, event) or "" for event in (before, after))
        if one != other:
            yield Field(
                self.part_label(table, after or before), verb_of(one, other), both(one, other)
            )

    def own_fields(self, table, before, after):
        """The fields in which two versions differ; all that say something when there is one."""
        left_out = IN_HEADING.get(table.model, ()) if not (before and after) else ()
        for field in sorted(table.told, key=place_of):
            one, other = self.value_of(before, field.name), self.value_of(after, field.name)
            # What did not change does not look changed because one of both is withheld.
            is_told = one != other and not (WITHHELD in (one, other) and same(field, before, after))
            if is_told and field.name not in left_out:
                is_text = isinstance(field, NameField | ProseField)
                pieces = both(one, other, is_text)
                yield Field(label_of(field), verb_of(one, other), pieces)

    def part_label(self, table, event):
        """What a row below a thing is called, which for a further party is what it says."""
        if table.name == "statementparty" and self.value_of(event, "role") == WITHHELD:
            return "party"
        return part_label(table, event)

    def part(self, table, event):
        """A row below a thing on one line: "NATO enlargement: opposes"."""
        if hasattr(event, "locator"):
            return self.citation(event)
        noun = next(field.name for field in table.told if field.is_relation)
        stance = self.value_of(event, "stance") if hasattr(event, "stance") else ""
        return ": ".join(filter(None, [self.value_of(event, noun), stance]))

    def citation(self, event):
        source, locator, about, says = (
            self.value_of(event, name) for name in ("source", "locator", "about", "says")
        )
        place = ", ".join(filter(None, [source, locator]))
        said = " ".join(filter(None, [about.replace("_", " "), says]))
        return f"{place} ({said})" if said else place

    def value_of(self, event, name):
        """A field's value as a reader says it; "" when there is none, or no event."""
        if event is None:
            return ""
        field = event._meta.get_field(name)
        value = getattr(event, field.attname)
        if value in (None, "", []):
            return ""
        if self.withholding.hides(event, field):
            return WITHHELD
        if field.is_relation:
            moment = getattr(event, "pgh_created_at", None)
            return self.names.of(field.related_model, value, moment)
        return in_words(field, value)


def same(field, *events):
    one, other = (event and getattr(event, field.attname) for event in events)
    return one == other


def place_of(field):
    named = field.name in NAMED_FIRST
    return not named, NAMED_FIRST.index(field.name) if named else 0


def verb_of(before, after):
    if before and after:
        return "changed"
    return "added" if after else "removed"


def both(before, after, is_text=False):
    if before and after and is_text:
        return compared(before, after)
    if before and after:
        return replaced(before, after)
    return shortened([Piece(REMOVED, before), Piece(ADDED, after)])
