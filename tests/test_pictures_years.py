"""Counts per year as a chart: where its bars stand, and what they say."""

from django.template.loader import render_to_string

from talks.pictures.years import HEIGHT, year_chart


def test_no_counts_make_no_chart():
    assert year_chart({}) is None
    assert year_chart({1985: 0}) is None


def test_bars_stand_in_order_of_years_and_leave_gaps_out():
    chart = year_chart({2001: 4, 1999: 1, 2000: 0})
    assert [(bar.year, bar.count) for bar in chart.bars] == [(1999, 1), (2001, 4)]
    assert (chart.first, chart.last) == (1999, 2001)
    assert [bar.slot for bar in chart.bars] == ["0.00%", "8.00%"]


def test_tallest_bar_fills_the_chart_and_the_smallest_is_still_seen():
    few, many = year_chart({1990: 1, 1991: 100_000}).bars
    assert many.height == HEIGHT - 2
    assert few.height == 2
    assert few.y + few.height == many.y + many.height == HEIGHT


def test_bars_and_labels_stay_within_the_chart_whatever_its_span():
    for years in ([2022], [1866, 2025], [1, 9999], range(1946, 2023)):
        chart = year_chart(dict.fromkeys(years, 3))
        ends = [float(bar.slot[:-1]) + float(bar.slot_width[:-1]) for bar in chart.bars]
        assert max(ends) <= 100.02
        assert 1 <= len(chart.ticks) <= 8
        assert all(0 <= float(x[:-1]) <= 100 for _, x in chart.ticks)


def test_bars_lead_where_asked_and_the_chosen_year_is_marked():
    chart = year_chart({1990: 1, 1991: 2}, link=lambda year: f"?year={year}&q=a", chosen=[1991])
    assert [(bar.href, bar.is_chosen) for bar in chart.bars] == [
        ("?year=1990&q=a", False),
        ("?year=1991&q=a", True),
    ]
    html = render_to_string("components/_year_chart.html", {"chart": chart, "caption": "Meetings"})
    assert html.count('href="?year=1991&amp;q=a"') == 2
    assert '<th scope="row"><a href="?year=1991&amp;q=a" aria-current="true">1991</a></th>' in html


def test_table_has_the_numbers_without_links_too():
    html = render_to_string("components/_year_chart.html", {"chart": year_chart({1990: 1234})})
    assert '<th scope="row">1990</th><td>1,234</td>' in html
    assert "<a " not in html
