"""Officials: persons, their names and the posts they held."""

from talks.iso_dates import certain_part

from .graph import breadcrumbs, graph, known_as, node, same_as
from .parties import party_node

POSTS_AT_MOST = 50


def official_graph(site, official, posts):
    """`posts` with their parties, in the order of the page."""
    person = node(
        "Person",
        **known_as(site, official),
        name=official.name,
        alternateName=other_names(official),
        sameAs=same_as(official),
        hasOccupation=[occupation(post) for post in posts[:POSTS_AT_MOST]],
        worksFor=[service(site, post) for post in posts[:POSTS_AT_MOST]],
    )
    return graph(person, breadcrumbs(site, "Officials", "official_list", row=official))


def other_names(official):
    told = [official.native_name, *official.other_names]
    return list(dict.fromkeys(filter(None, told)))


def occupation(post):
    """A post as a role: schema.org says of when it was held in no other way."""
    held = node("Occupation", name=post.title)
    return node("Role", **term_of(post), hasOccupation=held)


def service(site, post):
    return node(
        "EmployeeRole",
        roleName=post.title,
        **term_of(post),
        worksFor=party_node(site, post.party),
    )


def term_of(post):
    return {"startDate": certain_part(post.starts), "endDate": certain_part(post.ends)}
