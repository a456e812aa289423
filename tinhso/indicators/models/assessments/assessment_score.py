from django.db import models
from django.db.models import Q

from tinhso.indicators.models.assessments.assessment import Assessment
from tinhso.indicators.models.assessments.criterion import Criterion
from tinhso.kernel.files.public import StoredFile


class AssessmentScore(models.Model):
    """The score that an agency gives itself for one criterion, its evidence, and the verified score beside it."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    self_score = models.DecimalField(max_digits=8, decimal_places=2)
    explanation = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verified_score = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="indicators_one_score"),
            models.CheckConstraint(condition=Q(self_score__gte=0), name="indicators_self_score_not_negative"),
            models.CheckConstraint(
                condition=Q(verified_score__isnull=True) | Q(verified_score__gte=0),
                name="indicators_verified_score_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"AssessmentScore {self.pk}"
