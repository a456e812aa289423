from django.db import models
from django.db.models import F, Q

from tinhso.indicators.models.assessments.criteria_set import CriteriaSet
from tinhso.indicators.models.registers.revised import Revised
from tinhso.kernel.people.public import Agency


class Recognition(Revised):
    """A decision by which an agency or commune is recognised as having met a set of criteria; once for each set.

    `ended_on` is the day from which it is taken back. `synthetic` marks rows of the demo, whose decision numbers
    are invented.
    """

    KEY = ("criteria", "agency")

    criteria = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="recognitions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    decided_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)  # taken back from this day on
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["decided_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["criteria", "agency", "revision"], name="indicators_recognised_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=F("decided_on")),
                name="indicators_recognition_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return self.number
