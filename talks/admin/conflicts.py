"""Two people at one form: the second save is stopped, and shows what stands on either side.

A form says of each row what was seen when it was opened, as a short digest for each field. A row
that has changed since is not written over: what only the others changed is taken over into the
form, what both changed is shown in both versions, and staff save again.
"""

from hashlib import blake2s

from django import forms

STOPPED = "Somebody else saved this while your form was open. Nothing was saved yet."
TAKEN_OVER = "Taken over from their save: {}. Look at it, and save again."
BOTH = "It was changed to “{}” meanwhile. Yours stands here: save again to keep it."
EMPTY = "(nothing)"
GONE = "Somebody else removed this row while your form was open. Remove it here too, or copy it."


class SeenField(forms.CharField):
    """Carries what was seen; no change in itself."""

    def __init__(self, **kwargs):
        super().__init__(required=False, widget=forms.HiddenInput, label="", **kwargs)

    def has_changed(self, initial, data):
        return False


class ConflictMixin:
    """For a ModelForm with the declared field `seen`."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = {}
        if self.instance.pk and "seen" in self.fields:
            self.now = {
                name: digest(self.initial[name]) for name in self.fields if name in self.initial
            }
            self.initial["seen"] = written(self.now)

    def refuse_conflicts(self):
        """Add errors where another save came between; what was seen is then renewed."""
        seen = read(self.cleaned_data.get("seen", ""))
        theirs = [name for name, now in self.now.items() if seen.get(name, now) != now]
        if not theirs or not self.has_changed():
            return
        self.add_error(None, STOPPED)
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = written(self.now)
        taken = [name for name in theirs if not self.settle(name, seen[name])]
        if taken:
            labels = ", ".join(str(self[name].label).lower() for name in taken)
            self.add_error(None, TAKEN_OVER.format(labels))

    def settle(self, name, seen):
        """Whether this field was changed here too: then both versions are shown."""
        mine = digest(key_of(self.cleaned_data.get(name)))
        if mine == self.now[name]:
            return True
        if mine == seen and name not in self.errors:
            self.take_over(name)
            return False
        if name not in self.errors:
            self.add_error(name, BOTH.format(self.in_words(name) or EMPTY))
        return True

    def take_over(self, name):
        value = self.fields[name].prepare_value(self.initial[name])
        self.data[self.add_prefix(name)] = "" if value is None else str(value)

    def in_words(self, name):
        """What is on record: a choice's label, the name of a row, lines of a list."""
        display = getattr(self.instance, f"get_{name}_display", None)
        value = display() if display else getattr(self.instance, name)
        if isinstance(value, list):
            return "; ".join(map(str, value))
        return "" if value is None else str(value)


def key_of(value):
    return getattr(value, "pk", value)


def digest(value):
    text = "" if value is None else str(value)
    return blake2s(text.encode(), digest_size=4).hexdigest()


def written(digests):
    return " ".join(f"{name}:{value}" for name, value in digests.items())


def read(text):
    return dict(part.split(":", 1) for part in text.split() if ":" in part)
