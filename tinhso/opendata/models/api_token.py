import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from tinhso.kernel.people.public import Agency, User

PER_MINUTE = 60
MINUTE = timedelta(minutes=1)


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def valid(self, now: datetime) -> "ApiTokenQuerySet":
        return self.filter(revoked_at__isnull=True, expires_at__gt=now)

    def spend(self, token: "ApiToken", now: datetime) -> bool:
        """Count a call by compare-and-set; False once PER_MINUTE of this minute are spent."""
        mine = self.filter(pk=token.pk)
        if mine.filter(Q(window_at__isnull=True) | Q(window_at__lte=now - MINUTE)).update(
            window_at=now, calls=1
        ):
            return True
        return bool(mine.filter(calls__lt=PER_MINUTE).update(calls=F("calls") + 1))


class ApiToken(models.Model):
    """A key of a program that writes an agency's datasets (khóa ghi dữ liệu); only its SHA-256 is kept.

    It acts as its maker at that agency, as long as the maker works there. `tail` are its last four letters. `calls`
    are those since `window_at`, by which its rate is limited.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    tail = models.CharField(max_length=4)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    window_at = models.DateTimeField(null=True, blank=True)
    calls = models.PositiveIntegerField(default=0)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.agency_id} …{self.tail}"

    @staticmethod
    def new_secret() -> str:
        """256 random bits; it is shown once."""
        return f"ts_{secrets.token_urlsafe(32)}"

    @staticmethod
    def digest_of(secret: str) -> str:
        """A secret of so many random bits needs no slow hash."""
        return hashlib.sha256(secret.encode()).hexdigest()
