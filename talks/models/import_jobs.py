"""Files that staff sent to be imported: where each stands, and what it would change.

No nouns of the record: they have no history, no place in the record file and no public page.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

# A worker that has not been heard of for so long is taken for dead.
SILENCE = timedelta(seconds=30)
# A worker that was started and has not come is started again after this.
START_TAKES = timedelta(seconds=10)
ATTEMPTS = 3
# What nobody committed in this time is forgotten, and so is what an import of old said.
WAITS_FOR, REPORTS_KEPT_FOR = timedelta(days=7), timedelta(days=30)


class ImportState(models.TextChoices):
    WAITING = "waiting", "waiting to be checked"
    CHECKING = "checking", "being checked"
    CHECKED = "checked", "checked: nothing is written yet"
    ACCEPTED = "accepted", "waiting to be written"
    COMMITTING = "committing", "being written"
    DONE = "done", "in the record"
    FAILED = "failed", "not possible"
    CANCELLED = "cancelled", "cancelled"


WAITING = {ImportState.WAITING, ImportState.ACCEPTED}
# What a worker makes of a job that waits; a job in one of these states again is resumed.
BEGUN = {
    ImportState.WAITING: ImportState.CHECKING,
    ImportState.CHECKING: ImportState.CHECKING,
    ImportState.ACCEPTED: ImportState.COMMITTING,
    ImportState.COMMITTING: ImportState.COMMITTING,
}
ENDED = {ImportState.DONE, ImportState.FAILED, ImportState.CANCELLED}


def new_token():
    return secrets.token_hex(16)


class ImportJobQuerySet(models.QuerySet):
    def seen_by(self, user):
        """Each job by who asked for it; all by those who publish."""
        return self if user.has_perm("talks.publish_meeting") else self.filter(user=user)

    def claimable(self):
        """What waits for a worker, and what a worker that died has left."""
        left = timezone.now() - SILENCE
        abandoned = Q(state__in=set(BEGUN) - WAITING, heartbeat_at__lt=left)
        return self.filter(Q(state__in=WAITING) | abandoned)

    def active(self):
        return self.filter(state__in=set(BEGUN))

    @transaction.atomic
    def claim(self, worker):
        """The oldest job that is to be worked on, now this worker's; None when there is none."""
        job = self.claimable().order_by("pk").select_for_update(skip_locked=True).first()
        if job:
            job.worker, job.state = worker, BEGUN[job.state]
            job.attempts += 1
            job.heartbeat_at, job.progress, job.lines_read = timezone.now(), 0, 0
            if job.attempts > ATTEMPTS:
                job.state, job.finished_at = ImportState.FAILED, timezone.now()
                job.problem = "The process that worked on it ended, three times in a row."
            job.save()
        return job

    def needs_worker(self):
        """Whether a worker is to be started now: by one caller only of those who ask at once."""
        now = timezone.now()
        lost = self.claimable().filter(Q(nudged_at=None) | Q(nudged_at__lt=now - START_TAKES))
        return lost.update(nudged_at=now) > 0

    def held_by(self, worker, pk):
        """The job, as long as this worker has it and nobody cancelled it."""
        return self.filter(pk=pk, worker=worker, state__in=set(BEGUN) - WAITING)

    def accept(self, pk, digest, user):
        """Whether the preview with this digest now waits to be written."""
        checked = self.filter(pk=pk, state=ImportState.CHECKED, digest=digest).exclude(digest="")
        values = {"state": ImportState.ACCEPTED, "committed_by": user, "has_changed": False}
        return checked.update(**values, attempts=0, nudged_at=None, progress=0, lines_read=0) == 1

    def remap(self, pk, checked_at, mapping):
        """Whether the job that was checked at that time now waits to be, with this mapping."""
        checked = self.filter(pk=pk, state=ImportState.CHECKED, finished_at=checked_at)
        values = {"state": ImportState.WAITING, "mapping": mapping, "digest": ""}
        values |= {"has_changed": False, "nudged_at": None}
        return checked.update(**values, attempts=0, progress=0, lines_read=0) == 1

    def mapped_before(self, job):
        """Tables of the same user whose headings somebody chose columns for, the latest first."""
        others = self.filter(user=job.user_id).exclude(pk=job.pk).exclude(mapping={})
        return others.only("mapping", "report").order_by("-pk")

    def cancel(self, pk, problem=""):
        """Whether the job is cancelled; what is in the record already stays there."""
        open_jobs = self.filter(pk=pk).exclude(state__in=ENDED)
        values = {"state": ImportState.CANCELLED, "finished_at": timezone.now(), "digest": ""}
        return open_jobs.update(**values, problem=problem) == 1

    def forgotten(self):
        """Checked so long ago that nobody will commit it."""
        before = timezone.now() - WAITS_FOR
        return self.filter(state=ImportState.CHECKED, finished_at__lt=before)


class ImportJob(models.Model):
    """`progress` is in thousandths. `finished_at` is when it was last checked, or ended.

    `digest` is that of the preview, which a commit has to come to again. `mapping` says what a
    table's own headings are read as (importers/headings.py).
    """

    State = ImportState

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="import_jobs"
    )
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    token = models.CharField(max_length=32, unique=True, default=new_token)
    name = models.CharField(max_length=200)
    form = models.CharField(max_length=10)
    kind = models.CharField(max_length=20, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    overwrite = models.BooleanField(default=False)
    sent_at = models.DateTimeField("sent", default=timezone.now)

    state = models.CharField(max_length=20, choices=ImportState, default=ImportState.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    lines_read = models.PositiveBigIntegerField(default=0)
    report = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    has_changed = models.BooleanField(default=False)
    problem = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    worker = models.CharField(max_length=32, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    nudged_at = models.DateTimeField(null=True, blank=True)

    objects = ImportJobQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ImportState.values), name="import_job_state_is_a_choice"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_active(self):
        """Whether a worker has it, or it waits for one."""
        return self.state in BEGUN

    @property
    def has_ended(self):
        return self.state in ENDED

    @property
    def percent(self):
        return self.progress // 10

    @property
    def can_be_committed(self):
        return self.state == ImportState.CHECKED and bool(self.digest)


class ImportItem(models.Model):
    """One line of a preview: what becomes of a noun, a meeting, or a row of a table.

    Without a history, and deleted with its job.
    """

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="items")
    line = models.PositiveBigIntegerField()
    outcome = models.CharField(max_length=20)
    said = models.JSONField(default=dict)

    class Meta:
        ordering = ["line", "pk"]
        indexes = [models.Index(fields=["job", "line", "id"], name="import_item_of_job")]

    def __str__(self):
        return f"{self.said.get('where', '')}: {self.outcome}"
