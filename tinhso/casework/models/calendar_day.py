from django.db import models

from tinhso.casework.models.office_calendar import OfficeCalendar
from tinhso.lib.legal_time.working_time import DayMark


class CalendarDay(models.Model):
    """One day that an administrator marked as off or worked; it wins over the week and over the national seed.

    Without a calendar it holds for all; the mark of one calendar wins over that of all. A row is never changed:
    a day is marked anew.
    """

    class Kind(models.TextChoices):
        OFF = "off", "Nghỉ"
        WORK = "work", "Làm việc"

    calendar = models.ForeignKey(
        OfficeCalendar, on_delete=models.PROTECT, null=True, blank=True, related_name="days"
    )
    day = models.DateField()
    kind = models.CharField(max_length=4, choices=Kind)
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "day"], nulls_distinct=False, name="casework_one_mark_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["off", "work"]), name="casework_known_kind_of_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"

    def mark(self) -> DayMark:
        return DayMark(self.day, self.kind == self.Kind.WORK, self.name, self.source)
