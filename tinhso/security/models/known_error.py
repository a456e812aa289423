from typing import Self

from django.db import models
from django.db.models import Q

from tinhso.kernel.people.public import Agency, User


class KnownErrorQuerySet(models.QuerySet["KnownError"]):
    def standing(self) -> Self:
        """Those that nobody has mended yet."""
        return self.filter(ended_at__isnull=True)


class KnownError(models.Model):
    """Lỗi đã biết of a shared system: why it happens and how to work until it is mended. Every officer reads it: a weakness
    that somebody could use is written in the register of findings, never here."""

    code = models.CharField(max_length=16, unique=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="known_errors")
    system = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    cause = models.CharField(max_length=2000)
    workaround = models.CharField(max_length=2000)
    folded = models.TextField()
    mended_by = models.CharField(max_length=1000, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    objects = KnownErrorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(mended_by=""),
                name="security_known_error_end_says_how",
            ),
        ]

    def __str__(self) -> str:
        return self.title
