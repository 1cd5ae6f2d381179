"""The chart of meetings a year on the page of a party, an official or a place."""

from urllib.parse import urlencode

from django.urls import reverse

from talks.pictures.years import year_chart


def meetings_chart(counts, **asked):
    """The chart of `counts` by year, or None where there are not two years to compare.

    A bar leads to its year in the list of meetings, of which `asked` is asked.
    """
    address = reverse("meeting_list")
    return chart_of(counts, lambda year: f"{address}?{urlencode(asked | {'year': year})}")


def chart_of(counts, link, chosen=()):
    known = {year: n for year, n in counts.items() if year is not None}
    return year_chart(known, link, chosen) if len(known) > 1 else None
