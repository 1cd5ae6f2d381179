"""Writes one batch of nouns or meetings: finds their rows, merges, keeps the rules, saves."""

from collections import defaultdict
from dataclasses import dataclass

from talks.models import OldId
from talks.models.choices import FollowUpState
from talks.models.delegations import TWO_HEADS, clashing_heads
from talks.models.publication import Problem as Unpublishable
from talks.models.publication import date_problems

from . import persons
from .changes import Changes
from .differences import differences
from .mentions import named_in
from .merge import Existing, Merge
from .names import Where
from .reader import printable
from .reading import without_search
from .shapes import (
    DELEGATE,
    DELEGATION,
    FOLLOW_UP,
    MEETING,
    SHAPES,
    STATEMENT,
    joined,
    record_key,
)

CITED = STATEMENT.lists["citations"]


@dataclass
class Entry:
    """One noun or meeting of the file, its nouns by id alone, and where it stands."""

    data: dict
    where: Where


class Writer:
    def __init__(self, resolver, report, refuse, options):
        self.resolver, self.report, self.options = resolver, report, options
        self.refuse_with, self.is_doomed = refuse, False
        self.met, self.first_lines = {}, defaultdict(dict)

    def refuse(self, where, reason, path=None):
        self.is_doomed = True
        self.refuse_with(where.problem(reason, path))

    def write(self, noun, shape, batch):
        """Merge a batch and write it. Nothing is written any more after a refusal."""
        self.resolver.load(self.wanted(noun, shape, batch))
        rows = self.find_rows(noun, shape, batch)
        existing = Existing(shape, [row for row in rows.values() if not row._state.adding])
        changes, merged = Changes(), []
        for entry in batch:
            if entry.data["id"] in rows:
                row = rows[entry.data["id"]]
                merge = Merge(self.resolver, existing, self.options.replace)
                self.merge_entry(noun, shape, row, entry, merge)
                merged.append((entry, row, merge))
                changes.add(merge.changes)
                self.report.tally.counts.update(merge.tally.counts)
                self.report.kept += merge.kept
                for problem in merge.problems:
                    self.refuse(*problem)
        if not self.options.overwrite:
            self.protect(changes)
        if not self.is_doomed:
            differences(noun, merged, self.shown, self.options.watch)
            changes.write()
            self.write_old_ids(noun, batch, rows)

    def wanted(self, noun, shape, batch):
        wanted = defaultdict(set)
        for entry in batch:
            wanted[noun].add(entry.data["id"])
            for mention in named_in(shape, entry.data, ""):
                wanted[mention.noun].add(mention.value)
        return wanted

    def find_rows(self, noun, shape, batch):
        """The row of each entry by its id: the existing one, or a new one with its key."""
        keys = {}
        for entry in batch:
            found = self.resolver.existing(noun, entry.data["id"])
            if len(found) > 1:
                reason = f'"{entry.data["id"]}" and its old ids are several {shape.label} on record'
                self.refuse(entry.where, reason, joined(entry.where.path, "old_ids"))
            elif found and self.is_first_for(noun, found[0], entry):
                keys[entry.data["id"]] = found[0]
        stored = without_search(shape.model)
        if self.options.lock:
            # Staff who save one of these meanwhile wait; their changes are then seen, or follow.
            stored = stored.order_by("pk").select_for_update(no_key=True)
        stored = stored.in_bulk(set(keys.values()))
        rows = {slug: stored[pk] for slug, pk in keys.items() if pk in stored}
        if removed := self.removed_ids(noun, shape, batch, rows):
            OldId.objects.filter(noun=noun, slug__in=removed).delete()
        for entry in batch:
            slug = entry.data["id"]
            if slug not in rows and not self.is_doomed:
                rows[slug] = shape.model(pk=self.resolver.new_pk(noun, slug), slug=slug)
        return rows

    def is_first_for(self, noun, pk, entry):
        """Whether no line with another id is about the same row; else it is refused."""
        slug, lines = entry.data["id"], self.first_lines[noun]
        first, where = lines.setdefault(pk, (slug, entry.where))
        if first != slug:
            other = f'"{first}" in {where.beside(entry.where)}'
            self.refuse(entry.where, f'"{slug}" is the same {noun} on record as {other}')
        return first == slug

    def removed_ids(self, noun, shape, batch, rows):
        """Ids in the batch that the record removed; refused when a person did that."""
        new = {entry.data["id"]: entry for entry in batch if entry.data["id"] not in rows}
        gone = OldId.objects.filter(noun=noun, target=None, slug__in=list(new))
        gone = set(gone.values_list("slug", flat=True))
        if gone and not self.options.overwrite:
            events = persons.events_of(shape.model).filter(persons.BY_A_PERSON, slug__in=gone)
            for slug in set(events.filter(pgh_label="delete").values_list("slug", flat=True)):
                self.refuse(new[slug].where, f'"{slug}" was removed from the record by a person')
        return gone

    def merge_entry(self, noun, shape, row, entry, merge):
        is_new = row._state.adding
        if is_new:
            merge.assign(shape, row, entry.data)
        else:
            merge.is_renamed = self.rename(row, entry, merge)
        if noun == "meeting":
            self.merge_meeting(row, is_new, entry, merge)
        else:
            merge.merge(shape, row, is_new, entry.data, entry.where)

    def rename(self, row, entry, merge):
        """A row found by an old id that the file gives takes the file's id."""
        slug = entry.data["id"]
        if row.slug == slug or row.slug not in (entry.data.get("old_ids") or ()):
            return False
        row.slug = slug
        merge.changes.update(row, ["slug"], entry.where)
        return True

    # Meetings: the rules beyond single values.

    def merge_meeting(self, row, is_new, entry, merge):
        was_published = not is_new and row.is_published
        data = entry.data
        if is_new:
            row.is_draft = self.options.as_drafts or bool(data.get("draft"))
        if is_new or "sources" in data:
            data = data | {"sources": self.sources_of(data)}
        merge.merge(MEETING, row, is_new, data, entry.where)
        self.finish_follow_ups(row, entry, merge)
        compute_bounds(row)
        self.check_time(row, entry)
        self.check_heads(row, entry, merge)
        problems = self.publication_problems(row, merge)
        if was_published:
            if merge.changes and (reason := self.options.over_published(row, entry)):
                self.refuse(entry.where, reason)
            for problem in problems:
                self.refuse(
                    entry.where, f"{problem.reason} The meeting is published.", problem.path
                )
        elif is_new and problems and not row.is_draft:
            row.is_draft = True
            self.report.drafts.append((row.slug, [problem.reason for problem in problems]))
            self.report.tally.add(MEETING, "held as draft")

    def sources_of(self, data):
        """The sources a line names, then the others it cites, as an export will name them."""
        said = [*(data.get("statements") or ()), *(data.get("follow_ups") or ()), data]
        cited = (citation for row in said for citation in row.get("citations") or ())
        named = [*(data.get("sources") or ()), *(citation["source"] for citation in cited)]
        sources = {}
        for slug in named:
            sources.setdefault(self.resolver.pk("source", slug), slug)
        return list(sources.values())

    def check_time(self, row, entry):
        if row.time and not row.timezone:
            self.refuse(entry.where, "needs a time zone", "time")
        elif row.time and not (row.starts_earliest and row.starts_earliest == row.starts_latest):
            self.refuse(entry.where, "needs a start on one day", "time")

    def check_heads(self, row, entry, merge):
        """Heads as the record will have them: a line may leave out what stands there already."""
        number = len(entry.data.get("delegations") or ())
        for n, delegation in enumerate(merge.rows_below[DELEGATION][row.pk][:number]):
            if clashing_heads(merge.rows_below[DELEGATE].get(delegation.pk, ())):
                self.refuse(entry.where, TWO_HEADS, f"delegations[{n}].delegates")

    def publication_problems(self, row, merge):
        """As `Meeting.publication_problems`, of rows in memory."""
        problems = date_problems(row.starts, row.starts_earliest, row.ends_latest)
        if not merge.rows_below[DELEGATION][row.pk]:
            problems.append(Unpublishable("delegations", "No delegation is on record."))
        for number, statement in enumerate(merge.rows_below[STATEMENT][row.pk]):
            merged = merge.rows_below[CITED].get(statement.pk)
            cited = merge.existing.rows(CITED, statement) if merged is None else merged
            if not cited:
                reason = f"Statement {statement.slug} has no citation."
                problems.append(Unpublishable(f"statements[{number}].citations", reason))
        return problems

    def finish_follow_ups(self, row, entry, merge):
        """A new promise is pending until said otherwise; one that is met needs to be shown so."""
        promisers = FOLLOW_UP.lists["promised_by"]
        paths = {item["id"]: n for n, item in enumerate(entry.data.get("follow_ups") or ())}
        for follow_up in merge.rows_below[FOLLOW_UP][row.pk]:
            if follow_up.slug not in paths:
                continue
            path = f"follow_ups[{paths[follow_up.slug]}]"
            if follow_up.to_meeting_id == row.pk:
                reason = "a meeting does not follow itself"
                self.refuse(entry.where, reason, f"{path}.meeting")
            is_promise = follow_up.text or merge.rows_below[promisers].get(follow_up.pk)
            if is_promise and not follow_up.state:
                follow_up.state = FollowUpState.PENDING
                if not follow_up._state.adding:
                    merge.changes.update(follow_up, ["state"], entry.where)
            if is_promise and follow_up.state == FollowUpState.MET and not follow_up.outcome:
                self.met[follow_up.pk] = Where(entry.where.file, entry.where.line, path)

    # What persons did.

    def protect(self, changes):
        """Refuse to overwrite or remove what a person wrote last."""
        for model, rows in changes.updated.items():
            fields = {pk: sorted(names - {"order"}) for pk, (_, names, _) in rows.items()}
            protected = persons.last_changed_by_person(model, fields)
            before = model._base_manager.in_bulk(protected)
            for pk, names in protected.items():
                row, _, where = rows[pk]
                for name in names:
                    values = [self.shown(either, name) for either in (before[pk], row)]
                    self.refuse_value(where, record_key(model, name), *values)
        for model, rows in changes.deleted.items():
            for pk in persons.last_written_by_person(model, rows):
                row, where = rows[pk]
                self.refuse(where, f'"{printable(str(row))}" was written by a person')
        self.protect_removals(changes)

    def shown(self, row, attribute, length=60):
        """The value of an attribute for a message; a link by the id it leads to."""
        value = getattr(row, attribute)
        (model_field,) = [f for f in row._meta.concrete_fields if f.attname == attribute]
        if model_field.is_relation and value is not None:
            model = model_field.related_model
            known = model._base_manager.filter(pk=value).values_list("slug", flat=True).first()
            reserved = self.resolver.reserved[model._meta.model_name].items()
            value = known or next(slug for slug, pk in reserved if pk == value)
        text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
        return printable("" if value is None else text, length)

    def refuse_value(self, where, key, before, after):
        reason = f'a person changed it to "{before}", the file says "{after}"'
        self.refuse(where, reason, joined(where.path, key))

    def protect_removals(self, changes):
        """Refuse to put back what a person removed."""
        for shape, added in changes.added.items():
            parent = f"{shape.parent}_id"
            removed = persons.removed_by_person(shape, {getattr(r, parent) for r, _ in added})
            for row, where in added:
                if (getattr(row, parent), shape.key_of(row)) in removed:
                    self.refuse(where, "was removed by a person")

    # Old ids.

    def write_old_ids(self, noun, batch, rows):
        given = {
            old: (entry, rows[entry.data["id"]])
            for entry in batch
            for old in entry.data.get("old_ids") or ()
            if entry.data["id"] in rows
        }
        if not given:
            return
        model = SHAPES[noun].model
        live = set(model.objects.filter(slug__in=list(given)).values_list("slug", flat=True))
        known = {row.slug: row for row in OldId.objects.filter(noun=noun, slug__in=list(given))}
        for old, (entry, row) in given.items():
            path = joined(entry.where.path, "old_ids")
            if old in known and known[old].target not in (None, row.pk):
                self.refuse(entry.where, f'"{old}" is an old id of another {noun}', path)
            elif old in live and old != row.slug:
                self.refuse(entry.where, f'"{old}" is another {noun}', path)
            elif old not in live and (old not in known or known[old].target is None):
                OldId.objects.update_or_create(noun=noun, slug=old, defaults={"target": row.pk})


def compute_bounds(row):
    for name in ("starts", "ends"):
        for bound in ("earliest", "latest"):
            row._meta.get_field(f"{name}_{bound}").pre_save(row, add=False)
