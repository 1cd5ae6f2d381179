"""What the document is: the meeting as a work, the record of it as an expression, this file.

The addresses follow the naming convention of Akoma Ntoso: country, kind, date, id.
"""

from django.utils.timezone import localtime

from talks.models import Issue

from .references import SITE
from .xml import element

# ISO 3166 leaves ZZ to its users: for talks whose country is not on record, or which had none.
NOWHERE = "zz"
LANGUAGE = "eng"


def meta_of(meeting, changed_at, references, site):
    """`changed_at` is when the record of the meeting changed last."""
    published = localtime(meeting.first_published_at or changed_at).date().isoformat()
    return element(
        "meta",
        identification(meeting, localtime(changed_at).date().isoformat(), site),
        element("publication", date=published, name="Parley", showAs="Parley"),
        classification(meeting, references),
        references.element(),
    )


def identification(meeting, changed_on, site):
    day = first_day(meeting)
    work = f"/akn/{country_of(meeting)}/debate/{day}/{meeting.slug}"
    expression = f"{work}/{LANGUAGE}@{changed_on}"
    alias = element("FRBRalias", value=f"{site}{meeting.get_absolute_url()}", name="page")
    return element(
        "identification",
        frbr(
            "FRBRWork",
            work,
            day,
            "meeting",
            element("FRBRcountry", value=country_of(meeting)),
            element("FRBRname", value=meeting.slug),
            alias=alias,
        ),
        frbr(
            "FRBRExpression",
            expression,
            changed_on,
            "last change of the record",
            element("FRBRlanguage", language=LANGUAGE),
        ),
        frbr(
            "FRBRManifestation",
            f"{expression}.akn",
            changed_on,
            "last change of the record",
            element("FRBRformat", value="application/akn+xml"),
        ),
        source=f"#{SITE}",
    )


def frbr(name, address, date, what, *own, alias=None):
    """One of the three levels; `what` says what its date is of."""
    return element(
        name,
        element("FRBRthis", value=f"{address}/!main"),
        element("FRBRuri", value=address),
        alias,
        element("FRBRdate", date=date, name=what),
        element("FRBRauthor", href=f"#{SITE}"),
        *own,
    )


def first_day(meeting):
    """A whole day, as the standard wants it: the first on which the meeting may have begun."""
    day = meeting.first_day or meeting.last_day
    return day.isoformat()


def country_of(meeting):
    """Of the first place. Talks are under no country's law: it is where they were."""
    countries = [row["country"] for row in meeting.place_rows if row["country"]]
    return countries[0].lower() if countries else NOWHERE


def classification(meeting, references):
    """The issues on the table as keywords; None without any."""
    issues = [Issue(**row) for row in meeting.issue_rows]
    keywords = [
        element(
            "keyword",
            value=issue.slug,
            showAs=issue.name,
            dictionary=f"#{SITE}",
            refersTo=references.noun("concept", issue),
        )
        for issue in issues
    ]
    return element("classification", *keywords, source=f"#{SITE}") if keywords else None
