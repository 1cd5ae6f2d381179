"""Lines that the contract refuses by themselves, each with the path and the sentence it gets."""

from .refused_keys import CHOICES, IDS, KEYS, REQUIRED, TYPES
from .refused_values import BLANK, DATES, DOUBLES, HEADS, PLACES, THEMSELVES, UNKNOWN

REFUSED = {
    "required": REQUIRED,
    "keys": KEYS,
    "types": TYPES,
    "choices": CHOICES,
    "ids": IDS,
    "dates": DATES,
    "places": PLACES,
    "blank": BLANK,
    "doubles": DOUBLES,
    "heads": HEADS,
    "themselves": THEMSELVES,
    "unknown": UNKNOWN,
}
