from django.db import models

from tinhso.citizen.models.report import Report
from tinhso.kernel.people.public import User


class ReportFollow(models.Model):
    """An account that is told what becomes of a report; `confirmed` says "tôi cũng gặp"."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="followers")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed = models.BooleanField(default=False)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "user"], name="citizen_follow_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} of {self.report_id}"
