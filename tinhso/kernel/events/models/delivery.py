from django.db import models

from tinhso.kernel.events.models.event_row import EventRow


class Delivery(models.Model):
    """This receiver has dealt with this event; written in the receiver's own transaction, so it happens once."""

    event = models.ForeignKey(EventRow, on_delete=models.PROTECT, related_name="deliveries")
    receiver = models.CharField(max_length=120)
    done_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "kernel_delivery"
        constraints = [models.UniqueConstraint(fields=["event", "receiver"], name="kernel_delivery_once")]

    def __str__(self) -> str:
        return f"{self.event_id} → {self.receiver}"
