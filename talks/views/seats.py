"""Who sat at a meeting, for whom, in which post that day, and where each side is first heard."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse

from talks.models import Delegate
from talks.models.delegations import differing_posts, post_shown


@dataclass
class Seat:
    """A party at the table; `number` is of the statements it made, `href` leads to the first.

    `address` is the party's own; `joins` says that it joined in one of those shown.
    """

    delegation: object
    name: str
    address: str
    people: list
    joins: bool
    number: int = 0
    href: str = ""

    @property
    def party(self):
        return self.delegation.party

    @property
    def is_heard(self):
        return bool(self.number or self.joins)

    @property
    def has_names(self):
        return any(one.official for one in self.people)


@dataclass
class Person:
    """One delegate, with the post shown, the posts on record that differ, and what sources say."""

    delegate: object
    official: object
    href: str
    post: str
    differing_posts: list
    accounts: list


def seats_of(meeting, delegations, statements, heard, differing, links):
    """A seat for each delegation; `statements` is the page of them shown, `heard` is of all.

    One query where there are other pages.
    """
    joint = {party for one in statements for party in one.jointly_with}
    numbers = {row.party_id: row.number for row in heard}
    party_address, official_address = addresses("party_detail"), addresses("official_detail")
    hrefs = first_said(meeting, statements, heard, links)
    return [
        Seat(
            delegation,
            delegation.party.name_on(meeting.first_day),
            party_address(delegation.party.slug),
            [person_of(one, differing, official_address) for one in delegation.seated],
            delegation.party in joint,
            numbers.get(delegation.party_id, 0),
            hrefs.get(delegation.party_id, ""),
        )
        for delegation in delegations
    ]


def first_said(meeting, statements, heard, links):
    """For each party a link to its first statement: here, or by its permalink."""
    if not statements.has_other_pages():
        return {said.party_id: f"#s-{said.slug}" for said in reversed(statements)}
    address = addresses("statement_detail", meeting.slug)
    orders = {row.party_id: row.first for row in heard}
    rows = meeting.statements.filter(order__in=set(orders.values())).order_by("order", "-pk")
    return {
        party: links.link(address(slug))
        for party, order, slug in rows.values_list("party_id", "order", "slug")
        if orders[party] == order
    }


def addresses(view, *args):
    """A function that makes an id the address of its page: one look-up for hundreds of links."""
    of_none = reverse(view, args=[*args, "0"])
    return lambda slug: f"{of_none.removesuffix('0/')}{slug}/"


def person_of(delegate, differing, address):
    official = delegate.official
    if official is None:
        return Person(delegate, None, "", delegate.title, [], [])
    posts = delegate.posts()
    return Person(
        delegate,
        official,
        href=address(official.slug),
        post=post_shown(delegate.title, posts),
        differing_posts=differing_posts(delegate.title, posts),
        accounts=differing.get(official.slug, []),
    )


def delegations_of(meeting):
    """Delegations with their delegates as `seated`: two queries."""
    delegates = (
        Delegate.objects.select_related("official", "on_behalf_of")
        .defer("official__folded", "official__other_names", "on_behalf_of__folded")
        .order_by("order", "pk")
    )
    return list(
        meeting.delegations.select_related("party")
        .defer("party__folded")
        .prefetch_related(Prefetch("delegates", delegates, to_attr="seated"))
        .order_by("order", "pk")
    )
