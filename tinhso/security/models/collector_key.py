import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q

from tinhso.kernel.people.public import Agency, User
from tinhso.security.models.machine import OfAgencyQuerySet

PER_MINUTE = 60
MINUTE = timedelta(minutes=1)


class CollectorKeyQuerySet(OfAgencyQuerySet):
    def valid(self, now: datetime) -> Self:
        return self.filter(revoked_at__isnull=True, expires_at__gt=now)

    def spend(self, key: "CollectorKey", now: datetime) -> bool:
        """Count a call by compare-and-set; False once PER_MINUTE of this minute are spent."""
        mine = self.filter(pk=key.pk)
        if mine.filter(Q(window_at__isnull=True) | Q(window_at__lte=now - MINUTE)).update(
            window_at=now, calls=1, used_at=now
        ):
            return True
        return bool(mine.filter(calls__lt=PER_MINUTE).update(calls=F("calls") + 1, used_at=now))


class CollectorKey(models.Model):
    """A key of a program that sends reports, logs and events of an agency (khóa của công cụ quét); only its SHA-256 is stored.

    It acts as its maker, as long as the maker answers for the agency; with `every_agency` it speaks of all, and is a coordinator's.
    `tail` are its last four letters. `calls` are those since `window_at`, by which its rate is limited.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    every_agency = models.BooleanField(default=False)
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    tail = models.CharField(max_length=4)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    window_at = models.DateTimeField(null=True, blank=True)
    calls = models.PositiveIntegerField(default=0)

    objects = CollectorKeyQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.agency_id} …{self.tail}"

    @staticmethod
    def new_secret() -> str:
        """256 random bits; it is shown once."""
        return f"tsat_{secrets.token_urlsafe(32)}"

    @staticmethod
    def digest_of(secret: str) -> str:
        """A secret of so many random bits needs no slow hash."""
        return hashlib.sha256(secret.encode()).hexdigest()
