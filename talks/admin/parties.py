"""Parties in the admin, with their other names and, for blocs, their members."""

from django.contrib import admin

from talks.models import Party, PartyMember, PartyName

from .entry import DATES, EntryInline, LinkAdmin, NounAdmin


class PartyNameInline(EntryInline):
    model = PartyName
    fields = ["name", "starts", "ends", "order"]
    verbose_name_plural = "other names (with dates: the name it had then)"


class PartyMemberInline(EntryInline):
    model = PartyMember
    fk_name = "bloc"
    fields = ["member", "order"]
    shown = ["bloc", "member"]
    verbose_name_plural = "members (of a bloc)"


@admin.register(Party)
class PartyAdmin(NounAdmin):
    list_display = ["name", "kind", "iso", "slug"]
    list_filter = ["kind"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [PartyNameInline, PartyMemberInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "slug", "kind", "iso", "predecessor"],
                "description": "Whoever sits at a table: a state, an organisation, a bloc, a body, "
                "an authority or an armed group. Only a state has a code, of two letters.",
            },
        ),
        (
            "Names elsewhere",
            {
                "fields": ["native_name", "wikidata"],
                "description": f"Former and other names stand below. {DATES}",
            },
        ),
    ]


@admin.register(PartyName)
class PartyNameAdmin(LinkAdmin):
    list_display = ["name", "party", "starts", "ends"]
    search_fields = ["folded", "party__folded"]


@admin.register(PartyMember)
class PartyMemberAdmin(LinkAdmin):
    list_display = ["member", "bloc"]
    search_fields = ["member__folded", "bloc__folded"]
