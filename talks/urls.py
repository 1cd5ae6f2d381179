"""The address of every page; those of the same as data are in views/data_urls.py."""

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
    calendar,
    changes,
    corrections,
    embed,
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
    path("meetings/<id:meeting>/", meetings.meeting_detail, name="meeting_detail"),
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
    path("follow-ups/", follow_ups.follow_up_list, name="follow_up_list"),
    path("follow/", following.follow, name="follow"),
    path("follow/sent/", following.follow_sent, name="follow_sent"),
    path("follow/ended/", following.follow_ended, name="follow_ended"),
    path("follow/confirm/<str:token>/", following.follow_confirm, name="follow_confirm"),
    path("follow/manage/<str:token>/", following.follow_manage, name="follow_manage"),
    path("follow/end/<str:token>/", following.follow_unsubscribe, name="follow_unsubscribe"),
    path("officials/", officials.official_list, name="official_list"),
    path("officials/<id:official>/", officials.official_detail, name="official_detail"),
    path("parties/", parties.party_list, name="party_list"),
    path("parties/<id:party>/", parties.party_detail, name="party_detail"),
    path("parties/<id:party>/with/<id:other>/", parties.party_pair, name="party_pair"),
    path("issues/", issues.issue_list, name="issue_list"),
    path("issues/<id:issue>/", issues.issue_detail, name="issue_detail"),
    path("processes/", processes.process_list, name="process_list"),
    path("processes/<id:process>/", processes.process_detail, name="process_detail"),
    path("places/", places.place_list, name="place_list"),
    path("places/<id:place>/", places.place_detail, name="place_detail"),
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
