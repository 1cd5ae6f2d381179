"""The form that asks which of a table's own headings is which column of ours.

Proposed is what the same user chose for the same headings the last time, else what is nearly one of
our columns; nothing proposed counts before the form is sent.
"""

from django import forms

from talks.importers.columns import KINDS
from talks.importers.mapping import proposed

NOT_READ = "not read"
LOOKED_THROUGH = 30
TAKEN = "“{}” is read as {} already: a column has one heading."


class HeadingsForm(forms.Form):
    """`sheets` are those with a heading, or all of it, that is not ours."""

    checked_at = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, job, data=None):
        self.job = job
        super().__init__(data, initial={"checked_at": stamp_of(job)}, auto_id="heading_%s")
        found = job.report.get("headings", ()) if job.state == job.State.CHECKED else ()
        asked = [(n, one) for n, one in enumerate(found) if one["unknown"] or not one["kind"]]
        self.before = chosen_before(job, found) if asked and not job.mapping else {}
        self.sheets = [self.ask_about(n, sheet) for n, sheet in asked]

    def ask_about(self, n, sheet):
        kinds = [(name, name.replace("_", "-")) for name in KINDS]
        if not sheet["kind"]:
            kinds.insert(0, ("", NOT_READ))
        self.fields[f"{n}-kind"] = forms.ChoiceField(
            label="The rows are", choices=kinds, initial=sheet["kind"], required=False
        )
        kind = KINDS.get(sheet["kind"])
        names = self.ask_for_columns(n, sheet, kind) if kind else [None] * len(sheet["unknown"])
        return {
            "name": sheet["sheet"],
            "kind": self[f"{n}-kind"],
            "is_told": kind is not None,
            "rows": [
                one
                | {"field": self[name] if name else None, "is_proposed": self.is_new(sheet, one)}
                for one, name in zip(sheet["unknown"], names, strict=True)
            ],
            "data": sheet,
            "names": names,
        }

    def is_new(self, sheet, one):
        """Whether nobody has chosen for this heading yet."""
        return one["key"] not in self.job.mapping.get(sheet["sheet"], {}).get("columns", {})

    def ask_for_columns(self, n, sheet, kind):
        free = [column for column in kind.by_heading if column not in sheet["own"]]
        words = {c: f"{c} (needed)" if c in kind.needed else c for c in free}
        chosen = self.chosen_for(sheet, free)
        names = [f"{n}-{m}" for m, _ in enumerate(sheet["unknown"])]
        for name, one in zip(names, sheet["unknown"], strict=True):
            self.fields[name] = forms.ChoiceField(
                label=one["heading"],
                choices=[("", NOT_READ), *words.items()],
                initial=chosen.get(one["key"], ""),
                required=False,
            )
        return names

    def chosen_for(self, sheet, free):
        """What was chosen now or the last time; for other headings, what is near."""
        own = (self.job.mapping or self.before).get(sheet["sheet"], {}).get("columns", {})
        own = {key: column for key, column in own.items() if not column or column in free}
        keys = [one["key"] for one in sheet["unknown"] if one["key"] not in own]
        return proposed(keys, [one for one in free if one not in own.values()]) | own

    def clean(self):
        if self.cleaned_data.get("checked_at") != stamp_of(self.job):
            raise forms.ValidationError(
                "The file was checked anew meanwhile: this is what is asked now."
            )
        for sheet in self.sheets:
            first = {}
            for row, name in zip(sheet["rows"], sheet["names"], strict=True):
                column = name and self.cleaned_data.get(name)
                if column and first.setdefault(column, row) is not row:
                    self.add_error(name, TAKEN.format(first[column]["heading"], column))

    @property
    def mapping(self):
        """What was chosen, “not read” too, as importers/headings.py takes it."""
        now = {sheet["name"]: self.mapping_of(sheet) for sheet in self.sheets}
        return {**self.job.mapping, **now}

    def mapping_of(self, sheet):
        """Columns that the kind of rows does not have, or has from the file, are let go."""
        kind = self.cleaned_data[sheet["kind"].name]
        known = KINDS[kind].by_heading if kind else {}
        keys = {*sheet["data"]["own"], *(row["key"] for row in sheet["rows"])}
        chosen = {
            row["key"]: self.cleaned_data[name]
            for row, name in zip(sheet["rows"], sheet["names"], strict=True)
            if name and row["key"] not in known
        }
        if kind != sheet["data"]["kind"]:
            chosen = {key: c for key, c in chosen.items() if c in known and c not in keys}
        return {"kind": kind, "columns": chosen}


def stamp_of(job):
    return job.finished_at.isoformat() if job.finished_at else ""


def keys_of(sheets):
    return {(s["sheet"], one["key"]) for s in sheets for one in s["unknown"]}


def chosen_before(job, sheets):
    """The mapping that the user chose last for the same headings. One query."""
    keys = keys_of(sheets)
    for other in type(job).objects.mapped_before(job)[:LOOKED_THROUGH]:
        has_columns = any(sheet["columns"] for sheet in other.mapping.values())
        if has_columns and keys_of(other.report.get("headings", ())) == keys:
            return other.mapping
    return {}
