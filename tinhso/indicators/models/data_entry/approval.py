from django.db import models

from tinhso.indicators.models.data_entry.data_entry import DataEntry
from tinhso.kernel.people.public import User

MOVES = {
    ("draft", "submitted"),
    ("submitted", "approved"),
    ("submitted", "draft"),
    ("approved", "locked"),
    ("approved", "draft"),
    ("locked", "draft"),
}


class Approval(models.Model):
    """Where a report stands on its way: draft, submitted, approved by the head, locked. `MOVES` holds all moves.

    `reason` is why it was given back or unlocked the last time; `ver` is compared and set by every move.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "đang nhập"
        SUBMITTED = "submitted", "đã báo cáo đủ, chờ duyệt"
        APPROVED = "approved", "đã duyệt"
        LOCKED = "locked", "đã khóa"

    entry = models.OneToOneField(DataEntry, on_delete=models.PROTECT, related_name="approval")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    ver = models.PositiveIntegerField(default=1)
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    locked_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="draft", approved_at__isnull=True, locked_at__isnull=True)
                | models.Q(state="submitted", submitted_at__isnull=False, approved_at__isnull=True)
                | models.Q(state="approved", approved_at__isnull=False, locked_at__isnull=True)
                | models.Q(state="locked", approved_at__isnull=False, locked_at__isnull=False),
                name="indicators_approval_state_has_its_times",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.state}"

    @property
    def is_open(self) -> bool:
        """May values still be typed?"""
        return self.state == self.State.DRAFT
