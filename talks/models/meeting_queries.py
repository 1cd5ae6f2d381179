"""Which meetings, in which order and with what: the queries that pages, lists and files need."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from talks import search

from . import accounts, chain, duplicates, fulfilments, nouns
from .added import first_public_slug
from .chain import NEWEST_FIRST, OLDEST_FIRST
from .choices import (
    DelegateRole,
    DelegationRole,
    MeetingFormat,
    MeetingStatus,
)
from .meeting_links import MeetingAuspice, MeetingIssue, MeetingPlace, MeetingSource, linked
from .review_notes import ReviewNote

ROW_PARTIES = 6
UNCHECKED_DAYS = 365
DAYS_OF_A_MONTH = 31
SOURCE_SHOWN = "id slug title publisher author kind url published accessed archived_url".split()
LATEST_ON_RECORD = [F("first_published_at").desc(nulls_last=True), *NEWEST_FIRST]
FACE_TO_FACE = [MeetingFormat.BILATERAL, MeetingFormat.TRILATERAL, MeetingFormat.CONSULTATION]
TOOK_PART = [role for role in DelegationRole.values if role != DelegationRole.OBSERVER]


class MeetingQuerySet(nouns.NounQuerySet):
    def published(self):
        """What the public may see; `Meeting.is_published` says the same of one row."""
        return self.filter(is_draft=False)

    def drafts(self):
        return self.filter(is_draft=True)

    def waiting_for_review(self):
        """Drafts that were handed over, and neither published nor sent back since."""
        notes = ReviewNote.objects.filter(meeting=OuterRef("pk")).order_by("-pk")
        last = models.Subquery(notes.values("step")[:1])
        return self.drafts().alias(last_step=last).filter(last_step=ReviewNote.Step.ASKED)

    def withdrawn(self):
        """Drafts that were public: their addresses answer with a reason."""
        return self.drafts().exclude(withdrawn_at=None)

    def matching(self, words):
        return self.filter(search=search.query(words))

    def that_may_not_be_published(self):
        """Meetings of which `publication_problems()` names one or more."""
        from .delegations import Delegation
        from .statements import Statement

        uncited = Statement.objects.filter(meeting=OuterRef("pk"), citations=None)
        backwards = Q(ends_latest__lt=F("starts_earliest"))
        seated = Exists(Delegation.objects.filter(meeting=OuterRef("pk")))
        return self.filter(Q(starts="") | backwards | ~seated | Exists(uncited))

    def on_or_after(self, day):
        """Meetings that may have gone on on this day or later. No date at all matches nothing."""
        last = Q(ends_latest__gte=day) | Q(ends="", starts_latest__gte=day)
        return self.exclude(starts="").filter(last | open_ended())

    def on_or_before(self, day):
        return self.exclude(starts="").filter(Q(starts_earliest__lte=day) | Q(starts_earliest=None))

    def upcoming(self):
        """Planned or tentative meetings that may still come, today included."""
        still_open = [MeetingStatus.PLANNED, MeetingStatus.TENTATIVE]
        return self.filter(status__in=still_open).on_or_after(timezone.localdate())

    def attended_by(self, party, roles=TOOK_PART):
        from .delegations import Delegation

        there = Delegation.objects.filter(meeting=OuterRef("pk"), party=party, role__in=roles)
        return self.filter(Exists(there))

    def between(self, one, other):
        """Meetings in which two parties both took part, in any format."""
        return self.attended_by(one).attended_by(other)

    def face_to_face(self):
        """Formats in which parties that both took part have met."""
        return self.filter(format__in=FACE_TO_FACE)

    def indirect(self):
        return self.filter(format=MeetingFormat.INDIRECT)

    def both_present(self):
        """Formats that put parties in one room without saying that they met."""
        return self.exclude(format__in=[*FACE_TO_FACE, MeetingFormat.INDIRECT])

    def newest_first(self):
        return self.order_by(*NEWEST_FIRST)

    def oldest_first(self):
        return self.order_by(*OLDEST_FIRST)

    def held(self):
        return self.filter(status=MeetingStatus.HELD)

    def not_held(self):
        """Planned, tentative, postponed or cancelled."""
        return self.exclude(status=MeetingStatus.HELD)

    def seating(self, official):
        """Meetings at which an official sat as a delegate."""
        from .delegations import Delegate

        seats = Delegate.objects.filter(official=official, delegation__meeting=OuterRef("pk"))
        return self.filter(Exists(seats))

    def at(self, place):
        here = MeetingPlace.objects.filter(place=place, meeting=OuterRef("pk"))
        return self.filter(Exists(here))

    def in_country(self, code):
        there = MeetingPlace.objects.filter(place__country=code, meeting=OuterRef("pk"))
        return self.filter(Exists(there))

    def on_issue(self, issue):
        """Meetings on an issue, or at which a statement on it was made."""
        from .statement_links import StatementIssue

        named = MeetingIssue.objects.filter(issue=issue).values("meeting")
        spoken = StatementIssue.objects.filter(issue=issue).values("statement__meeting")
        return self.filter(pk__in=named.union(spoken))

    def on_this_day(self, day):
        """Held meetings that began on this day of an earlier year."""
        return self.held().filter(
            starts_earliest__day=day.day,
            starts_earliest__month=day.month,
            starts_earliest__lt=day,
            starts_latest=F("starts_earliest"),
        )

    def latest_on_record(self):
        """Most recently published first; what came together, by its own day."""
        return self.order_by(*LATEST_ON_RECORD)

    def without_prose(self):
        """Only what a link or a row shows: the long columns stay in the database."""
        return self.defer("summary", "outcome", "folded", "search")

    def with_counts(self):
        """`delegation_count` and `statement_count`."""
        from .delegations import Delegation
        from .statements import Statement

        return self.annotate(
            delegation_count=nouns.count_of(Delegation.objects.filter(meeting=OuterRef("pk"))),
            statement_count=nouns.count_of(Statement.objects.filter(meeting=OuterRef("pk"))),
        )

    def for_list_page(self):
        """What rows of a list show: places, the first parties, counts. Two more queries."""
        from .delegations import Delegation

        first = Delegation.objects.select_related("party").order_by("order", "pk")[:ROW_PARTIES]
        places = MeetingPlace.objects.select_related("place").order_by("order", "pk")
        return (
            self.without_prose()
            .with_counts()
            .prefetch_related(
                models.Prefetch("delegations", first, to_attr="first_delegations"),
                models.Prefetch("meeting_places", places),
            )
        )

    def for_detail_page(self):
        """With its process, what it is part of, its citations, and the short lists of its head.

        The lists come as arrays in the meeting's own row (`place_rows`, `auspice_rows`,
        `issue_rows`, `source_rows`: field values, in order), so that all costs two queries.
        """
        from .sources import MeetingCitation

        cited = MeetingCitation.objects.select_related("source").order_by("order", "pk")
        return (
            self.defer("folded", "search")
            .select_related("process", "part_of")
            .annotate(
                place_rows=linked(MeetingPlace, "place", "slug", "city", "country"),
                auspice_rows=linked(MeetingAuspice, "party", "slug", "name"),
                issue_rows=linked(MeetingIssue, "issue", "slug", "name", "question"),
                source_rows=linked(MeetingSource, "source", *SOURCE_SHOWN),
            )
            .prefetch_related(models.Prefetch("citations", cited))
        )

    def dated_to_a_month(self):
        """Meetings that a calendar can show: where their days are in doubt, a month is not."""
        month = timedelta(days=DAYS_OF_A_MONTH)
        begin = Q(starts_latest__lte=F("starts_earliest") + month)
        end = Q(ends="") | Q(ends_latest__lte=F("ends_earliest") + month)
        return self.filter(begin, end)

    def for_calendar(self):
        """What an entry of a calendar shows; and `first_slug`, the id with which it was published.

        The lists are `seats`, with their `heads`, `place_links` and `issue_links`. Nine queries.
        """
        from .delegations import Delegate, Delegation
        from .parties import Party

        heads = Delegate.objects.filter(role=DelegateRole.HEAD).select_related("official")
        heads = heads.only("delegation", "title", "official__name").order_by("order", "pk")
        parties = Party.objects.only("name").prefetch_related("other_names")
        seats = Delegation.objects.order_by("order", "pk").prefetch_related(
            models.Prefetch("party", parties),
            models.Prefetch("delegates", heads, to_attr="heads"),
        )
        places = MeetingPlace.objects.order_by("order", "pk").prefetch_related("place")
        issues = MeetingIssue.objects.order_by("order", "pk").prefetch_related("issue")
        return (
            self.without_prose()
            .select_related("process")
            .annotate(first_slug=first_public_slug())
            .prefetch_related(
                models.Prefetch("delegations", seats, to_attr="seats"),
                models.Prefetch("meeting_places", places, to_attr="place_links"),
                models.Prefetch("meeting_issues", issues, to_attr="issue_links"),
            )
        )

    def with_one_account(self):
        """Held meetings of several sides of which just one is heard: see `accounts`."""
        return self.held().filter(pk__in=accounts.meetings_with_one())

    def at_once(self):
        """Probable duplicates: the same parties on the same day. Reads all meetings at once."""
        return self.filter(slug__in=duplicates.members(duplicates.meetings_at_once()))

    def that_may_have_met(self, follow_up):
        """A few held meetings of the same parties about the day a follow-up was due: a list."""
        return fulfilments.likely_meetings(self, follow_up)

    def long_unchecked(self):
        """Published meetings never checked against their sources, or more than a year ago."""
        limit = timezone.localdate() - timedelta(days=UNCHECKED_DAYS)
        return self.published().filter(Q(last_checked="") | Q(last_checked_latest__lt=limit))

    def around(self, meeting):
        """Published meetings around one in the chain of talks. One query."""
        return chain.around(self.published(), meeting)


def open_ended():
    """No last day: an open end, or an open start without an end."""
    return Q(ends="", starts_latest=None) | (~Q(ends="") & Q(ends_latest=None))
