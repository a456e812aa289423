from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from tinhso.kernel.people.models.agency import Agency
from tinhso.kernel.people.models.user import User


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: date) -> "AbsenceQuerySet":
        return self.filter(valid__contains=day)


class Absence(models.Model):
    """An officer is away from an agency for some days, and a colleague there stands in.

    On those days the stand-in has the turns that are named for the officer, and nothing new is assigned to them.
    """

    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="absences")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    stand_in = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    valid = DateRangeField()

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["valid", "pk"]
        constraints = [
            ExclusionConstraint(
                name="people_absent_once_a_day",
                expressions=[
                    ("officer", RangeOperators.EQUAL),
                    ("agency", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=~Q(officer=F("stand_in")), name="people_stand_in_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.valid}"

    @property
    def last(self) -> date:
        """The last day of the absence."""
        last: date = self.valid.upper - timedelta(days=1)
        return last
