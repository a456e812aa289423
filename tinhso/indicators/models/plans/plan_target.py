from django.db import models

from tinhso.indicators.models.plans.plan import Plan
from tinhso.indicators.models.registers.revised import Revised


class PlanTarget(Revised):
    """What a plan wants of an indicator in a period: at least `value`, or at most where less is better."""

    KEY = ("plan", "indicator", "period")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="targets")
    indicator = models.CharField(max_length=80)  # its code: the indicator itself may come later
    period = models.CharField(max_length=20)
    value = models.DecimalField(max_digits=20, decimal_places=4)
    source = models.CharField(max_length=300)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["indicator", "period", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "indicator", "period", "revision"], name="indicators_one_target_a_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period}"
