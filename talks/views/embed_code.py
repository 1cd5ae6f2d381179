"""The HTML by which another site shows a card of ours: for readers to copy, and for oEmbed."""

from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html

from .addresses import site_of

WIDTH, NARROW = 600, 480
# The heights in which most cards need no scroll bar, wide and narrow; of one with a quotation
# without its lines, each of which has so many pixels to a letter.
MEETING = {False: 320, True: 470}
STATEMENT = {False: 175, True: 215}
LINE, LETTER, MARGIN = 27, 9.4, 60
# Of a statement, which a card shows no longer.
LETTERS_SHOWN = 600
IFRAME = (
    '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" '
    'style="border: 0; max-width: 100%"></iframe>'
)


@dataclass(frozen=True)
class Card:
    """A card at an address; that of a statement has so many `letters` of it."""

    address: str
    title: str
    width: int = WIDTH
    letters: int = 0

    @property
    def height(self):
        is_narrow = self.width < NARROW
        if not self.letters:
            return MEETING[is_narrow]
        lines = ceil(self.letters * LETTER / max(self.width - MARGIN, MARGIN))
        return STATEMENT[is_narrow] + LINE * lines

    def html(self, height=None):
        return format_html(IFRAME, self.address, self.title, self.width, height or self.height)


def meeting_card(site, meeting, width=WIDTH):
    address = reverse("meeting_embed", args=[meeting.slug])
    return Card(f"{site}{address}", meeting.title, width)


def statement_card(site, meeting, statement, width=WIDTH):
    """`statement` with its speaker and its party."""
    address = reverse("statement_embed", args=[meeting.slug, statement.slug])
    who = str(statement.speaker or statement.speaker_title or statement.party)
    letters = min(len(statement.text), LETTERS_SHOWN)
    return Card(f"{site}{address}", f"{who}, {meeting.title}", width, letters)


def embedding_of(request, meeting):
    """What the page of a meeting tells of its card: the code, and where programs ask for it."""
    site = site_of(request)
    query = urlencode({"url": f"{site}{meeting.get_absolute_url()}", "format": "json"})
    return {
        "embed_code": meeting_card(site, meeting).html(),
        "oembed": f"{site}{reverse('oembed')}?{query}",
    }
