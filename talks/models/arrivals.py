"""When a row became public for the first time: in which edition of what is new.

An edition is a number. Whatever is public and in no edition yet comes into the next one, when that
is asked for. So nothing is missed that was committed late, and nothing is kept while staff write.
"""

from django.db import connection, models, transaction
from django.db.models import Exists, Max, OuterRef, Value

# Nobody else's key: the importer and the check of links have theirs.
LOCK = 5_117_320


class Noun(models.TextChoices):
    MEETING = "meeting", "meeting"
    STATEMENT = "statement", "statement"
    FOLLOW_UP = "follow_up", "follow-up"


class ArrivalQuerySet(models.QuerySet):
    def newest_edition(self):
        """Its number; 0 before the first. One query."""
        return self.aggregate(newest=Max("edition"))["newest"] or 0

    @transaction.atomic
    def take_in(self):
        """Number of the newest edition, with all in it that is public now. Six queries.

        One at a time: whoever sees an edition sees all of it, and all before it.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        newest = self.newest_edition()
        found = sum(self.add(noun, rows, newest + 1) for noun, rows in public_rows().items())
        return newest + 1 if found else newest

    def add(self, noun, rows, edition):
        """Note the rows that are in no edition; how many they are. They never leave the database.

        A noted row stays noted when it is removed: it is not new again when that is undone.
        """
        known = self.filter(noun=noun, row=OuterRef("pk"))
        new = rows.order_by().filter(~Exists(known)).annotate(n=Value(noun), e=Value(edition))
        select, values = new.values_list("n", "pk", "e").query.sql_with_params()
        columns = ", ".join(f'"{name}"' for name in ("noun", "row", "edition"))
        with connection.cursor() as cursor:
            table = self.model._meta.db_table
            # Table, columns and query are the ORM's own; what is compared are parameters.
            cursor.execute(f'INSERT INTO "{table}" ({columns}) {select}', values)  # noqa: S608
            return cursor.rowcount

    def of(self, noun, after, until):
        """Keys of rows that came in the editions after one and until another."""
        return self.filter(noun=noun, edition__gt=after, edition__lte=until).values("row")


class Arrival(models.Model):
    """`row` is a plain key, so that the note outlives the row."""

    Noun = Noun

    noun = models.CharField(max_length=20, choices=Noun)
    row = models.BigIntegerField()
    edition = models.IntegerField()

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["noun", "row"], name="arrival_once"),
            models.CheckConstraint(
                condition=models.Q(noun__in=Noun.values), name="arrival_noun_is_a_choice"
            ),
        ]
        indexes = [models.Index(fields=["edition", "noun"], name="arrival_edition")]

    def __str__(self):
        return f"{self.noun} {self.row} in {self.edition}"


def public_rows():
    """What a reader may follow, as the public sees it."""
    from .follow_ups import FollowUp
    from .meetings import Meeting
    from .statements import Statement

    return {
        Noun.MEETING: Meeting.objects.published(),
        Noun.STATEMENT: Statement.objects.published(),
        Noun.FOLLOW_UP: FollowUp.objects.published().promises(),
    }
