from typing import Self

from django.db import models

from tinhso.casework.public import Case
from tinhso.indicators.models.plans.plan import Plan
from tinhso.kernel.events.public import Actor


class PlanTaskQuerySet(models.QuerySet["PlanTask"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those in whose case this actor takes part: the agency that does it, and the plan's owner."""
        return self.filter(case__in=Case.objects.visible_to(actor))

    def whole(self) -> Self:
        return self.select_related("plan__owner", "case__agency", "case__desk", "case__process")


class PlanTask(models.Model):
    """A task of a plan (nhiệm vụ): its case holds the agency, the deadline, the state and the outcome.

    `product` is what must be there at the end.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="plan_task")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="tasks")
    number = models.PositiveSmallIntegerField()
    product = models.CharField(max_length=500)

    objects = PlanTaskQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="indicators_task_number_once")]

    def __str__(self) -> str:
        return f"{self.plan_id}.{self.number}"
