from django.db import models

from tinhso.indicators.models.criteria_set import CriteriaSet
from tinhso.kernel.people.public import Agency


class Recognition(models.Model):
    """A decision by which an agency or commune is recognised as having met a set of criteria; once for each set.

    `synthetic` marks rows of the demo, whose decision numbers are invented.
    """

    criteria = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="recognitions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    decided_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)  # taken back from this day on
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["decided_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["criteria", "agency"], name="indicators_recognised_once")
        ]

    def __str__(self) -> str:
        return self.number
