from django.db import models

from tinhso.exchange.models.registry.service import Service


class PublishedEvent(models.Model):
    """Sự kiện đã phát: what a topic says of one sealed event; never changed, erased when its time is over.

    `service` is the topic as it is agreed about; `sequence` counts within it without a gap, `event_id` is the key of the event in
    the log. `subject` is a code such as a dossier's, `data` the fields that the topic declares: nothing personal.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="published")
    sequence = models.BigIntegerField()
    event_id = models.BigIntegerField()
    subject = models.CharField(max_length=60)
    agency = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    data = models.JSONField()
    published_at = models.DateTimeField()  # the real clock

    class Meta:
        ordering = ["service", "-sequence"]
        constraints = [
            models.UniqueConstraint(fields=["service", "sequence"], name="exchange_published_sequence_once"),
            models.UniqueConstraint(fields=["service", "event_id"], name="exchange_published_event_once"),
        ]
        indexes = [models.Index(fields=["published_at"], name="exchange_published_at")]

    def __str__(self) -> str:
        return f"{self.service_id} {self.sequence}"
