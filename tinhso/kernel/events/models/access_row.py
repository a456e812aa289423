from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from tinhso.kernel.events.models.xid_field import XidField


class AccessRow(models.Model):
    """Somebody looked at personal data: one row per page view, with the cases that the page showed. Append-only."""

    epoch = models.IntegerField()
    xid = XidField()
    recorded_at = models.DateTimeField()  # the real clock
    at = models.DateTimeField()  # the legal moment
    actor_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=64)
    page = models.CharField(
        max_length=120
    )  # the name of the address and the key of what is no case, never the address itself
    case_ids = ArrayField(models.BigIntegerField())
    body = models.TextField()

    class Meta:
        db_table = "kernel_access"
        indexes = [
            models.Index(fields=["epoch", "xid", "id"], name="kernel_access_order"),
            GinIndex(fields=["case_ids"], name="kernel_access_cases"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__regex=r"^[a-z0-9_.-]+$") & Q(page__regex=r"^[a-z0-9_.:-]+$"),
                name="kernel_access_holds_codes",
            )
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.pk}"
