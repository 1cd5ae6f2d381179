"""The forms on which a code is shown."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from . import devices

WRONG = (
    "This code is not right, or was used before. Codes of an app change every 30 seconds, "
    "by the clock of its device."
)


class CodeInput(forms.PasswordInput):
    """Read by the person who types, and never written back into a page."""

    input_type = "text"


class CodeField(forms.CharField):
    """A code as people copy it, with blanks, hyphens and capitals."""

    widget = CodeInput(
        attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
    )

    def __init__(self, **kwargs):
        super().__init__(max_length=40, **kwargs)

    def clean(self, value):
        code = "".join(super().clean(value).split()).replace("-", "").lower()
        if not code.isascii():
            raise ValidationError(WRONG)
        return code


class CodeForm(forms.Form):
    """`device` accepted the code; `failed` says that a wrong one was tried."""

    code = CodeField(label="Code")
    device = None
    failed = False

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_code(self):
        refusal = self._show(self.cleaned_data["code"])
        # Raised out here, lest it undo the count of failures.
        if refusal:
            raise ValidationError(refusal)
        return ""

    @transaction.atomic
    def _show(self, code):
        device = devices.device_that_reads(self.user, code)
        allowed, reason = device.verify_is_allowed() if device else (True, None)
        if not allowed:
            return _wait_until(reason["locked_until"])
        if device and device.verify_token(code):
            self.device = device
            return None
        self.failed = True
        return WRONG


def _wait_until(moment):
    seconds = max(1, round((moment - timezone.now()).total_seconds()))
    wait = f"{seconds} seconds" if seconds < 120 else f"{round(seconds / 60)} minutes"
    return f"Wrong codes were tried, so this one was not looked at. Try again in {wait}."


class FirstCodeForm(forms.Form):
    """Whether the app knows the key is seen when it is enrolled."""

    code = CodeField(label="Code that the app shows")
