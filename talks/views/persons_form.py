"""What tells a person from a program in the forms for readers: a trap, and the time it takes."""

import secrets
import time

from django import forms
from django.core import signing

QUICKEST, SLOWEST = 3, 24 * 60 * 60  # seconds from the page to the form sent
NO_ADDRESS = "This is not an e-mail address, such as name@example.org."
TOO_FAST = "This came faster than a person types. Nothing was sent: please press Send once more."
TOO_OLD = "This page had been open for too long. Nothing was sent: please press Send once more."
TRAPPED = (
    "The field that is to stay empty was filled in, perhaps by your browser. "
    "Nothing was sent: it is empty again, please press Send once more."
)


class AddressField(forms.EmailField):
    """Django takes signs that nobody sees for part of a host's name."""

    def __init__(self, **kwargs):
        super().__init__(
            max_length=254,
            widget=forms.EmailInput({"autocomplete": "email"}),
            error_messages={"invalid": NO_ADDRESS, "required": "Please give an e-mail address."},
            **kwargs,
        )

    def clean(self, value):
        if not (email := super().clean(value)).isprintable():
            raise forms.ValidationError(NO_ADDRESS)
        return email


class PersonsForm(forms.Form):
    """`salt` names the form: a stamp of one is none of another."""

    salt = ""
    # Whoever does not see the page fills in whatever is there.
    website = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    use_required_attribute = False

    def __init__(self, data=None, initial=None):
        data = None if data is None else self.typed(data)
        super().__init__(data, initial={**(initial or {}), "stamp": self.new_stamp()})
        self.label_suffix = ""

    def typed(self, data):
        """The form's own fields, without characters that neither a page nor the database holds."""
        return {name: data.get(name, "").replace("\0", "") for name in self.base_fields}

    def clean(self):
        if self.cleaned_data.get("website"):
            self.data["website"] = ""
            raise forms.ValidationError(TRAPPED)
        told = self.renewed_stamp()
        # One thing after the other: what is marked below asks for more time anyway.
        if told and not self.errors:
            raise forms.ValidationError(told)

    def renewed_stamp(self):
        """What the stamp gives cause to say, "" for nothing; one that will not do is made anew."""
        try:
            age = self.seconds_since(self.cleaned_data.get("stamp", ""))
        except signing.BadSignature:
            self.data["stamp"] = self.new_stamp()
            return TOO_OLD
        return TOO_FAST if age < QUICKEST else ""

    def new_stamp(self):
        """When the page was asked for, in words that only this site can write."""
        return signing.dumps([time.time(), secrets.token_urlsafe(9)], salt=self.salt)

    def seconds_since(self, stamp):
        """Raises BadSignature where the stamp is too old, or not ours."""
        made_at, _ = signing.loads(stamp, salt=self.salt, max_age=SLOWEST)
        return time.time() - made_at
