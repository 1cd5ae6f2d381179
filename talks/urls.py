"""Every address of the site, on one screen."""

from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path
from django.views.decorators.cache import cache_control

from talks import converters  # noqa: F401  (registers what ids look like)
from talks.admin.likely import post_on_day
from talks.admin.written_dates import understood_date
from talks.api.documentation import documentation
from talks.api.v1 import urls as api_urls
from talks.sitemaps import SECTIONS
from talks.views import (
    akoma_ntoso,
    calendar,
    calendars,
    change_feeds,
    changes,
    corrections,
    embed,
    feeds,
    follow_ups,
    following,
    home,
    issues,
    map,
    meetings,
    oembed,
    officials,
    parties,
    places,
    popolo,
    preview,
    processes,
    robots,
    search,
    sources,
    statements,
    styleguide,
)

an_hour = cache_control(public=True, max_age=3600)

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
    path("meetings.ics", calendars.meeting_list_ics, name="meeting_list_ics"),
    path("meetings.atom", feeds.meeting_list_atom, name="meeting_list_atom"),
    path("meetings/<id:meeting>/", meetings.meeting_detail, name="meeting_detail"),
    path("meetings/<id:meeting>.ics", calendars.meeting_detail_ics, name="meeting_detail_ics"),
    path(
        "meetings/<id:meeting>.atom", change_feeds.meeting_detail_atom, name="meeting_detail_atom"
    ),
    path("meetings/<id:meeting>.akn", akoma_ntoso.meeting_akn, name="meeting_detail_akn"),
    path("meetings/<id:meeting>/changes/", changes.meeting_changes, name="meeting_changes"),
    path(
        "meetings/<id:meeting>/statements/<id:statement>/",
        meetings.statement_detail,
        name="statement_detail",
    ),
    path("meetings/<id:meeting>/embed/", embed.meeting_embed, name="meeting_embed"),
    path(
        "meetings/<id:meeting>/statements/<id:statement>/embed/",
        embed.statement_embed,
        name="statement_embed",
    ),
    path("oembed/", oembed.oembed, name="oembed"),
    path("statements/", statements.statement_list, name="statement_list"),
    path("statements.atom", feeds.statement_list_atom, name="statement_list_atom"),
    path("corrections.atom", change_feeds.corrections_atom, name="corrections_atom"),
    path("follow-ups/", follow_ups.follow_up_list, name="follow_up_list"),
    path("follow/", following.follow, name="follow"),
    path("follow/sent/", following.follow_sent, name="follow_sent"),
    path("follow/ended/", following.follow_ended, name="follow_ended"),
    path("follow/confirm/<str:token>/", following.follow_confirm, name="follow_confirm"),
    path("follow/manage/<str:token>/", following.follow_manage, name="follow_manage"),
    path("follow/end/<str:token>/", following.follow_unsubscribe, name="follow_unsubscribe"),
    path("follow-ups.ics", calendars.follow_up_list_ics, name="follow_up_list_ics"),
    path("follow-ups.atom", feeds.follow_up_list_atom, name="follow_up_list_atom"),
    path("officials/", officials.official_list, name="official_list"),
    path("officials/<id:official>/", officials.official_detail, name="official_detail"),
    path("officials/<id:official>.ics", calendars.official_detail_ics, name="official_detail_ics"),
    path("officials/<id:official>.atom", feeds.official_detail_atom, name="official_detail_atom"),
    path("officials.popolo", popolo.official_list_popolo, name="official_list_popolo"),
    path(
        "officials/<id:official>.popolo",
        popolo.official_detail_popolo,
        name="official_detail_popolo",
    ),
    path("parties.popolo", popolo.party_list_popolo, name="party_list_popolo"),
    path("parties/<id:party>.popolo", popolo.party_detail_popolo, name="party_detail_popolo"),
    path("parties/", parties.party_list, name="party_list"),
    path("parties/<id:party>/", parties.party_detail, name="party_detail"),
    path("parties/<id:party>.ics", calendars.party_detail_ics, name="party_detail_ics"),
    path("parties/<id:party>.atom", feeds.party_detail_atom, name="party_detail_atom"),
    path("parties/<id:party>/with/<id:other>/", parties.party_pair, name="party_pair"),
    path("issues/", issues.issue_list, name="issue_list"),
    path("issues/<id:issue>/", issues.issue_detail, name="issue_detail"),
    path("issues/<id:issue>.ics", calendars.issue_detail_ics, name="issue_detail_ics"),
    path("issues/<id:issue>.atom", feeds.issue_detail_atom, name="issue_detail_atom"),
    path("issues/<id:issue>.csv", issues.issue_csv, name="issue_detail_csv"),
    path("processes/", processes.process_list, name="process_list"),
    path("processes/<id:process>/", processes.process_detail, name="process_detail"),
    path("processes/<id:process>.ics", calendars.process_detail_ics, name="process_detail_ics"),
    path("processes/<id:process>.atom", feeds.process_detail_atom, name="process_detail_atom"),
    path("places/", places.place_list, name="place_list"),
    path("places/<id:place>/", places.place_detail, name="place_detail"),
    path("places/<id:place>.ics", calendars.place_detail_ics, name="place_detail_ics"),
    path("places/<id:place>.atom", feeds.place_detail_atom, name="place_detail_atom"),
    path("sources/<id:source>/", sources.source_detail, name="source_detail"),
    path("api/", documentation, name="api"),
    path("api/v1/", include(api_urls)),
    path("robots.txt", robots.robots, name="robots"),
    path(
        "sitemap.xml",
        an_hour(sitemaps.index),
        {"sitemaps": SECTIONS, "sitemap_url_name": "sitemap_section"},
        name="sitemap",
    ),
    *(
        path(
            f"sitemap-{section}.xml",
            an_hour(sitemaps.sitemap),
            {"sitemaps": SECTIONS, "section": section},
            name="sitemap_section",
        )
        for section in SECTIONS
    ),
    path("", include("talks.views.data_urls")),
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
