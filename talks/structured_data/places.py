"""Places: cities, with their country and coordinates."""

from .graph import breadcrumbs, graph, known_as, node, page_of


def place_graph(site, place):
    own = node("Place", **known_as(site, place), geo=coordinates(place))
    about = place_node(site, place) | own
    return graph(about, breadcrumbs(site, "Places", "place_list", row=place))


def place_node(site, place):
    return node("Place", id=page_of(site, place), name=str(place), address=address_of(place))


def address_of(place):
    return node("PostalAddress", addressLocality=place.city, addressCountry=str(place.country))


def coordinates(place):
    """Of the record, where nought is a place like any other."""
    if place.latitude is None or place.longitude is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
