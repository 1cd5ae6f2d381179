"""oEmbed: for the address of a meeting or a statement of ours, the HTML that shows it elsewhere.

The format is that of oembed.com, version 1.0. Old ids lead to what they mean now; all that is not
public is 404, like any address that is not one of ours.
"""

import re
from urllib.parse import urlsplit

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import Resolver404, resolve, reverse
from lxml import etree

from talks.akoma_ntoso.xml import clean
from talks.models import Meeting

from .addresses import Gone, find, site_of, statement_now
from .embed_code import WIDTH, meeting_card, statement_card

PLAIN = "text/plain; charset=utf-8"
XML = "text/xml; charset=utf-8"
KEPT_FOR = 24 * 60 * 60
ANCHOR = re.compile("s-([a-z0-9-]+)")


class Refused(Exception):
    """What was asked for cannot be answered: a status and a sentence."""

    def __init__(self, status, sentence):
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


def oembed(request):
    try:
        answer = answer_of(request)
        response = WRITERS[format_of(request)](answer)
    except Refused as refused:
        response = HttpResponse(f"{refused.sentence}\n", PLAIN, status=refused.status)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=3600"
    return response


def format_of(request):
    asked = request.GET.get("format", "json")
    if asked not in WRITERS:
        raise Refused(501, "The formats here are json and xml.")
    return asked


def answer_of(request):
    meeting, statement = rows_at(request, request.GET.get("url", ""))
    width = min(limit_of(request, "maxwidth") or WIDTH, WIDTH)
    card = card_of(site_of(request), meeting, statement, width)
    height = min(limit_of(request, "maxheight") or card.height, card.height)
    return {
        "version": "1.0",
        "type": "rich",
        "title": card.title,
        "provider_name": "Parley",
        "provider_url": f"{site_of(request)}{reverse('home')}",
        "cache_age": KEPT_FOR,
        "width": card.width,
        "height": height,
        "html": card.html(height),
    }


def limit_of(request, name):
    """What `maxwidth` or `maxheight` asks for, in pixels; None where it is not given."""
    asked = request.GET.get(name, "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 6 and int(asked) > 0):
        raise Refused(400, f"{name} is a number of pixels, such as {WIDTH}.")
    return int(asked)


def rows_at(request, address):
    """The meeting, and the statement or None, that an address of ours names."""
    if not address:
        raise Refused(400, "Give the address of a meeting or a statement of this site as url.")
    ids = ids_in(request, address)
    try:
        meeting = find(Meeting.objects.published().without_prose(), ids["meeting"])
    except (Http404, Gone):
        raise nothing() from None
    if "statement" not in ids:
        return meeting, None
    slug = statement_now(ids, {"meeting": meeting}).get("statement", ids["statement"])
    statement = meeting.statements.filter(slug=slug).for_list_page().first()
    if statement is None:
        raise nothing()
    return meeting, statement


def ids_in(request, address):
    """The ids in an address; that of a statement may stand behind the `#`, as on the page."""
    try:
        where = urlsplit(address)
        match = resolve(where.path)
    except (ValueError, Resolver404):
        raise nothing() from None
    is_ours = where.scheme in ("http", "https") and where.netloc == request.get_host()
    if not is_ours or match.url_name not in PAGES:
        raise nothing()
    ids = dict(match.kwargs)
    if "statement" not in ids and (anchor := ANCHOR.fullmatch(where.fragment)):
        ids["statement"] = anchor[1]
    return ids


PAGES = {"meeting_detail", "statement_detail", "meeting_embed", "statement_embed"}


def nothing():
    return Refused(404, "The address is not that of a public meeting or statement of this site.")


def card_of(site, meeting, statement, width):
    if statement is None:
        return meeting_card(site, meeting, width)
    return statement_card(site, meeting, statement, width)


def as_json(answer):
    return JsonResponse(answer)


def as_xml(answer):
    root = etree.Element("oembed")
    for key, value in answer.items():
        etree.SubElement(root, key).text = clean(value)
    said = etree.tostring(root, encoding="utf-8", xml_declaration=True, standalone=True)
    return HttpResponse(said, XML)


WRITERS = {"json": as_json, "xml": as_xml}
