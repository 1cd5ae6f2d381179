"""A meeting, or one statement, as a citation for a reference manager: RIS, BibTeX, CSL-JSON."""

import json

from django.http import Http404, HttpResponse

from talks.as_of.version import version_of
from talks.data_forms import FORMS
from talks.models import Delegate, Meeting, Place
from talks.references.bibtex import as_bibtex
from talks.references.items import Version, meeting_item, statement_item
from talks.references.ris import as_ris

from .addresses import with_public
from .as_of import shown_as_of


def as_csl(item):
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


WRITERS = {"ris": as_ris, "bib": as_bibtex, "csl": as_csl}
MEDIA_TYPES = {form.ending: form.media_type for form in FORMS}


def rows():
    return Meeting.objects.published().for_detail_page()


@with_public(meeting=rows)
@shown_as_of(rows)
def meeting_citation(request, meeting, form):
    version = version_shown(request, meeting, meeting.get_absolute_url())
    item = meeting_item(meeting, places_of(meeting), version)
    return answer(form, item)


@with_public(meeting=rows)
@shown_as_of(rows)
def statement_citation(request, meeting, statement, form):
    found = meeting.statements.filter(slug=statement).for_meeting_page()
    said = found.prefetch_related("speaker__appointments", "party__other_names").first()
    if said is None:
        raise Http404
    said.meeting = meeting
    said.seat_title = seat_title_of(said)
    version = version_shown(request, meeting, said.get_absolute_url(), said)
    return answer(form, statement_item(said, meeting, places_of(meeting), version))


def version_shown(request, meeting, path, statement=None):
    """The one that is asked for, else the last. Two queries in the latter case."""
    earlier = getattr(request, "earlier", None)
    asked = earlier.asked if earlier else version_of(meeting, statement)
    address = request.build_absolute_uri(f"{path}?as_of={asked.text}")
    return Version(f"as of {asked.words}", address)


def places_of(meeting):
    return [Place(**row) for row in meeting.place_rows]


def seat_title_of(said):
    """The speaker's title as a delegate: the last that is tried for a post."""
    seats = Delegate.objects.filter(
        official=said.speaker_id, delegation__meeting=said.meeting, delegation__party=said.party_id
    )
    return seats.values_list("title", flat=True).first() if said.speaker_id else None


def answer(form, item):
    media_type = MEDIA_TYPES[form]
    charset = "" if form == "csl" else "; charset=utf-8"
    name = f"{item['id'][:100]}.{'json' if form == 'csl' else form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(WRITERS[form](item), f"{media_type}{charset}", headers=headers)
