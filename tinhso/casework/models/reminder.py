from django.db import models

from tinhso.casework.models.case import Case


class Reminder(models.Model):
    """A reminder that was sent: each rung of the ladder once for each due date."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reminders")
    rung = models.CharField(max_length=20)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "rung", "due_at"], name="casework_reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.rung} {self.case_id}"
