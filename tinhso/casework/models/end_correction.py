from django.db import models
from django.db.models import F, Q

from tinhso.casework.models.case import Case
from tinhso.casework.models.note import Note
from tinhso.kernel.people.public import User


class EndCorrection(models.Model):
    """Another moment at which a result was ready, asked for by one head and confirmed by another.

    `old_ended_at` and `old_timeliness` are as the case stood when it was confirmed, before that as it stood when asked.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ xác nhận"
        CONFIRMED = "confirmed", "Đã xác nhận"
        REFUSED = "refused", "Không xác nhận"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="end_corrections")
    ended_at = models.DateTimeField()
    timeliness = models.CharField(max_length=8, choices=Case.Timeliness, blank=True)  # what comes of it
    old_ended_at = models.DateTimeField()
    old_timeliness = models.CharField(max_length=8, choices=Case.Timeliness, blank=True)
    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="waiting"), name="casework_correction_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True, decided_by__isnull=True)
                | ~Q(state="waiting") & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="casework_correction_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | ~Q(asked_by=F("decided_by")),
                name="casework_correction_by_another",
            ),
        ]
        indexes = [
            models.Index(fields=["decided_at"], condition=Q(state="confirmed"), name="casework_corrected"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.case_id}"
