from django.db import models

from tinhso.indicators.models.reports.report import Report
from tinhso.kernel.people.models import User


class ReportComment(models.Model):
    """What an officer says about a section of a report before it is signed off; the words never leave this row."""

    LONGEST = 2000

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="comments")
    section = models.CharField(max_length=60)
    text = models.TextField(max_length=LONGEST)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.section}"
