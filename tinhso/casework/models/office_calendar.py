from datetime import date, time

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce

from tinhso.kernel.people.public import Agency
from tinhso.lib.legal_time.work_week import (
    OFFICE_YEAR,
    InvalidSlots,
    Season,
    seasons_from_json,
    seasons_to_json,
)


def office_hours() -> list[dict[str, object]]:
    """The default hours as JSON: 7:30-11:30 and 13:00-17:00, Monday to Friday."""
    return seasons_to_json(OFFICE_YEAR)


def validate_slots(value: object) -> None:
    """ValidationError, with the sentence of `InvalidSlots`, for hours that cannot be."""
    try:
        seasons_from_json(value)
    except InvalidSlots as error:
        raise ValidationError(str(error)) from error


class OfficeCalendarQuerySet(models.QuerySet["OfficeCalendar"]):
    def on(self, day: date) -> "OfficeCalendarQuerySet":
        return self.filter(valid__contains=day)


class OfficeCalendar(models.Model):
    """The opening hours of an agency and those below it, in `[valid_from, valid_to)`; without an agency the default.

    `slots` is the JSON of `tinhso.lib.legal_time.work_week`; a receipt after `cutoff` counts from the next working day.
    """

    name = models.CharField(max_length=120)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="calendars"
    )
    valid = DateRangeField()
    slots = models.JSONField(default=office_hours, validators=[validate_slots])
    cutoff = models.TimeField(null=True, blank=True, default=time(15))
    source = models.CharField(max_length=300, blank=True)

    objects = OfficeCalendarQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="casework_one_calendar_a_day",
                expressions=[
                    (Coalesce("agency", 0), RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def seasons(self) -> tuple[Season, ...]:
        return seasons_from_json(self.slots)
