from django.db import models

from tinhso.kernel.notices.models.delivery import Delivery
from tinhso.kernel.people.models import User


class NoticeChoice(models.Model):
    """An account wants, or does not want, a topic through an outside channel; without a row the topic decides."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notice_choices")
    topic = models.CharField(max_length=40)
    channel = models.CharField(max_length=10, choices=Delivery.Channel)
    on = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "topic", "channel"], name="notices_one_choice"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.channel} {self.on}"
