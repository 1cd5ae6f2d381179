"""What readers fill in to report an error, and what tells them from programs."""

import secrets
import time

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from talks.models import Correction
from talks.models.corrections import LETTERS_IN_A_FIELD

QUICKEST, SLOWEST = 3, 24 * 60 * 60  # seconds from the page to the form sent
SALT = "talks.contact"
NO_ADDRESS = "This is not an e-mail address, such as name@example.org."
TOO_FAST = "This came faster than a person types. Nothing was sent: please press Send once more."
TOO_OLD = "This page had been open for too long. Nothing was sent: please press Send once more."
TRAPPED = (
    "The field that is to stay empty was filled in, perhaps by your browser. "
    "Nothing was sent: it is empty again, please press Send once more."
)


class WordsField(forms.CharField):
    """Words as they are; browsers send CRLF, which counts as one."""

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, widget=forms.Textarea({"rows": rows, "dir": "auto"}), **kwargs)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")

    def widget_attrs(self, widget):
        """Without `maxlength`, by which a browser cuts what is pasted and says nothing."""
        return {}


class CorrectionForm(forms.Form):
    wrong = WordsField(
        rows=5,
        label="What is wrong",
        max_length=LETTERS_IN_A_FIELD,
        error_messages={"required": "Please say what is wrong."},
    )
    right = WordsField(
        rows=4, label="What would be right", max_length=LETTERS_IN_A_FIELD, required=False
    )
    source = WordsField(
        rows=2,
        label="Where that can be read",
        max_length=2_000,
        required=False,
        help_text="An address, or a title with a page.",
    )
    email = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": NO_ADDRESS},
    )
    # Whoever does not see the page fills in whatever is there.
    website = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None):
        data = None if data is None else typed(data)
        super().__init__(data, initial={"stamp": new_stamp()})
        self.label_suffix = ""
        self.fields["email"].help_text = (
            "Used once, to tell you what became of this, and deleted "
            f"{counted_days(settings.FORGET_READERS_AFTER)} after that."
        )
        self.use_required_attribute = False

    def clean_email(self):
        """Django takes signs that nobody sees for part of a host's name."""
        if not (email := self.cleaned_data["email"]).isprintable():
            raise forms.ValidationError(NO_ADDRESS)
        return email

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
            age = seconds_since(self.cleaned_data.get("stamp", ""))
        except signing.BadSignature:
            self.data["stamp"] = new_stamp()
            return TOO_OLD
        return TOO_FAST if age < QUICKEST else ""

    def correction(self, asked):
        """What was sent, not saved yet; `asked` is what it is about."""
        words = {name: self.cleaned_data[name] for name in ("wrong", "right", "source", "email")}
        receipt = salted_hmac(SALT, repr((self.cleaned_data["stamp"], words, asked.about)))
        return Correction(
            **words,
            meeting=asked.meeting,
            statement=asked.statement,
            about=asked.about,
            words=asked.words,
            receipt=receipt.hexdigest(),
        )


def typed(data):
    """The form's own fields, without characters that neither a page nor the database holds."""
    return {name: data.get(name, "").replace("\0", "") for name in CorrectionForm.base_fields}


def new_stamp():
    """When the page was asked for, in words that only this site can write."""
    return signing.dumps([time.time(), secrets.token_urlsafe(9)], salt=SALT)


def seconds_since(stamp):
    """Raises BadSignature where the stamp is too old, or not ours."""
    made_at, _ = signing.loads(stamp, salt=SALT, max_age=SLOWEST)
    return time.time() - made_at


def counted_days(number):
    return "a day" if number == 1 else f"{number} days"
