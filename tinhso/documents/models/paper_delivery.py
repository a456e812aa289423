from django.db import models
from django.db.models import Q

from tinhso.documents.models.outgoing_document import OutgoingDocument
from tinhso.kernel.people.public import User


class PaperDelivery(models.Model):
    """Copies on paper of an issued document that went to whoever the axis does not reach: how, to whom, how many, on which day.

    `reference` is the post's number, or who took them. A row that was written by mistake is struck out with its reason and
    stays.
    """

    class Way(models.TextChoices):
        HAND = "hand", "Giao trực tiếp"
        POST = "post", "Bưu chính"
        COURIER = "courier", "Giao liên, chuyển phát"

    document = models.ForeignKey(OutgoingDocument, on_delete=models.PROTECT, related_name="deliveries")
    client_key = models.UUIDField()
    way = models.CharField(max_length=7, choices=Way)
    receiver = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)
    copies = models.PositiveSmallIntegerField()
    dated = models.DateField()
    reference = models.CharField(max_length=100, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    struck_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    struck_at = models.DateTimeField(null=True, blank=True)
    strike_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "client_key"], name="documents_delivery_once"),
            models.CheckConstraint(
                condition=Q(way__in=["hand", "post", "courier"]), name="documents_delivery_way_known"
            ),
            models.CheckConstraint(
                condition=Q(copies__gte=1, copies__lte=9999) & ~Q(receiver=""),
                name="documents_delivery_whole",
            ),
            models.CheckConstraint(
                condition=~Q(way="post") | ~Q(address=""), name="documents_delivery_post_has_address"
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None, strike_reason="")
                | Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(strike_reason=""),
                name="documents_delivery_strike_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk} of {self.document_id}"
