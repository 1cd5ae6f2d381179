"""Texts without the characters that feeds and calendars forbid, or that their readers trip over."""

import re

# Ends of lines of every kind: programs that read calendars disagree about the rarer ones.
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# What no XML and no calendar may hold.
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def plain(text):
    """A text of several lines, without control characters."""
    return CONTROLS.sub("", LINE_ENDS.sub("\n", text)).strip()


def on_one_line(text):
    return " ".join(plain(text).split())
