from django.db import models

from tinhso.indicators.models.definitions.indicator import Indicator
from tinhso.kernel.people.models import Agency, User


class Annotation(models.Model):
    """An officer's note on a figure in a period: why it rose, what was counted late. Shown to officers only."""

    LONGEST = 500

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="annotations")
    period = models.CharField(max_length=20)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(max_length=LONGEST)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period}"
