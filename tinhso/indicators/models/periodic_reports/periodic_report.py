from typing import Self

from django.db import models

from tinhso.casework.public import Case
from tinhso.indicators.models.periodic_reports.report_regime import ReportRegime
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.lib.periods import Period


class PeriodicReportQuerySet(models.QuerySet["PeriodicReport"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those in whose case this actor takes part: the agency that owes it, and the one that receives it."""
        return self.filter(case__in=Case.objects.visible_to(actor))

    def whole(self) -> Self:
        return self.select_related("regime", "case__agency__parent", "case__desk", "case__process")


class PeriodicReport(models.Model):
    """What an agency owes for one period (báo cáo định kỳ phải nộp): its case holds the deadline, the recipient and the state.

    `words` are what its officers have written so far, by the key of the line.
    """

    LONGEST = 4000

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="periodic_report"
    )
    regime = models.ForeignKey(ReportRegime, on_delete=models.PROTECT, related_name="reports")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=20)
    words = models.JSONField(default=dict)

    objects = PeriodicReportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["regime", "agency", "period"], name="indicators_periodic_report_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.regime_id} {self.period}"

    @property
    def span(self) -> Period:
        return Period.parse(self.period)
