"""How much was sent from where within the hour, without a note of where that is.

An address is kept as a digest with a salt of the hour's own. Both go an hour after that is over,
so that nobody can tell afterwards who sent what.
"""

import secrets
from datetime import timedelta
from ipaddress import IPv6Network, ip_address

from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

SENT_IN_AN_HOUR = 5
# One household has all addresses of such a network.
IPV6_HOUSEHOLD = 64


def new_salt():
    return secrets.token_hex(32)


class SendersHourQuerySet(models.QuerySet):
    def over(self, now):
        """Hours that are over, but for the last: who began to send in it may not be done yet."""
        return self.filter(begins__lt=now - timedelta(hours=2))


class SendersHour(models.Model):
    begins = models.DateTimeField(unique=True)
    salt = models.CharField(max_length=64, default=new_salt)

    objects = SendersHourQuerySet.as_manager()

    class Meta:
        ordering = ["begins"]

    def __str__(self):
        return f"{self.begins:%Y-%m-%d %H}"


class SenderQuerySet(models.QuerySet):
    def may_send(self, address, use="", most=SENT_IN_AN_HOUR):
        """Whether one more may come from this IP address within the hour; it is counted then.

        Each `use` is counted by itself.
        """
        begins = timezone.now().replace(minute=0, second=0, microsecond=0)
        with transaction.atomic():
            SendersHour.objects.over(timezone.now()).delete()
            hour, _ = SendersHour.objects.get_or_create(begins=begins)
            digest = salted_hmac(
                hour.salt, use + household(address), algorithm="sha256"
            ).hexdigest()
            self.get_or_create(hour=hour, digest=digest)
            # One statement, so that of two who come at once each is counted.
            below = self.filter(hour=hour, digest=digest, count__lt=most)
            return below.update(count=models.F("count") + 1) == 1


class Sender(models.Model):
    hour = models.ForeignKey(SendersHour, models.CASCADE)
    digest = models.CharField(max_length=64)
    count = models.PositiveSmallIntegerField(default=0)

    objects = SenderQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["hour", "digest"], name="sender_once_an_hour")
        ]

    def __str__(self):
        return f"{self.count} within {self.hour_id}"


def household(address):
    """What counts as one sender: an IPv4 address, or an IPv6 network; "" for what is neither."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    found = getattr(found, "ipv4_mapped", None) or found
    if found.version == 4:
        return str(found)
    return str(IPv6Network((int(found), IPV6_HOUSEHOLD), strict=False))
