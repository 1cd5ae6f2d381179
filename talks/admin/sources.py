"""Sources, and the citations that stand in the forms of what they are cited for."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime

from talks.models import (
    AppointmentCitation,
    FollowUpCitation,
    LinkCheck,
    MeetingCitation,
    Source,
    StatementCitation,
)

from .entry import DATES, EntryInline, LinkAdmin, NounAdmin, search_words
from .forms import RecordFormSet
from .refusals import refuse_broken, refuse_unproven


@admin.register(Source)
class SourceAdmin(NounAdmin):
    list_display = ["title", "publisher", "kind", "language", "published"]
    list_filter = ["kind"]
    fieldsets = [
        (
            None,
            {
                "fields": ["title", "slug", "kind", "publisher", "author", "section", "language"],
                "description": "What was read: an article, a release, a transcript, a book.",
            },
        ),
        (
            "Where and when",
            {
                "fields": ["url", "archived_url", "links", "published", "accessed"],
                "description": DATES,
            },
        ),
    ]
    readonly_fields = ["links"]

    @admin.display(description="links, when last asked")
    def links(self, source):
        """What `check_links` heard of the addresses as they are saved. One query each."""
        given = [("URL", source.url), ("archived URL", source.archived_url)]
        lines = [f"{name}: {link_in_words(address)}" for name, address in given if address]
        return "\n".join(lines) or "-"


def link_in_words(address):
    check = LinkCheck.objects.of(address).first()
    if check is None:
        return "not asked yet"
    said = f"{check.said} ({date_format(localtime(check.asked_at), 'j F Y, H:i')})"
    if check.failing_since is None:
        return said
    since = date_format(localtime(check.failing_since), "j F Y")
    return f"{'dead' if check.is_dead else 'failed'}, since {since}: {said}"


class CitationFormSet(RecordFormSet):
    def clean_rows(self, rows):
        places = [(row.source_id, row.locator, row.about) for row in rows]
        if len(places) != len(set(places)):
            raise ValidationError("The same place in a source is cited twice.")


class CitationInline(EntryInline):
    formset = CitationFormSet
    fields = ["source", "locator", "about", "says", "order"]
    shown = ["source"]
    verbose_name, verbose_name_plural = "citation", "citations"


class MeetingCitationInline(CitationInline):
    model = MeetingCitation


class StatementCitationInline(CitationInline):
    model = StatementCitation


class AppointmentCitationInline(CitationInline):
    model = AppointmentCitation


class FollowUpCitationInline(CitationInline):
    model = FollowUpCitation


class CitationAdmin(LinkAdmin):
    search_fields = ["source__folded", "locator"]

    def get_search_results(self, request, queryset, search_term):
        """The sources are asked first: each is read once, and not for each of its citations."""
        for word in search_words(search_term).split():
            named = Source.objects.order_by().filter(folded__contains=word).values("pk")
            queryset = queryset.filter(Q(source__in=named) | Q(locator__icontains=word))
        return queryset, False


@admin.register(MeetingCitation)
class MeetingCitationAdmin(CitationAdmin):
    list_display = ["source", "locator", "meeting"]


@admin.register(StatementCitation)
class StatementCitationAdmin(CitationAdmin):
    list_display = ["source", "locator", "statement"]
    judged_path = "statement__meeting"
    judge = staticmethod(refuse_broken)


@admin.register(AppointmentCitation)
class AppointmentCitationAdmin(CitationAdmin):
    list_display = ["source", "locator", "appointment"]


@admin.register(FollowUpCitation)
class FollowUpCitationAdmin(CitationAdmin):
    list_display = ["source", "locator", "follow_up"]
    list_select_related = ["source", "follow_up__meeting"]
    judged_path = "follow_up"
    judge = staticmethod(refuse_unproven)
