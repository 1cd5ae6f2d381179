"""Where cities lie, and where that is on the flat."""

import re
from pathlib import Path

import pytest

from talks.world.cities import key, position, positions
from talks.world.projection import project

OUTLINES = Path(__file__).parents[1] / "static" / "map" / "world.svg"


@pytest.mark.parametrize(
    ("city", "country", "degrees"),
    [
        ("Geneva", "CH", (46.2, 6.15)),
        ("Zürich", "CH", (47.37, 8.55)),
        ("ZURICH", "CH", (47.37, 8.55)),
        ("Geneva", "FR", None),
        ("Tel Aviv", "IL", (32.08, 34.78)),
        ("Tel Aviv-Yafo", "IL", (32.08, 34.78)),
        ("Saigon", "VN", (10.82, 106.63)),
        ("Washington", "US", (38.9, -77.04)),
        ("Nowhere", "CH", None),
        ("Geneva", "", None),
        ("", "CH", None),
    ],
)
def test_position(city, country, degrees):
    assert position(city, country) == (pytest.approx(degrees, abs=0.02) if degrees else None)


def test_every_position_is_on_earth_and_every_name_is_a_key():
    assert len(positions()) > 40_000
    for (country, name), (latitude, longitude) in positions().items():
        assert re.fullmatch("[A-Z]{2}", country)
        assert key(name) == name
        assert abs(latitude) <= 90
        assert abs(longitude) <= 180


def test_project_is_equal_earth():
    assert project(0, 10) == (0, 0)
    # The width and height that the projection's authors give: 2.7066 and 1.3174 radii.
    assert project(0, 189.999)[0] == pytest.approx(2.7066 * 800, abs=1)
    assert project(90, 10) == (0, pytest.approx(-1.3174 * 800, abs=1))
    assert project(-90, 10)[1] == -project(90, 10)[1]


def test_project_is_cut_in_the_bering_strait():
    chukotka, alaska = project(66, -171), project(66, -169)
    assert chukotka[0] > 1000
    assert alaska[0] < -1000
    assert project(-18, 179)[0] < project(-18, -179)[0]


def test_outlines_hold_the_paths_that_the_page_uses():
    text = OUTLINES.read_text()
    assert len(text) < 120_000
    for name in ["land", "borders"]:
        path = re.search(rf'<path id="{name}" d="([^"]+)"/>', text)[1]
        assert re.fullmatch(r"(M-?\d+,-?\d+l(-?\d+,-?\d+ ?)+z?)+", path)
    assert "<script" not in text
    assert "style" not in text
