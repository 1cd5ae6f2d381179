"""The rows that tie a meeting to its places, issues, sources, and those it was under."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from . import nouns
from .history import tracked


class MeetingLink(models.Model):
    """A row that ties a meeting to another noun, in the record's order."""

    order = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


@tracked
class MeetingPlace(MeetingLink):
    meeting = models.ForeignKey("Meeting", models.CASCADE, related_name="meeting_places")
    place = models.ForeignKey("Place", models.PROTECT, related_name="meeting_places")

    class Meta:
        ordering = ["meeting_id", "order", "pk"]
        constraints = [
            nouns.once_constraint(
                "meetingplace", "meeting", "place", message="A place stands once at a meeting."
            )
        ]

    def __str__(self):
        return str(self.place)


@tracked
class MeetingAuspice(MeetingLink):
    """A party under whose auspices the meeting was held."""

    meeting = models.ForeignKey("Meeting", models.CASCADE, related_name="meeting_auspices")
    party = models.ForeignKey("Party", models.PROTECT, related_name="auspices")

    class Meta:
        ordering = ["meeting_id", "order", "pk"]
        constraints = [
            nouns.once_constraint(
                "meetingauspice", "meeting", "party", message="A party stands once here."
            )
        ]

    def __str__(self):
        return str(self.party)


@tracked
class MeetingIssue(MeetingLink):
    meeting = models.ForeignKey("Meeting", models.CASCADE, related_name="meeting_issues")
    issue = models.ForeignKey("Issue", models.PROTECT, related_name="meeting_issues")

    class Meta:
        ordering = ["meeting_id", "order", "pk"]
        constraints = [
            nouns.once_constraint(
                "meetingissue", "meeting", "issue", message="An issue stands once at a meeting."
            )
        ]

    def __str__(self):
        return str(self.issue)


@tracked
class MeetingSource(MeetingLink):
    """A source named for a meeting as a whole, whether a citation rests on it or not."""

    meeting = models.ForeignKey("Meeting", models.CASCADE, related_name="meeting_sources")
    source = models.ForeignKey("Source", models.PROTECT, related_name="meeting_sources")

    class Meta:
        ordering = ["meeting_id", "order", "pk"]
        constraints = [
            nouns.once_constraint(
                "meetingsource", "meeting", "source", message="A source stands once at a meeting."
            )
        ]

    def __str__(self):
        return str(self.source)


def linked(through, noun, *fields):
    """The rows of a noun tied to a meeting through a link model, as an array of field values."""
    values = {field: f"{noun}__{field}" for field in fields}
    rows = through.objects.filter(meeting=OuterRef("pk")).order_by("order", "pk")
    return ArraySubquery(rows.values(row=JSONObject(**values)))
