from django.db import models

from tinhso.indicators.models.reports.report import Report
from tinhso.kernel.people.models import User


class ReportText(models.Model):
    """What somebody wrote into a section of a report, beside its figures; only added, the newest of a section is printed.

    `number` counts the versions of the section: of two who write at once one wins, and nobody's words are lost.
    """

    LONGEST = 6000

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="texts")
    section = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=LONGEST, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["section", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "section", "number"], name="indicators_report_text_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.section} {self.number}"
