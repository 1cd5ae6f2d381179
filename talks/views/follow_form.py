"""What readers fill in to follow something by e-mail, and to change how often."""

from django import forms

from talks.models.subscriptions import Frequency

from .persons_form import AddressField, PersonsForm


class FollowForm(PersonsForm):
    salt = "talks.follow"
    email = AddressField(label="Your e-mail address")
    frequency = forms.ChoiceField(
        label="How often",
        choices=[(value, label.capitalize()) for value, label in Frequency.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "Please say how often."},
    )
    field_order = ["email", "frequency", "website", "stamp"]

    def __init__(self, data=None):
        super().__init__(data, initial={"frequency": Frequency.WEEKLY})


class FrequencyForm(forms.Form):
    frequency = forms.ChoiceField(choices=Frequency.choices)
