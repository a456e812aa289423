from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from tinhso.kernel.people.public import Agency

MOST_SEATS = 60


class DeskCapacityQuerySet(models.QuerySet["DeskCapacity"]):
    def on(self, day: date) -> "DeskCapacityQuerySet":
        return self.filter(valid__contains=day)


class DeskCapacity(models.Model):
    """How many people a desk lets book each half hour, in `[valid_from, valid_to)`; 0 means that nobody can book there.

    A desk without a row has what the rule `onestop.appointment_seats` gives.
    """

    desk = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    seats = models.PositiveSmallIntegerField()
    valid = DateRangeField()
    source = models.CharField(max_length=200)

    objects = DeskCapacityQuerySet.as_manager()

    class Meta:
        ordering = ["valid"]
        constraints = [
            models.CheckConstraint(name="onestop_capacity_in_bounds", condition=Q(seats__lte=MOST_SEATS)),
            ExclusionConstraint(
                name="onestop_one_capacity_a_desk_and_day",
                expressions=[("desk", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seats} at {self.desk_id}"
