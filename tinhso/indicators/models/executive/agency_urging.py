from typing import Self

from django.db import models
from django.db.models import Q

from tinhso.casework.public import Case
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import User


class AgencyUrgingQuerySet(models.QuerySet["AgencyUrging"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those in whose case this actor takes part: the leaders who urge, and the head who answers."""
        return self.filter(case__in=Case.objects.visible_to(actor))

    def whole(self) -> Self:
        return self.select_related("case__agency", "case__desk", "case__process", "by", "answered_by")


class AgencyUrging(models.Model):
    """That leaders urged an agency (đôn đốc), how much was overdue there then, and what its head answered.

    Its case holds the agency, who urges (`desk`), the day of the answer and the state.
    """

    LONGEST = 2000

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="agency_urging"
    )
    overdue = models.PositiveIntegerField()
    oldest_at = models.DateTimeField()
    text = models.TextField(max_length=LONGEST)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    answer = models.TextField(max_length=LONGEST, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = AgencyUrgingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | ~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False),
                name="indicators_urging_answered_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"AgencyUrging {self.pk}"
