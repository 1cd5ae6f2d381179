"""The coverage note: what is on record of a meeting, what is not, and when that was checked."""

from collections import Counter
from dataclasses import dataclass

from talks.models.choices import MeetingStatus, SourceKind
from talks.sentences import counted, in_a_row

MOST_NAMED = 3
KINDS = {
    "news": "press source",
    "official_release": "official release",
    "transcript": "transcript",
    "document": "document",
    "book": "book",
    "other": "other source",
}
READ_OUTS = {SourceKind.OFFICIAL_RELEASE, SourceKind.TRANSCRIPT, SourceKind.DOCUMENT}


@dataclass
class Coverage:
    """`heard` and `unheard` are seats of parties that took part; `missing` is in words."""

    heard: list
    unheard: list
    unnamed: list
    number: int
    sources: str
    is_held: bool
    is_whole: bool
    has_read_out: bool

    @property
    def sides(self):
        """Whose accounts are on record, in words; "" where names say it better."""
        there, heard = len(self.heard) + len(self.unheard), len(self.heard)
        if not self.is_whole and heard < there:
            # Elsewhere the others may have joined in what another said.
            return f"statements of their own from {heard} of {there} parties"
        if there == 2 and heard == 2:
            return "accounts of both sides"
        if there > MOST_NAMED and heard == there:
            return f"accounts of all {there} parties"
        if there > MOST_NAMED and heard:
            return f"accounts of {heard} of {there} parties"
        return ""

    @property
    def names_unheard(self):
        return self.is_whole and 0 < len(self.unheard) <= MOST_NAMED

    @property
    def names_unnamed(self):
        return 0 < len(self.unnamed) <= MOST_NAMED

    @property
    def misses_read_out(self):
        """Whether no source shown is an official one; unknown where not all are shown."""
        return self.is_whole and bool(self.sources) and not self.has_read_out


def coverage_of(meeting, seats, sources, number, is_whole):
    """`number` of statements in all; `is_whole` says that this page holds all of them."""
    there = [seat for seat in seats if seat.delegation.took_part]
    kinds = Counter(source.kind for source, _ in sources)
    return Coverage(
        heard=[seat for seat in there if seat.is_heard],
        unheard=[seat for seat in there if not seat.is_heard],
        unnamed=[seat for seat in seats if not seat.has_names],
        number=number,
        sources=in_a_row(counted(kinds[kind], noun) for kind, noun in KINDS.items() if kinds[kind]),
        is_held=meeting.status == MeetingStatus.HELD,
        is_whole=is_whole,
        has_read_out=any(kind in READ_OUTS for kind in kinds),
    )
