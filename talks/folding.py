"""One spelling for search: text folded to lower-case ASCII, the same when stored and when asked."""

from anyascii import anyascii


def fold(text):
    """Lower-case ASCII with single spaces: "Çavuşoğlu" gives "cavusoglu", "Рябков" "ryabkov"."""
    # Most names and titles need no table of letters; all of them are asked for duplicates at once.
    letters = text if text.isascii() else anyascii(text)
    return " ".join(letters.lower().split())


def needs_folding(text):
    """Whether a text has letters outside ASCII, so that the plain text would not be found."""
    return not text.isascii() and any(ord(c) > 127 and c.isalnum() for c in text)
