"""What is thin, late, doubtful or duplicated in the record: checks for staff, drafts included.

Each check yields one line for each thing it finds; none of them changes anything.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from talks.folding import fold
from talks.models import (
    Appointment,
    Delegate,
    Delegation,
    FollowUp,
    Issue,
    Meeting,
    MeetingCitation,
    Party,
    Place,
    Source,
    Statement,
    duplicates,
)
from talks.models.choices import MeetingStatus
from talks.models.delegations import clashing_heads

CHECKS = []


@dataclass(frozen=True)
class Check:
    group: str
    heading: str
    find: callable


def check(group, heading):
    """Register a function that yields the findings under a heading."""

    def register(find):
        CHECKS.append(Check(group, heading, find))
        return find

    return register


def in_meetings(rows):
    """`meeting/id` of rows that hang on a meeting."""
    for slug, own in rows.order_by("meeting__slug", "order").values_list("meeting__slug", "slug"):
        yield f"{slug}/{own}"


def slugs(rows):
    return rows.order_by("slug").values_list("slug", flat=True)


# Thin


@check("thin", "meetings without a source")
def meetings_without_source():
    cited = Statement.objects.filter(meeting=OuterRef("pk"), citations__isnull=False)
    return slugs(Meeting.objects.filter(~Exists(cited), citations=None))


@check("thin", "meetings without a delegation")
def meetings_without_delegation():
    return slugs(Meeting.objects.filter(delegations=None))


@check("thin", "statements without a citation")
def statements_without_citation():
    return in_meetings(Statement.objects.uncited())


@check("thin", "meetings held with only one side's account on record")
def meetings_with_one_account():
    return slugs(Meeting.objects.with_one_account())


@check("thin", "delegates without a title or a post on the day")
def delegates_without_post():
    bare = Delegate.objects.without_post()
    for meeting, official in bare.order_by("delegation__meeting__slug", "order").values_list(
        "delegation__meeting__slug", "official__slug"
    ):
        yield f"{meeting}: {official}"


@check("thin", "speakers without a title or a post on the day")
def speakers_without_post():
    return in_meetings(Statement.objects.without_post())


@check("thin", "issues without a question")
def issues_without_question():
    return slugs(Issue.objects.filter(question=""))


# Late


@check("late", "follow-ups past their day, without an outcome")
def late_follow_ups():
    return in_meetings(FollowUp.objects.late())


@check("late", "meetings still planned after their day")
def stale_plans():
    still = [MeetingStatus.PLANNED, MeetingStatus.TENTATIVE]
    past = Q(ends_latest__lt=timezone.localdate()) | Q(
        ends="", starts_latest__lt=timezone.localdate()
    )
    return slugs(Meeting.objects.filter(past, status__in=still))


# Doubtful


@check("doubtful", "published meetings that break a rule of publishing")
def broken_publications():
    dated = Meeting.objects.published()
    suspects = dated.filter(
        Q(delegations=None)
        | Exists(Statement.objects.filter(meeting=OuterRef("pk"), citations=None))
    )
    for meeting in suspects.distinct().order_by("slug"):
        reasons = " ".join(str(problem) for problem in meeting.publication_problems())
        yield f"{meeting.slug}: {reasons}"


@check("doubtful", "follow-ups met without a held meeting, an outcome or a citation")
def unproven_follow_ups():
    return in_meetings(FollowUp.objects.promises().filter(state="met").unproven())


@check("doubtful", "delegations with two heads on one day")
def double_heads():
    led = Delegation.objects.annotate(heads=Count("delegates", filter=Q(delegates__role="head")))
    for delegation in led.filter(heads__gt=1).select_related("meeting", "party"):
        if clashing_heads(delegation.delegates.all()):
            yield f"{delegation.meeting.slug}: {delegation.party.slug}"


@check("doubtful", "titles that differ from the post on the day")
def differing_titles():
    posts = Appointment.objects.filter(
        official=OuterRef("official"), party=OuterRef("delegation__party")
    )
    titled = Delegate.objects.filter(Exists(posts)).exclude(title="")
    titled = titled.select_related("delegation__meeting", "official").prefetch_related(
        Prefetch("official__appointments")
    )
    for delegate in titled.order_by("delegation__meeting__slug", "order").iterator(1000):
        if posts_held := delegate.post_differs():
            held = ", ".join(post.title for post in posts_held)
            yield (
                f"{delegate.delegation.meeting.slug}: {delegate.official.slug}:"
                f" “{delegate.title}”, on record “{held}”"
            )


@check("doubtful", "citations about something that is not there")
def citations_about_nothing():
    fields = {field.name for field in Meeting._meta.get_fields()}
    cited = MeetingCitation.objects.exclude(about="").select_related("meeting")
    for citation in cited.order_by("meeting__slug", "order"):
        seats = Delegate.objects.filter(delegation__meeting=citation.meeting)
        if citation.about not in fields and not seats.filter(official__slug=citation.about):
            yield f"{citation.meeting.slug}: {citation.about}"


# Duplicated


@check("duplicated", "officials who share a name")
def officials_who_share_a_name():
    return named(duplicates.officials_sharing_a_name())


@check("duplicated", "parties that share a name")
def parties_that_share_a_name():
    names = defaultdict(set)
    for party in Party.objects.prefetch_related("other_names"):
        for spelling in [party.name, *(other.name for other in party.other_names.all())]:
            names[fold(spelling)].add(party.slug)
    return named(duplicates.groups(names))


@check("duplicated", "places that are one city")
def places_that_are_one_city():
    names = defaultdict(set)
    for slug, city, country in Place.objects.values_list("slug", "city", "country"):
        names[fold(city), country].add(slug)
    return named(duplicates.groups(names))


@check("duplicated", "sources at one address")
def sources_at_one_address():
    addresses = Source.objects.exclude(url="").values("url")
    shared = addresses.annotate(ids=ArrayAgg("slug", order_by="slug"), number=Count("pk"))
    for ids in shared.filter(number__gt=1).order_by("url").values_list("ids", flat=True):
        yield ", ".join(ids)


@check("duplicated", "meetings of the same parties on the same day")
def meetings_at_once():
    return named(duplicates.meetings_at_once())


def named(groups):
    """One line for each group of ids."""
    return (", ".join(ids) for ids in groups)
