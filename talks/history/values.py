"""How single fields and their values read: labels, choices, dates, languages."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from talks import dates, sentences
from talks.models.choices import StatementPartyRole
from talks.models.fields import EDTFField, validate_edtf

LABELS = {
    "slug": "id",
    "starts": "start",
    "ends": "end",
    "said_on": "day",
    "duration_minutes": "length in minutes",
    "duration_note": "length",
    "original_language": "language of the original",
    "original_text": "original",
}
PARTS = {
    "meetingplace": "place",
    "meetingauspice": "party whose auspices it is under",
    "meetingissue": "issue",
    "meetingsource": "source",
    "meetingcitation": "citation",
    "statementissue": "issue",
    "statementspeaker": "joint speaker",
    "statementcitation": "citation",
    "followuppromiser": "promiser",
    "followupcitation": "citation",
}


def label_of(field):
    return LABELS.get(field.name, field.verbose_name)


def part_label(table, event):
    """What a row below a thing is called."""
    if table.name == "statementparty":
        return f"party it is {StatementPartyRole(event.role).label}"
    return PARTS[table.name]


def in_words(field, value):
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, EDTFField):
        return dates.in_words(value)
    if isinstance(field, ArrayField):
        is_dated = validate_edtf in field.base_field.validators
        return ", ".join(map(dates.in_words, value) if is_dated else value)
    if isinstance(field, models.BooleanField):
        return "yes" if value else "no"
    if isinstance(field, models.TimeField):
        return f"{value:%H:%M}"
    if field.name == "original_language":
        return sentences.language_name(value)
    return str(value)
