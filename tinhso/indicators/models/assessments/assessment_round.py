from datetime import date

from django.db import models

from tinhso.indicators.models.assessments.criteria_set import CriteriaSet
from tinhso.kernel.people.public import Agency


class AssessmentRound(models.Model):
    """A year's assessment (kỳ đánh giá) by one version of a set of criteria; closed after `closes_on`."""

    criteria = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField()
    verifier = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    closes_on = models.DateField()

    class Meta:
        ordering = ["-year", "criteria"]
        constraints = [
            models.UniqueConstraint(fields=["criteria", "year"], name="indicators_one_round_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.criteria.name} {self.year}"

    def closed_on(self, day: date) -> bool:
        return day > self.closes_on
