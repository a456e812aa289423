from django.db import models
from django.db.models import Q


class ThresholdCrossing(models.Model):
    """That a figure went past a threshold, and when it came back; `rule` is a key of `data/executive.yml`."""

    rule = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=30, decimal_places=6)
    crossed_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule"], condition=Q(cleared_at__isnull=True), name="indicators_one_open_crossing"
            )
        ]

    def __str__(self) -> str:
        return self.rule
