from django.db import models

from tinhso.onestop.models.dossier.dossier import Dossier


class Trip(models.Model):
    """Somebody came to the desk for a dossier (lần đi lại); a dossier wholly online or by post has none."""

    class Why(models.TextChoices):
        RECEIPT = "receipt", "Nộp hồ sơ"
        SUPPLEMENT = "supplement", "Bổ sung hồ sơ"
        HAND_OVER = "hand_over", "Nhận kết quả"
        OTHER = "other", "Việc khác"

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="trips")
    why = models.CharField(max_length=10, choices=Why)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="onestop_trip_reason_known",
                condition=models.Q(why__in=["receipt", "supplement", "hand_over", "other"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.why} of {self.dossier_id}"
