"""How a statement reads in words: what was done, in whose words, where, when, on which side.

Plain values in, plain words out. No HTML, no models.
"""

from django.utils.translation import get_language_info

from talks import dates

ACTS = {
    "position": "stated a position",
    "demand": "demanded",
    "proposal": "proposed",
    "offer": "offered",
    "acceptance": "accepted",
    "rejection": "rejected",
    "warning": "warned",
    "denial": "denied",
    "assessment": "gave an assessment",
    "commitment": "made a commitment",
    "announcement": "announced",
    "question": "asked",
    "no_comment": "declined to comment",
}
WORDINGS = {
    "verbatim": "in a verbatim quotation",
    "translated": "in a translated quotation",
    "paraphrase_official": "in an official paraphrase",
    "paraphrase_press": "in a press paraphrase",
    "anonymous": "in an anonymous account",
}
SETTINGS = {
    "session": "in session",
    "press_conference": "at a press conference",
    "written": "in writing",
    "interview": "in an interview",
    "briefing": "at a briefing",
    "communique": "in a communiqué",
    "other": "in another setting",
}
# A stance answers the question of its issue; where the issue asks nothing, it is for or against.
ANSWERS = {
    "supports": "answers yes",
    "opposes": "answers no",
    "conditional": "answers on conditions",
    "neutral": "takes no side",
}
SIDES = {
    "supports": "supports it",
    "opposes": "opposes it",
    "conditional": "supports it on conditions",
    "neutral": "takes no side",
}


def how_said(act, wording, setting, language=""):
    """As in "rejected, in a verbatim quotation, at a press conference"; "" when all is unknown.

    `language` is that of the original, named where the words are a translation from it.
    """
    words = WORDINGS.get(wording, "")
    if wording == "translated" and language:
        words = f"in a quotation translated from {language_name(language)}"
    return ", ".join(filter(None, [ACTS.get(act, ""), words, SETTINGS.get(setting, "")]))


def language_name(code):
    """The name of a language whose code we know; else the code as it is."""
    try:
        return get_language_info(code)["name"]
    except KeyError:
        return code


def stance_in_words(stance, question):
    """What a stance says to an issue's question, or of an issue that asks none."""
    return (ANSWERS if question else SIDES).get(stance, "")


def on_a_day(edtf):
    """A date as part of a sentence: "on 10 January 2022", "no later than …", "in 2022"."""
    if not edtf:
        return ""
    date, words = dates.parse(edtf), dates.in_words(edtf)
    if edtf.startswith("../"):
        return f"no later than {words.removeprefix('by ')}"
    if edtf.endswith("/.."):
        return f"no earlier than {words.removeprefix('from ')}"
    if "/" in edtf or edtf[-1] in "~?%":
        return words
    return f"{'on' if date.is_day else 'in'} {words}"


def counted(number, noun, nouns=""):
    """A number with its noun; from one to nine in words: "two sources", "25 statements"."""
    words = ("no", *FEW)[number] if 0 <= number <= len(FEW) else f"{number:,}"
    return f"{words} {noun if number == 1 else nouns or noun + 's'}"


def ordinal(number):
    """ "second"; from the tenth on in figures: "23rd"."""
    if 1 <= number <= len(FIRST):
        return FIRST[number - 1]
    ending = "th" if number % 100 in (11, 12, 13) else ENDINGS.get(number % 10, "th")
    return f"{number:,}{ending}"


FEW = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
FIRST = "first second third fourth fifth sixth seventh eighth ninth".split()
ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def in_a_row(words):
    """As a sentence has them: "A, B and C"."""
    *words, last = list(words) or [""]
    return f"{', '.join(words)} and {last}" if words else last
