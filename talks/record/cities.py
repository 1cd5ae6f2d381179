"""Ids for places that a record file gives by their city alone."""

import json

from talks.folding import fold
from talks.models import OldId, Place


class Places:
    """Gives a place without an id the slug of its city, with the country when that is taken.

    Ids that a line gives come first, wherever it stands; then places by city, in the order of the
    lines. `settle` therefore waits for the last line, and `id_of` for `settle`.
    """

    def __init__(self):
        self.countries = dict(Place.objects.values_list("slug", "country"))
        self.stored = set(self.countries)
        renamed = OldId.objects.filter(noun="place", target__isnull=False)
        targets = dict(renamed.values_list("slug", "target"))
        country_of = dict(
            Place.objects.filter(pk__in=targets.values()).values_list("pk", "country")
        )
        self.countries |= {old: country_of[pk] for old, pk in targets.items() if pk in country_of}
        self.by_city, self.slugs = {}, {}

    def give_id(self, slug, country):
        """Note an id that a line gives, or one found for a city."""
        self.countries[slug] = self.countries.get(slug) or country

    def await_id(self, place, where):
        """Note a place without an id. False when its city cannot make one."""
        key = key_of_city(place)
        content = json.dumps({k: v for k, v in place.items() if k != "city"}, sort_keys=True)
        self.by_city.setdefault(key, {}).setdefault(content, (place, where))
        return bool(key[0])

    def settle(self):
        """Triples of id, content and where it stands, of all places without an id."""
        for (city, country), places in self.by_city.items():
            is_free = not country or self.countries.get(city, country) in (country, "")
            slug = city if is_free else f"{city}-{country.lower()}"
            self.give_id(slug, country)
            self.slugs[city, country] = slug
            for place, where in places.values():
                yield slug, place, where

    def id_of(self, place):
        return place.get("id") or self.slugs[key_of_city(place)]


def key_of_city(place):
    return slug_of(place["city"]), place.get("country") or ""


def slug_of(city):
    words = "".join(c if c.isalnum() else " " for c in fold(city)).split()
    return "-".join(words)[:490]
