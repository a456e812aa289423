from django.db import models

from tinhso.indicators.models.periodic_reports.periodic_report import PeriodicReport
from tinhso.kernel.people.public import User


class PeriodicReportSending(models.Model):
    """A periodic report as it was sent (lần gửi báo cáo): lines, figures and words frozen then; only added.

    What is given back is sent anew as another one. `content` is what its page and files are made of, `sha256` its checksum.
    """

    report = models.ForeignKey(PeriodicReport, on_delete=models.PROTECT, related_name="sendings")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"PeriodicReportSending {self.pk}"
