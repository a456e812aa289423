from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from tinhso.kernel.people.public import User


class OutsideRecipientQuerySet(models.QuerySet["OutsideRecipient"]):
    def on(self, day: date) -> Self:
        """Those whose code holds that day."""
        return self.filter(valid__contains=day)


class OutsideRecipient(models.Model):
    """Who receives documents over the axis and is no agency of this instance, by its identity code (QĐ 20/2020/QĐ-TTg): a
    ministry, an agency of another province. The code belongs to that name in `[valid_from, valid_to)` as `source` says; one
    entered by mistake is ended on the day on which it began.
    """

    ident_code = models.CharField(max_length=35)
    name = models.CharField(max_length=200)
    valid = DateRangeField()
    source = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    end_source = models.CharField(max_length=300, blank=True)

    objects = OutsideRecipientQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            ExclusionConstraint(
                name="documents_outside_code_once_a_day",
                expressions=[("ident_code", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                condition=~Q(ident_code="") & ~Q(name="") & ~Q(source=""), name="documents_outside_whole"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, end_source="")
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end_source=""),
                name="documents_outside_end_has_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.ident_code})"
