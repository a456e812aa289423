from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from tinhso.kernel.people.public import Agency

MOST_SEATS = 20
HOURS = r"^\d\d:\d\d-\d\d:\d\d(,\d\d:\d\d-\d\d:\d\d)?$"


class ReceptionScheduleQuerySet(models.QuerySet["ReceptionSchedule"]):
    def on(self, day: date) -> Self:
        """Those in force that day, of agencies that exist on it."""
        return self.filter(valid__contains=day, agency__valid__contains=day)


class ReceptionSchedule(models.Model):
    """Lịch tiếp công dân of one post of an agency in `[valid_from, valid_to)`: on which days it receives citizens, when and where.

    Days are those of `month_days` (31 is the last day of a shorter month) and of `weekdays` (0 is Monday); without either it is
    every working day, by whoever is on duty, and nobody books. `seats` are the citizens of one slot, 0 where nobody books.
    `hours` are one or two spans, "08:00-11:30,13:30-16:30". A post, never a name.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=120)
    month_days = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    hours = models.CharField(max_length=23)
    place = models.CharField(max_length=200)
    seats = models.PositiveSmallIntegerField(default=1)
    illustrative = models.BooleanField(default=False)
    valid = DateRangeField()
    source = models.CharField(max_length=300)

    objects = ReceptionScheduleQuerySet.as_manager()

    class Meta:
        ordering = ["agency", "pk"]
        constraints = [
            ExclusionConstraint(
                name="citizen_one_reception_a_post_and_day",
                expressions=[
                    ("agency", RangeOperators.EQUAL),
                    ("post", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="citizen_reception_days_known",
                condition=Q(
                    month_days__contained_by=list(range(1, 32)), weekdays__contained_by=list(range(7))
                ),
            ),
            models.CheckConstraint(name="citizen_reception_hours_shape", condition=Q(hours__regex=HOURS)),
            models.CheckConstraint(name="citizen_reception_seats", condition=Q(seats__lte=MOST_SEATS)),
        ]

    def __str__(self) -> str:
        return f"{self.post} of {self.agency_id}"

    @property
    def is_daily(self) -> bool:
        """Every working day, by whoever is on duty."""
        return not (self.month_days or self.weekdays)

    @property
    def is_bookable(self) -> bool:
        return not self.is_daily and self.seats > 0
