from django.db import models


class EventRow(models.Model):
    """One event: audit line, timeline and outbox at once. Append-only."""

    name = models.CharField(max_length=80)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    case_id = models.BigIntegerField(null=True)
    payload = models.JSONField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "kernel_event"

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"
