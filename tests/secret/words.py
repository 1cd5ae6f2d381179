"""Words that nobody could guess, each for one place that is not public."""

from hashlib import sha256

from django.db import models

from talks.models.fields import EDTFField, NameField, ProseField

CONSONANTS = "bcdfghjkmnpqrtvwx"
PREFIX = "zq"
# Keys and years that stand nowhere else in the record.
KEY, YEAR, LOST_YEAR = 1_864_209_000, "1687", "1689"

told = {str(KEY)[:7]: "a key", LOST_YEAR: "the year of a withdrawn meeting"}


def word(label):
    """The word of a place: always the same, and known to those who look for it."""
    made = made_of(label)
    told[made] = label
    return made


def control(n=0):
    """A word of the same kind that stands nowhere."""
    return made_of(f"nowhere at all {n}")


def made_of(label):
    digits = sha256(label.encode()).digest()[:12]
    return PREFIX + "".join(CONSONANTS[digit % len(CONSONANTS)] for digit in digits)


def filled(model, label, *but, **values):
    """A secret word for each field of a model that holds free text or JSON, and an id."""
    for field in model._meta.concrete_fields:
        if field.name not in {*but, *values} and (value := secret_value(field, label)):
            values[field.name] = value
    return values


def secret_value(field, label):
    said = f"{label}, {field.name}"
    if field.choices or isinstance(field, EDTFField):
        return None
    if field.name in ADDRESSES:
        return f"https://example.org/{word(said)}"
    if isinstance(field, NameField | ProseField | models.TextField) or field.name in TEXTS:
        return word(said) if field.editable or field.name in TEXTS else None
    if isinstance(field, models.EmailField):
        return f"{word(said)}@example.org"
    return {word(said): [word(f"{said}, value")]} if isinstance(field, models.JSONField) else None


ADDRESSES = {"url", "archived_url", "address"}
# Text fields of no type of ours that may hold what somebody wrote.
TEXTS = {
    *("slug", "name", "problem", "said", "about", "kept_name", "merged_name", "mail_problem"),
    *("object_repr", "user_agent", "path_info", "username", "first_name", "last_name"),
}


def leaks(text):
    """The places whose words stand in a text."""
    text = text.lower()
    return sorted(label for secret, label in told.items() if secret in text)
