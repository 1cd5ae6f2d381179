"""The rows that tie a statement to further parties, to further speakers, and to issues."""

from django.db import models

from . import nouns
from .choices import Stance, StatementPartyRole
from .history import tracked


@tracked
class StatementParty(models.Model):
    """A further party of a statement: it joined in, was spoken for, or was spoken to."""

    Role = StatementPartyRole

    statement = models.ForeignKey("Statement", models.CASCADE, related_name="parties")
    party = models.ForeignKey("Party", models.PROTECT, related_name="statement_roles")
    role = models.CharField(max_length=20, choices=StatementPartyRole)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["statement_id", "role", "order", "pk"]
        constraints = [
            nouns.once_constraint(
                "statementparty",
                "statement",
                "role",
                "party",
                message="A party stands once in a role.",
            ),
            nouns.choice_constraint("statementparty", "role", StatementPartyRole.choices),
        ]
        verbose_name_plural = "statement parties"

    def __str__(self):
        return f"{self.get_role_display()} {self.party}"


@tracked
class StatementSpeaker(models.Model):
    """A further official who made a joint statement."""

    statement = models.ForeignKey("Statement", models.CASCADE, related_name="speakers")
    speaker = models.ForeignKey("Official", models.PROTECT, related_name="joint_statements")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["statement_id", "order", "pk"]
        constraints = [
            nouns.once_constraint(
                "statementspeaker", "statement", "speaker", message="A speaker stands once."
            )
        ]

    def __str__(self):
        return str(self.speaker)


@tracked
class StatementIssue(models.Model):
    """What a statement is about; the stance answers the issue's question. None is not neutral."""

    statement = models.ForeignKey("Statement", models.CASCADE, related_name="statement_issues")
    issue = models.ForeignKey("Issue", models.PROTECT, related_name="statement_issues")
    stance = models.CharField(max_length=20, choices=Stance, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["statement_id", "order", "pk"]
        constraints = [
            nouns.once_constraint(
                "statementissue", "statement", "issue", message="An issue stands once."
            ),
            nouns.choice_constraint("statementissue", "stance", Stance.choices, blank=True),
        ]

    def __str__(self):
        return f"{self.issue}: {self.stance}" if self.stance else str(self.issue)
