from django.db import models

from tinhso.indicators.models.definitions.indicator_version import IndicatorVersion
from tinhso.indicators.models.reports.report import Report


class PrintedFigure(models.Model):
    """A figure as a frozen report printed it. Never changed: a later value stands beside it, not instead of it.

    `scope` is the code of an agency or unit, "" for all; `form` says what was told of it (its value, the change, …).
    `value` is rounded as printed, `words` is what stood there.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="figures")
    version = models.ForeignKey(IndicatorVersion, on_delete=models.PROTECT, related_name="printed")
    period = models.CharField(max_length=20)
    scope = models.CharField(max_length=60, blank=True)
    form = models.CharField(max_length=20)
    value = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    n = models.BigIntegerField()
    checksum = models.CharField(max_length=16)
    words = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "version", "period", "scope", "form"], name="indicators_printed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.version_id} {self.period}"

    @property
    def key(self) -> str:
        return f"{self.version.indicator.code}@{self.period}/{self.scope}/{self.form}"
