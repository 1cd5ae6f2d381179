"""What readers fill in to report an error."""

from django import forms
from django.conf import settings
from django.utils.crypto import salted_hmac

from talks.models import Correction
from talks.models.corrections import LETTERS_IN_A_FIELD

from .persons_form import AddressField, PersonsForm

SALT = "talks.contact"


class WordsField(forms.CharField):
    """Words as they are; browsers send CRLF, which counts as one."""

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, widget=forms.Textarea({"rows": rows, "dir": "auto"}), **kwargs)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")

    def widget_attrs(self, widget):
        """Without `maxlength`, by which a browser cuts what is pasted and says nothing."""
        return {}


class CorrectionForm(PersonsForm):
    salt = SALT
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
    email = AddressField(label="Your e-mail address", required=False)
    field_order = ["wrong", "right", "source", "email", "website", "stamp"]

    def __init__(self, data=None):
        super().__init__(data)
        self.fields["email"].help_text = (
            "Used once, to tell you what became of this, and deleted "
            f"{counted_days(settings.FORGET_READERS_AFTER)} after that."
        )

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


def counted_days(number):
    return "a day" if number == 1 else f"{number} days"
