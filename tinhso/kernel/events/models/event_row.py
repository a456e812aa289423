from django.db import models
from django.db.models import F, Func, Q
from django.db.models.fields.json import JSONField

from tinhso.kernel.events.models.xid_field import XidField

EVENT_NAME = r"^[a-z_]+\.[A-Za-z0-9]+$"


class EventRow(models.Model):
    """One event: audit line, timeline and outbox at once. Append-only; written by `record` and `copy_events`.

    A trigger fills `epoch`, `xid` and `recorded_at` and composes `body`, the canonical text of all columns;
    `payload` is generated from it, and the SHA-256 of it is the leaf that is sealed.
    """

    epoch = models.IntegerField()
    xid = XidField()
    recorded_at = models.DateTimeField()  # the real clock
    name = models.CharField(max_length=80)  # onestop.DossierAccepted
    at = models.DateTimeField()  # the legal moment of the deed
    actor_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    case_id = models.BigIntegerField(null=True)
    body = models.TextField()
    payload = models.GeneratedField(
        expression=Func(F("body"), template="((%(expressions)s)::jsonb -> 'payload')"),
        output_field=JSONField(),
        db_persist=True,
    )

    class Meta:
        db_table = "kernel_event"
        indexes = [
            models.Index(fields=["epoch", "xid", "id"], name="kernel_event_order"),
            models.Index(
                fields=["case_id", "id"], name="kernel_event_case", condition=Q(case_id__isnull=False)
            ),
            models.Index(fields=["name", "at"], name="kernel_event_name"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(name__regex=EVENT_NAME), name="kernel_event_is_named")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"
