"""From degrees to the flat: the Equal Earth projection, in which every country has its true size.

The outlines in static/map/world.svg were drawn in it too; docs/decisions/map.md says why.
"""

from math import asin, cos, radians, sin, sqrt

# The cut is at 170° West, in the Bering Strait, where it goes through no country.
MIDDLE = 10
SCALE = 800


def project(latitude, longitude):
    """Pixels (x, y) on the map; y grows to the south."""
    east = (longitude - MIDDLE + 180) % 360 - 180
    t = asin(sqrt(3) / 2 * sin(radians(latitude)))
    t2, t6 = t**2, t**6
    slope = 1.340264 - 0.243318 * t2 + t6 * (0.006251 + 0.034164 * t2)
    x = 2 * radians(east) * cos(t) / (sqrt(3) * slope)
    y = t * (1.340264 - 0.081106 * t2 + t6 * (0.000893 + 0.003796 * t2))
    return round(x * SCALE), round(-y * SCALE)
