from typing import Self

from django.db import models
from django.db.models import Q

from tinhso.kernel.people.public import User
from tinhso.onestop.models.dossier.dossier import Dossier


class RetentionHoldQuerySet(models.QuerySet["RetentionHold"]):
    def open(self) -> Self:
        return self.filter(lifted_at=None)


class RetentionHold(models.Model):
    """Nothing of the dossier is erased while this stands: a complaint, an inspection, a court. The reason is kept here."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=500)
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = RetentionHoldQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(lifted_at=None), name="onestop_one_open_hold"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="onestop_hold_has_a_reason"),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="onestop_hold_lifted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Hold on {self.dossier_id}"
