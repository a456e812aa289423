from django.db import models

from tinhso.kernel.notices.models.notice import Notice


class Delivery(models.Model):
    """A notice on its way through one outside channel. The address is not here: it stays in the person's row.

    `queued` waits for `next_try`; `sending` is claimed by one worker; `failed` cannot succeed (no address);
    `gave_up` was tried too often, or its worker died in the middle so that nobody knows.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", "Thư điện tử"
        SMS = "sms", "Tin nhắn SMS"
        PUSH = "push", "Thông báo trên máy"

    class State(models.TextChoices):
        QUEUED = "queued", "Chờ gửi"
        SENDING = "sending", "Đang gửi"
        SENT = "sent", "Đã gửi"
        FAILED = "failed", "Không gửi được"
        GAVE_UP = "gave_up", "Ngừng gửi"

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    provider_ref = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="notices_once_a_channel"),
            models.CheckConstraint(
                name="notices_delivery_state",
                condition=models.Q(state__in=["queued", "sending", "sent", "failed", "gave_up"]),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try"],
                condition=models.Q(state__in=["queued", "sending"]),
                name="notices_on_their_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.pk}"
