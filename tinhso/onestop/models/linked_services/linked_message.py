from django.db import models
from django.db.models import Q

from tinhso.kernel.outbox.public import Outgoing
from tinhso.onestop.models.linked_services.linked_part import LinkedPart


class LinkedMessage(Outgoing):
    """One request for a part, `number` counts them. The other system knows a repetition by `key`, so that it is done once.

    What is personal is not here: it is read from the dossier when the message leaves. `at` is the legal clock.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ gửi"
        SENDING = "sending", "Đang gửi"
        CONFIRMED = "confirmed", "Phần mềm đã nhận"
        STUCK = "stuck", "Bị kẹt, cần xem"
        SKIPPED = "skipped", "Đã bỏ qua"

    part = models.ForeignKey(LinkedPart, on_delete=models.PROTECT, related_name="messages")
    number = models.PositiveIntegerField()
    key = models.UUIDField()
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "number"], name="onestop_linked_message_place"),
            models.UniqueConstraint(fields=["key"], name="onestop_linked_message_key"),
            models.UniqueConstraint(
                fields=["part"],
                condition=Q(state__in=["waiting", "sending", "stuck"]),
                name="onestop_linked_message_one_open",
            ),
            models.CheckConstraint(
                name="onestop_linked_message_state",
                condition=Q(state__in=["waiting", "sending", "confirmed", "stuck", "skipped"]),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try"],
                condition=Q(state__in=["waiting", "sending", "stuck"]),
                name="onestop_linked_on_the_way",
            )
        ]

    def __str__(self) -> str:
        return f"LinkedMessage {self.part_id}/{self.number}"
