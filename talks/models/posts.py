"""Who sat or spoke without a title and without a post on the day: what a reader cannot be told."""

from django.db.models import Case, DateField, Exists, ExpressionWrapper, OuterRef, When
from django.db.models.functions import Coalesce

from . import days

FIRST_OF_MEETING = days.first_day("delegation__meeting__")
# Said of the posts, not of the rows: an OR there would have every row ask for its posts by itself.
A_DAY = ExpressionWrapper(OuterRef("first"), DateField())
LAST_OF_MEETING = days.last_day("delegation__meeting__")


def delegates_without(delegates):
    """Officials among delegates; `Delegate.post_on_the_day()` says the same of one row."""
    bare = delegates.filter(title="", official__isnull=False).alias(
        begun=Case(When(starts="", then=FIRST_OF_MEETING), default="starts_earliest"),
        over=Case(When(ends="", then=LAST_OF_MEETING), default="ends_latest"),
    )
    return without_post(bare, "official", "delegation__party")


def statements_without(statements):
    """Those with a speaker; `Statement.post_on_the_day()` says the same of one row."""
    from .delegations import Delegate

    bare = statements.filter(speaker_title="", speaker__isnull=False).alias(
        begun=Coalesce("said_on_earliest", days.first_day("meeting__")),
        over=Coalesce("said_on_latest", days.last_day("meeting__")),
    )
    seated = Delegate.objects.seated_as_speaker().order_by()
    return without_post(bare, "speaker", "party").filter(~Exists(seated))


def without_post(rows, official, party):
    """Rows of which no post is on record from their day `begun` to their day `over`.

    Without a day there is nothing to say of a post; see `Official.posts_on()`.
    """
    from .officials import Appointment

    held = Appointment.objects.filter(official=OuterRef(official), party=OuterRef(party))
    held = held.covering(OuterRef("first"), OuterRef("last")).alias(day=A_DAY)
    rows = rows.alias(first=Coalesce("begun", "over"), last=Coalesce("over", "begun"))
    return rows.filter(~Exists(held.filter(day__isnull=False)))
