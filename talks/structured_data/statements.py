"""Statements: quotations, and paraphrases that are none."""

from django.utils.text import Truncator

from talks.iso_dates import certain_part

from .graph import node, page_of
from .issues import KIND as ISSUE
from .parties import party_node

# What is longer is begun: the whole stands on the page, and fifty of them twice would be heavy.
LETTERS_AT_MOST = 300


def statement_node(site, meeting, statement):
    """In quotation marks or not decides: a paraphrase is words of somebody else."""
    kind = "Quotation" if statement.is_quoted else "CreativeWork"
    return node(
        kind,
        id=page_of(site, statement),
        text=Truncator(statement.text).chars(LETTERS_AT_MOST, truncate=" …"),
        creator=creators_of(site, statement),
        dateCreated=certain_part(statement.said_on),
        isPartOf=page_of(site, meeting),
        about=[
            node(ISSUE, id=page_of(site, row.issue), name=row.issue.name)
            for row in statement.statement_issues.all()
        ],
        citation=[citation_of(site, row) for row in statement.citations.all()],
    )


def creators_of(site, statement):
    """Who made it: a person for a party, several, a party alone, or somebody with a title."""
    speakers = [row for row in [statement.speaker, *statement.joint_speakers] if row]
    people = [person_node(site, statement, row) for row in speakers]
    if not speakers and statement.speaker_title:
        people = [node("Person", jobTitle=statement.speaker_title)]
    parties = [statement.party, *statement.jointly_with]
    return people + [
        party_node(site, party, party.name_on(statement.first_day)) for party in parties if party
    ]


def person_node(site, statement, official):
    title = statement.post_on_the_day() if official is statement.speaker else ""
    return node("Person", id=page_of(site, official), name=official.name, jobTitle=title)


def citation_of(site, citation):
    """A source, of which the event tells in full; or a place in it."""
    source = {"@id": page_of(site, citation.source)}
    return (
        node("CreativeWork", name=citation.locator, isPartOf=source) if citation.locator else source
    )
