"""A meeting as readers will see it, for staff alone: the public page, made from a draft.

Kept by nobody on the way: `admin_view` (in urls.py) says no-store, and such answers get no ETag.
"""

import re

from csp.constants import SELF
from csp.decorators import csp_replace
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from talks.models import Meeting

from .embed_code import embedding_of
from .meeting_page import meeting_page

MAY_SEE = ("talks.view_meeting", "talks.change_meeting")
LINK_AWAY = re.compile(r'<a (?=[^>]*\bhref="/)')


@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
def meeting_preview(request, pk):
    """In the frame of the page that publishes it, or by itself. Queries as of the public page."""
    if not any(request.user.has_perm(name) for name in MAY_SEE):
        raise PermissionDenied
    meeting = Meeting.objects.for_detail_page().filter(pk=pk).first()
    if meeting is None:
        raise Http404("There is no such meeting.")
    context = {"meeting": meeting} | meeting_page(request, meeting)
    context |= embedding_of(request, meeting)
    html = render_to_string("meetings/preview.html", context, request)
    return HttpResponse(in_frame(html, meeting), headers={"X-Robots-Tag": "noindex"})


def in_frame(html, meeting):
    """Links lead on outside the frame, where public pages refuse to stand; permalinks within it."""
    own = re.escape(f"{meeting.get_absolute_url()}statements/")
    html = re.sub(rf'href="{own}([a-z0-9-]+)(?:/|\.[a-z]+)"', r'href="#s-\1"', html)
    return LINK_AWAY.sub('<a target="_blank" ', html)
