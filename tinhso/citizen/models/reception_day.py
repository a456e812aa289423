from typing import Self

from django.db import models
from django.db.models import F, Q

from tinhso.citizen.models.reception_schedule import ReceptionSchedule
from tinhso.kernel.people.public import Agency


class ReceptionDayQuerySet(models.QuerySet["ReceptionDay"]):
    def planned(self) -> Self:
        return self.filter(state=ReceptionDay.State.PLANNED)

    def in_order(self) -> Self:
        """In the order in which they come, with what their pages read."""
        return self.select_related("schedule__agency").order_by("day", "pk")

    def of(self, agency_ids: set[int]) -> Self:
        return self.filter(schedule__agency__in=agency_ids)


class ReceptionDay(models.Model):
    """One day on which a post receives citizens, and whether its holder did so in person.

    `regular_on` is the day by the schedule, `day` the one on which it is: moved off a day off, or moved or called off with a `reason`
    that is published. `deputy` is the post that receives instead, announced before.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "Theo lịch"
        LEADER = "leader", "Người đứng đầu đã tiếp"
        DEPUTY = "deputy", "Ủy quyền người khác tiếp"
        CANCELLED = "cancelled", "Không tổ chức"

    schedule = models.ForeignKey(ReceptionSchedule, on_delete=models.PROTECT, related_name="days")
    regular_on = models.DateField()
    day = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    deputy = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ReceptionDayQuerySet.as_manager()

    class Meta:
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["day"], name="citizen_reception_days")]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "regular_on"], name="citizen_reception_day_once"),
            models.CheckConstraint(
                name="citizen_reception_day_state_known",
                condition=Q(state__in=["planned", "leader", "deputy", "cancelled"]),
            ),
            models.CheckConstraint(
                name="citizen_reception_change_has_a_reason",
                condition=(Q(state__in=["planned", "leader", "deputy"]) & Q(day=F("regular_on"), deputy=""))
                | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.schedule_id} on {self.day}"

    @property
    def is_moved(self) -> bool:
        return self.day != self.regular_on

    def move(self, **changes: object) -> bool:
        """Compare-and-set while it is planned; False if it was closed or called off meanwhile."""
        return ReceptionDay.objects.filter(pk=self.pk, state=self.State.PLANNED).update(**changes) == 1


class DenunciationTally(models.Model):
    """How many denunciations came by word of mouth at an agency's receptions in a quarter: a number, and nothing else of them.

    It hangs on no day and no visit, so that nobody can be found by it.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    quarter = models.DateField()  # its first day
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "quarter"], name="citizen_tally_once_a_quarter")
        ]

    def __str__(self) -> str:
        return f"{self.number} in {self.quarter}"
