"""Places where talks are held: a city once, not once per meeting."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, Value
from django.urls import reverse
from django_countries import countries

from . import nouns
from .fields import FoldedField, NameField, SortKeyField, validate_country, validate_timezone
from .history import tracked


class PlaceQuerySet(nouns.NounQuerySet):
    def public(self):
        """Places of published meetings."""
        from .meeting_links import MeetingPlace

        held = MeetingPlace.objects.filter(place=OuterRef("pk"), meeting__is_draft=False)
        return self.filter(Exists(held))

    def by_country(self):
        """By the name of the country, then by city; places without a country last."""
        codes = Value([code for code, _ in countries], ArrayField(models.CharField()))
        rank = Func(codes, F("country"), function="array_position", output_field=IntegerField())
        return self.order_by(rank.asc(nulls_last=True), "sort_key", "slug")

    def for_list_page(self):
        """With `meeting_count`, of published meetings only."""
        from .meeting_links import MeetingPlace

        held = MeetingPlace.objects.filter(place=OuterRef("pk"), meeting__is_draft=False)
        return self.defer("folded").annotate(meeting_count=nouns.count_of(held))

    def for_map(self, meetings):
        """Places of the given meetings with `meeting_count`, of these, most meetings first."""
        return (
            self.defer("folded")
            .filter(meetings__in=meetings)
            .annotate(meeting_count=models.Count("meetings"))
            .order_by("-meeting_count", "sort_key", "slug")
        )


@tracked
class Place(nouns.Noun):
    """`country` is an ISO 3166-1 alpha-2 code; latitude and longitude are degrees (WGS 84)."""

    city = NameField()
    country = models.CharField(max_length=2, blank=True, validators=[validate_country])
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    timezone = models.CharField(
        "time zone", max_length=64, blank=True, validators=[validate_timezone]
    )
    folded = FoldedField(sources=["city", "slug"])
    sort_key = SortKeyField(sources=["city"])

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "slug"]
        constraints = [
            nouns.slug_constraint("place"),
            nouns.not_blank_constraint("place", "city"),
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90)) | Q(latitude=None),
                name="place_latitude_in_range",
                violation_error_message="A latitude lies between -90 and 90.",
            ),
            models.CheckConstraint(
                condition=Q(longitude__range=(-180, 180)) | Q(longitude=None),
                name="place_longitude_in_range",
                violation_error_message="A longitude lies between -180 and 180.",
            ),
        ]
        triggers = nouns.id_triggers("place")

    def __str__(self):
        return f"{self.city}, {self.country_name}" if self.country else self.city

    def get_absolute_url(self):
        return reverse("place_detail", args=[self.slug])

    @property
    def country_name(self):
        return countries.name(self.country)

    @property
    def coordinates(self):
        """As in "46.20° N, 6.15° E"; "" where they are not on record."""
        if self.latitude is None or self.longitude is None:
            return ""
        north, east = "NS"[self.latitude < 0], "EW"[self.longitude < 0]
        return f"{abs(self.latitude):.2f}° {north}, {abs(self.longitude):.2f}° {east}"
