"""Where the President of the Council speaks for his or her own country, in the midst of a turn."""

import re

TAKES = re.compile(
    r"\bI (?:shall|will|should like|would like|wish|am going)\b[^.]{0,140}?"
    r"\bin my (?:national )?capacity\b[^.]*\."
)
RESUMES = re.compile(
    r"\bI (?:shall |will )?(?:now )?resume (?:my|the) (?:functions?|duties|role|capacity)[^.]*\."
)


def parts_of(paragraphs):
    """Pairs of whether it is said for the country, and the words; in order, none empty."""
    text, parts, is_national = "\n\n".join(paragraphs), [], False
    while text:
        border = (RESUMES if is_national else TAKES).search(text)
        # What announces the change is the President's own, as what ends it is.
        at = (border.start() if is_national else border.end()) if border else len(text)
        parts.append((is_national, text[:at].strip()))
        text, is_national = text[at:], not is_national
    return [(national, words) for national, words in parts if words]
