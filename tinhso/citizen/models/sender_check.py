import uuid

from django.db import models

from tinhso.citizen.models.report import Report
from tinhso.kernel.people.public import Person


class SenderCheck(models.Model):
    """Somebody says they sent a report and typed a phone; technical times.

    `report` stands here only where the phone was the one that the report holds: a code then goes to `person`, made for
    that phone alone. A wrong phone makes the same row without a report, so that both are answered alike. Erased after
    two days.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    code_digest = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["report", "sent_at"],
                condition=models.Q(sent_at__isnull=False),
                name="citizen_sender_codes_sent",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
