from django.db import models
from django.db.models import Q

from tinhso.kernel.places.public import AdminUnit


class SignalReportCount(models.Model):
    """How many reports of citizens about missing signal a commune had in a month; nothing of who wrote them or what."""

    place = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    reports = models.PositiveIntegerField()
    summed_at = models.DateTimeField()

    class Meta:
        ordering = ["-month", "place__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["place", "month"], name="indicators_one_signal_count_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="indicators_signal_months_begin"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.month:%Y-%m}"
