from django.db import models
from django.db.models import Q

from tinhso.indicators.models.plans.plan_task import PlanTask
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import User


class TaskReport(models.Model):
    """How far an agency says that a task has come, in percent, with words and a file as evidence; only added.

    `finished` is the report by which the agency says that it is done, which the plan's owner then confirms.
    """

    task = models.ForeignKey(PlanTask, on_delete=models.PROTECT, related_name="reports")
    percent = models.PositiveSmallIntegerField()
    text = models.TextField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    finished = models.BooleanField(default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="indicators_progress_to_100"),
            models.CheckConstraint(
                condition=Q(finished=False) | Q(percent=100), name="indicators_finished_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"TaskReport {self.pk}"
