"""How long a post was held, or a name borne, in words."""

from talks import dates

UNKNOWN = "dates not on record"


def term_in_words(starts, ends):
    """Two EDTF dates as a term: "from 1990 to 1995", "from 1990 or earlier".

    Sources often tell of one day alone, that somebody held a post on it.
    """
    if not starts and not ends:
        return UNKNOWN
    if starts.startswith("../") and ends.endswith("/..") and starts[3:] == ends[:-3]:
        return f"on {dates.in_words(starts[3:])}; first and last day not on record"
    if not ends:
        return f"from {side_in_words(starts)}"
    if not starts:
        return f"until {side_in_words(ends)}"
    return f"from {side_in_words(starts)} to {side_in_words(ends)}"


def side_in_words(edtf):
    if edtf.startswith("../"):
        return f"{dates.in_words(edtf[3:])} or earlier"
    if edtf.endswith("/.."):
        return f"{dates.in_words(edtf[:-3])} or later"
    return f"some day {dates.in_words(edtf)}" if "/" in edtf else dates.in_words(edtf)
