"""Parties: states, organisations, blocs, bodies and armed groups that talk."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django_countries import countries

from talks import dates

from . import nouns
from .choices import PartyKind
from .fields import DerivingModel, EDTFField, FoldedField, NameField, SortKeyField, validate_country
from .history import tracked
from .terms import term_in_words

NAMED_BY_PUBLIC_PARTY = """
    SELECT named.id FROM public CROSS JOIN LATERAL (
        SELECT member_id FROM talks_partymember WHERE bloc_id = public.id
        UNION ALL SELECT predecessor_id FROM talks_party WHERE id = public.id
    ) AS named(id) WHERE named.id IS NOT NULL
"""


class PartyQuerySet(nouns.NounQuerySet):
    def naming(self, words):
        """Parties of which one name, present or past, holds every word."""
        named = PartyName.objects.filter(party=OuterRef("pk")).naming(words)
        return self.filter(Q(pk__in=super().naming(words).values("pk")) | Exists(named))

    def directly_public(self):
        """Parties that a published meeting, or an appointment of a public official, names."""
        from .officials import Official

        own = OuterRef("pk")
        in_meeting = {"meeting__is_draft": False}
        in_statement = {"statement__meeting__is_draft": False}
        uses = [
            related("delegations").filter(party=own, **in_meeting),
            related("statements").filter(party=own, **in_meeting),
            related("statement_roles").filter(party=own, **in_statement),
            related("auspices").filter(party=own, **in_meeting),
            related("delegates_on_behalf").filter(
                on_behalf_of=own, delegation__meeting__is_draft=False
            ),
            related("promises").filter(party=own, follow_up__meeting__is_draft=False),
            related("appointments").filter(party=own, official__in=Official.objects.public()),
        ]
        reached = Q()
        for use in uses:
            reached |= Q(Exists(use))
        return self.filter(reached)

    def seated(self):
        """Parties with a seat at a published meeting: most public ones, told at little cost."""
        seats = related("delegations").filter(party=OuterRef("pk"), meeting__is_draft=False)
        return self.filter(Exists(seats))

    def public(self):
        """Directly public parties, their predecessors, and the members of blocs among them.

        Most have a seat, which is told at little cost; the others are asked the long question.
        """
        seats = related("delegations").filter(party=OuterRef("pk"), meeting__is_draft=False)
        own = self.model.objects.directly_public()
        reached = Q(pk__in=nouns.reached_through(own, NAMED_BY_PUBLIC_PARTY))
        return self.filter(Exists(seats) | reached)

    def by_kind(self):
        """States first, then the other kinds in the order of the choices; by name within one."""
        ranks = [models.When(kind=kind, then=rank) for rank, kind in enumerate(PartyKind.values)]
        return self.order_by(models.Case(*ranks), "sort_key", "slug")

    def for_list_page(self):
        """With `meeting_count`, of published meetings only."""
        seats = related("delegations").filter(party=OuterRef("pk"), meeting__is_draft=False)
        return self.defer("folded").annotate(meeting_count=nouns.count_of(seats))


def related(name):
    """The manager of the model behind a reverse relation of Party."""
    return Party._meta.get_field(name).related_model.objects


@tracked
class Party(nouns.Noun):
    """`iso` is an ISO 3166-1 alpha-2 code (XK for Kosovo), for states only."""

    name = NameField()
    kind = models.CharField(max_length=20, choices=PartyKind, default=PartyKind.OTHER)
    iso = models.CharField("ISO 3166 code", max_length=2, blank=True, validators=[validate_country])
    members = models.ManyToManyField(
        "self", through="PartyMember", symmetrical=False, related_name="blocs"
    )
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors"
    )
    native_name = NameField(blank=True)
    wikidata = models.CharField("Wikidata id", max_length=500, blank=True)
    folded = FoldedField(sources=["name", "native_name", "slug"])
    sort_key = SortKeyField(sources=["name"])

    objects = PartyQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "slug"]
        verbose_name_plural = "parties"
        constraints = [
            nouns.slug_constraint("party"),
            nouns.not_blank_constraint("party", "name"),
            nouns.choice_constraint("party", "kind", PartyKind.choices),
            models.CheckConstraint(
                condition=Q(predecessor=None) | ~Q(predecessor=F("pk")),
                name="party_not_its_own_predecessor",
            ),
        ]
        triggers = nouns.id_triggers("party")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("party_detail", args=[self.slug])

    def clean(self):
        if nouns.is_circular(self, "predecessor"):
            raise ValidationError({"predecessor": "A party does not come before itself."})

    def name_on(self, day):
        """The name in use on a day: a dated other name that covers it, else the name.

        Reads `other_names`: prefetch it where many parties are shown.
        """
        for other in self.other_names.all():
            if day and other.is_dated and other.covers(day):
                return other.name
        return self.name

    @property
    def country_name(self):
        return countries.name(self.iso)


@tracked
class PartyName(DerivingModel):
    """Another name of a party; with dates, the name it had then."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="other_names")
    name = NameField()
    starts = EDTFField("from")
    ends = EDTFField("to")
    order = models.PositiveIntegerField(default=0)
    folded = FoldedField(sources=["name"])

    objects = nouns.NounQuerySet.as_manager()

    class Meta:
        ordering = ["party_id", "order", "pk"]
        constraints = [
            nouns.not_blank_constraint("partyname", "name"),
            models.CheckConstraint(
                condition=~Q(ends_latest__lt=F("starts_earliest")),
                name="partyname_ends_after_start",
                violation_error_message="A name is not given up before it is taken.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_dated(self):
        return bool(self.starts or self.ends)

    @property
    def term(self):
        return term_in_words(self.starts, self.ends)

    def covers(self, day):
        return dates.may_cover(self, day, day)


@tracked
class PartyMember(models.Model):
    bloc = models.ForeignKey(Party, models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Party, models.PROTECT, related_name="bloc_memberships")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["bloc_id", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bloc", "member"], name="party_member_once"),
            models.CheckConstraint(
                condition=~Q(bloc=F("member")),
                name="party_not_its_own_member",
                violation_error_message="A party is not a member of itself.",
            ),
        ]

    def __str__(self):
        return f"{self.member} in {self.bloc}"
