from django.db import models

from tinhso.kernel.site.public import planned


class CalendarVersion(models.Model):
    """The one row that changes with every change of a calendar or day; triggers keep it, processes compare it."""

    version = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="casework_calendar_version_is_one")
        ]

    def __str__(self) -> str:
        return str(self.version)

    @classmethod
    def current(cls) -> int:
        """A number that was never used before for other calendars; 0 before the first change. One short query."""
        with planned() as cursor:
            cursor.execute("select version from casework_calendarversion")
            row = cursor.fetchone()
        return int(row[0]) if row else 0
