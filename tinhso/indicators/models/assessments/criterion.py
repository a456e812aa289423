from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q

from tinhso.indicators.models.assessments.criteria_set import CriteriaSet
from tinhso.indicators.models.definitions.indicator import Indicator
from tinhso.indicators.models.definitions.indicator_version import IndicatorVersion


class Criterion(models.Model):
    """A line of a set of criteria: a group, or something that is scored or computed.

    `points` is its greatest score, None where the source has not been seen. `formula` is a definition as indicators
    have it, computed by itself; `cap` is the percent from which the whole score is given. Where nothing answers it,
    `lacking` says why.
    """

    criteria = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="lines")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=400)
    order = models.PositiveSmallIntegerField()
    points = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    evidence = models.BooleanField(default=False)  # a score needs a file or a link as its evidence
    checked = models.BooleanField(default=False)
    formula = models.JSONField(default=dict, blank=True)
    cap = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    beside = models.JSONField(default=dict, blank=True)  # another formula, printed with it
    lacking = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["criteria", "code"], name="indicators_criterion_code_once"),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__gt=0),
                name="indicators_criterion_points_positive",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @cached_property
    def reading(self) -> IndicatorVersion:
        """The formula as a version that figures are read by; never stored."""
        return self._version(self.formula)

    @cached_property
    def beside_reading(self) -> IndicatorVersion | None:
        return self._version(self.beside) if self.beside else None

    @property
    def address(self) -> str:
        """Its word in addresses: "2-1"."""
        return self.code.replace(".", "-").lower()

    def _version(self, content: dict[str, Any]) -> IndicatorVersion:
        indicator = Indicator(code=f"{self.criteria.code}.{self.code}", address=self.address)
        return IndicatorVersion(indicator=indicator, number=self.criteria.version, content=content)
