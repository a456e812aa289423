from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from tinhso.kernel.people.public import Agency, User


class SecurityDutyQuerySet(models.QuerySet["SecurityDuty"]):
    def on(self, day: date) -> Self:
        return self.filter(valid__contains=day)

    def specialised(self, agency_id: int | None, day: date) -> Self:
        """Whether this agency is the specialised unit of that day: the row that says so, or none."""
        return self.on(day).filter(agency_id=agency_id, duty=SecurityDuty.Duty.SPECIALISED)


class SecurityDuty(models.Model):
    """Which agency acts for the province in cybersecurity, in `[from, to)`: by the day, never by a name in the code."""

    class Duty(models.TextChoices):
        SPECIALISED = "specialised", "Đơn vị chuyên trách về an toàn thông tin"
        RESPONSE = "response", "Đội ứng cứu sự cố an toàn thông tin mạng"
        SUPPORT = "support", "Bộ phận hỗ trợ phần mềm dùng chung"

    duty = models.CharField(max_length=12, choices=Duty)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="security_duties")
    valid = DateRangeField()
    source = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    objects = SecurityDutyQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="security_one_agency_a_duty_and_day",
                expressions=[("duty", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                condition=models.Q(duty__in=["specialised", "response", "support"]),
                name="security_duty_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_duty_display()}: {self.agency}"
