"""Statements in the admin. A meeting may have ten thousand, so they are entered one a page."""

import json
from itertools import count

from django.contrib import admin
from django.template.defaultfilters import truncatechars

from talks.models import Statement, StatementIssue, StatementParty, StatementSpeaker

from .correcting import CorrectingAdmin
from .entry import DATES, EntryAdmin, EntryInline, EntryStack, LinkAdmin, search_words
from .exporting import ExportAdmin
from .forms import NumberedForm, NumberedFormSet
from .likely import key_in, next_source, next_statement, said_before
from .refusals import refuse_broken
from .sources import StatementCitationInline


class StatementIssueInline(EntryInline):
    model = StatementIssue
    fields = ["issue", "stance", "order"]
    shown = ["issue"]
    verbose_name = "issue"
    verbose_name_plural = "issues"
    description = "The stance answers the issue’s question. None is not the same as neutral."


class StatementPartyInline(EntryInline):
    model = StatementParty
    fields = ["party", "role", "order"]
    shown = ["party"]
    verbose_name = "further party"
    verbose_name_plural = "further parties"
    description = "Whom it was said with, for or to."


class StatementSpeakerInline(EntryInline):
    model = StatementSpeaker
    fields = ["speaker", "order"]
    shown = ["speaker"]
    verbose_name, verbose_name_plural = "joint speaker", "joint speakers"


class StatementInline(EntryStack):
    """A meeting's statements, in the form of the meeting."""

    model = Statement
    form = NumberedForm
    formset = NumberedFormSet
    shown = ["speaker", "party"]
    inlines = [
        StatementIssueInline,
        StatementCitationInline,
        StatementPartyInline,
        StatementSpeakerInline,
    ]
    is_long = True
    unfolded = 0
    description = (
        "One statement for each thing said. A speaker brings the party, and a warning when no post "
        "is on record for that day. Without a speaker, give the party alone (“the State "
        "Department said”) or a title (“a senior official”). A new one begins like those before."
    )
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("speaker", "party", "speaker_title"),
                    "text",
                    ("said_on", "setting", "act", "wording"),
                ]
            },
        ),
        (
            "In the original; id and order",
            {
                "classes": ["collapse"],
                "fields": [
                    ("original_language", "translator"),
                    "original_text",
                    ("slug", "order"),
                ],
            },
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("search", "folded")

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.before = json.dumps(said_before(obj)) if obj and obj.pk else ""
        return formset

    def summary(self, row):
        maker = row.speaker or row.speaker_title or row.party
        return f"{row.slug} · {maker}: {truncatechars(row.text, 100)}"


# So many rows found are named by their keys.
FEW = 1_000


class NextCitationInline(StatementCitationInline):
    def get_extra(self, request, obj=None, **kwargs):
        return 1 if is_next(request, obj) else self.extra


def is_next(request, statement):
    """Whether this is the empty form for one more statement of a meeting."""
    is_new = statement is None or statement.pk is None
    return is_new and request.method == "GET" and key_in(request, "meeting") is not None


@admin.register(Statement)
class StatementAdmin(CorrectingAdmin, ExportAdmin, EntryAdmin):
    judged_path = "meeting"
    judge = staticmethod(refuse_broken)
    list_display = ["slug", "meeting", "speaker", "party", "act", "said"]
    list_filter = ["act", "wording", "setting"]
    list_select_related = ["meeting", "speaker", "party"]
    search_fields = ["search"]
    search_help_text = "Words of the text, as on the site: a phrase in quotes, or, -not."
    inlines = [
        StatementIssueInline,
        NextCitationInline,
        StatementPartyInline,
        StatementSpeakerInline,
    ]
    fieldsets = [
        (
            None,
            {
                "fields": ["meeting", "slug", "order"],
                "description": "The id is the statement’s own within its meeting: s1, s2, …",
            },
        ),
        (
            "Who",
            {
                "fields": ["party", "speaker", "speaker_title"],
                "description": "A party alone (“the State Department said”), a speaker for a "
                "party, or a title alone (“a senior official”).",
            },
        ),
        (
            "What",
            {
                "fields": ["text", "said_on", "setting", "act", "wording"],
                "description": "Words that the source itself quotes stand in “ ” inside a "
                f"paraphrase. {DATES}",
            },
        ),
        (
            "In the original",
            {
                "fields": ["original_language", "original_text", "translator"],
                "description": "For a translated statement: its language, its words, and who "
                "translated them.",
            },
        ),
    ]

    def get_queryset(self, request):
        long = [f"meeting__{name}" for name in ("summary", "outcome", "folded", "search")]
        return super().get_queryset(request).defer("search", *long)

    def get_ordering(self, request):
        """As said, within one meeting; else newest entries first."""
        return ["order", "pk"] if "meeting__id__exact" in request.GET else self.ordering

    def get_search_results(self, request, queryset, search_term):
        """Few rows are named: PostgreSQL takes a rare word for common, and would read them all."""
        words = search_words(search_term)
        if not words:
            return queryset, False
        found = queryset.matching(words)
        keys = list(found.order_by().values_list("pk", flat=True)[: FEW + 1])
        return (queryset.filter(pk__in=keys) if len(keys) <= FEW else found), False

    def get_changeform_initial_data(self, request):
        """The next id, place in the order and likely values, when the address names a meeting."""
        initial = super().get_changeform_initial_data(request)
        meeting = key_in(request, "meeting")
        if meeting is None:
            return {name: value for name, value in initial.items() if name != "meeting"}
        given = Statement.objects.filter(meeting=meeting).order_by()
        given = set(given.values_list("slug", flat=True))
        n = next(n for n in count(len(given) + 1) if f"s{n}" not in given)
        return {"slug": f"s{n}", "order": n} | next_statement(meeting) | initial

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """A new statement cites the source of the one before."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, NextCitationInline) and is_next(request, obj):
            kwargs["initial"] = next_source(key_in(request, "meeting"))
        return kwargs

    @admin.display(description="text")
    def said(self, statement):
        return truncatechars(statement.text, 80)


@admin.register(StatementIssue)
class StatementIssueAdmin(CorrectingAdmin, LinkAdmin):
    list_display = ["issue", "stance", "statement"]
    list_filter = ["stance"]
    search_fields = ["issue__folded"]


@admin.register(StatementParty)
class StatementPartyAdmin(CorrectingAdmin, LinkAdmin):
    list_display = ["party", "role", "statement"]
    list_filter = ["role"]
    search_fields = ["party__folded"]


@admin.register(StatementSpeaker)
class StatementSpeakerAdmin(CorrectingAdmin, LinkAdmin):
    list_display = ["speaker", "statement"]
    search_fields = ["speaker__folded"]
