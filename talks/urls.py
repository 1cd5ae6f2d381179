"""Every address of the site, on one screen."""

from django.contrib import admin
from django.urls import include, path, register_converter

from talks.admin.likely import post_on_day
from talks.admin.written_dates import understood_date
from talks.converters import Id
from talks.views import (
    calendar,
    changes,
    citations,
    corrections,
    follow_ups,
    home,
    issues,
    map,
    meetings,
    officials,
    parties,
    places,
    preview,
    processes,
    search,
    sources,
    statements,
    styleguide,
)

register_converter(Id, "id")

CITED = ["ris", "bib", "csl"]

urlpatterns = [
    path("", home.home, name="home"),
    path("about/", home.about, name="about"),
    path("contact/", corrections.contact, name="contact"),
    path("contact/sent/", corrections.contact_sent, name="contact_sent"),
    path("search/", search.search, name="search"),
    path("search/suggestions/", search.suggestions, name="search_suggestions"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("map/", map.map, name="map"),
    path("meetings/", meetings.meeting_list, name="meeting_list"),
    path("meetings/<id:meeting>/", meetings.meeting_detail, name="meeting_detail"),
    path("meetings/<id:meeting>/changes/", changes.meeting_changes, name="meeting_changes"),
    path(
        "meetings/<id:meeting>/statements/<id:statement>/",
        meetings.statement_detail,
        name="statement_detail",
    ),
    *(
        path(
            f"meetings/<id:meeting>.{form}",
            citations.meeting_citation,
            {"form": form},
            name=f"meeting_detail_{form}",
        )
        for form in CITED
    ),
    *(
        path(
            f"meetings/<id:meeting>/statements/<id:statement>.{form}",
            citations.statement_citation,
            {"form": form},
            name=f"statement_detail_{form}",
        )
        for form in CITED
    ),
    path("statements/", statements.statement_list, name="statement_list"),
    path("follow-ups/", follow_ups.follow_up_list, name="follow_up_list"),
    path("officials/", officials.official_list, name="official_list"),
    path("officials/<id:official>/", officials.official_detail, name="official_detail"),
    path("parties/", parties.party_list, name="party_list"),
    path("parties/<id:party>/", parties.party_detail, name="party_detail"),
    path("parties/<id:party>/with/<id:other>/", parties.party_pair, name="party_pair"),
    path("issues/", issues.issue_list, name="issue_list"),
    path("issues/<id:issue>/", issues.issue_detail, name="issue_detail"),
    path("issues/<id:issue>.csv", issues.issue_csv, name="issue_detail_csv"),
    path("processes/", processes.process_list, name="process_list"),
    path("processes/<id:process>/", processes.process_detail, name="process_detail"),
    path("places/", places.place_list, name="place_list"),
    path("places/<id:place>/", places.place_detail, name="place_detail"),
    path("sources/<id:source>/", sources.source_detail, name="source_detail"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("admin/understood-date/", admin.site.admin_view(understood_date), name="understood_date"),
    path("admin/post-on-day/", admin.site.admin_view(post_on_day), name="post_on_day"),
    path(
        "admin/talks/meeting/<int:pk>/preview/",
        admin.site.admin_view(preview.meeting_preview),
        name="meeting_preview",
    ),
    path("admin/import/", include("talks.admin.importing.urls")),
    path("admin/", admin.site.urls),
]

handler403 = "talks.views.errors.forbidden"
handler404 = "talks.views.errors.not_found"
