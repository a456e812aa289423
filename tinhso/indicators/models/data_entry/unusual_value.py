from typing import Self

from django.db import models
from django.db.models import Q

from tinhso.indicators.models.data_entry.data_value import DataValue
from tinhso.kernel.people.public import User


class UnusualValueQuerySet(models.QuerySet["UnusualValue"]):
    def unconfirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=True)


class UnusualValue(models.Model):
    """An entered number that is far from what was expected, until a second person has found it right.

    `against` lists what it was held against: pairs of the comparison (`entry_bounds.Against`) and its number. `reason` is
    what whoever reports says; who confirms is somebody else.
    """

    value = models.OneToOneField(DataValue, on_delete=models.PROTECT, related_name="unusual")
    against = models.JSONField()
    noted_at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    reason_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = UnusualValueQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | ~Q(reason=""),
                name="indicators_unusual_is_explained_first",
            )
        ]

    def __str__(self) -> str:
        return f"UnusualValue {self.pk}"
