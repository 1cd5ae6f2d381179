"""Whether the addresses of sources still answer: the last answer of each, for staff alone.

Not of the record: without history, in no file and on no page of readers. By address, not by source:
two sources may have the same, and a source with a new address has not been asked.
"""

from datetime import timedelta
from hashlib import md5

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import MD5

# A site may be down for an hour: only what fails again a day later is dead.
DEAD_AFTER = timedelta(days=1)


class LinkCheckQuerySet(models.QuerySet):
    def dead(self):
        """Failed twice at least, a day or more apart, and ever between."""
        return self.filter(asked_at__gte=F("failing_since") + DEAD_AFTER)

    def of(self, address):
        return self.filter(digest=digest_of(address))

    def note(self, address, said, fails, now):
        """Keep the answer of an address: what was said of it in words, and whether it failed."""
        check = self.of(address).first() or LinkCheck(address=address, digest=digest_of(address))
        check.said, check.asked_at = said, now
        check.failing_since = (check.failing_since or now) if fails else None
        check.save()
        return check


def digest_of(address):
    """An address may be longer than a key of an index."""
    return md5(address.encode(), usedforsecurity=False).hexdigest()


def has_dead_link():
    """A condition on sources: the address, or that of the archived copy, is dead."""
    dead = LinkCheck.objects.dead()
    return Q(~Q(url="") & Exists(dead.filter(digest=MD5(OuterRef("url"))))) | Q(
        ~Q(archived_url="") & Exists(dead.filter(digest=MD5(OuterRef("archived_url"))))
    )


class LinkCheck(models.Model):
    address = models.TextField()
    digest = models.CharField(max_length=32, unique=True)
    said = models.CharField("last answer", max_length=200)
    asked_at = models.DateTimeField("last asked")
    failing_since = models.DateTimeField(null=True)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["digest"],
                condition=Q(failing_since__isnull=False),
                name="link_check_failing",
            ),
        ]

    def __str__(self):
        return self.address

    @property
    def is_dead(self):
        return self.failing_since is not None and self.asked_at >= self.failing_since + DEAD_AFTER
