from django.db import models
from django.db.models import F, Q

from tinhso.indicators.models.assessments.firm import Firm
from tinhso.indicators.models.economy.support_programme import SupportProgramme


class FirmSupportQuerySet(models.QuerySet["FirmSupport"]):
    def standing(self) -> "FirmSupportQuerySet":
        """Without what was taken back as entered wrong."""
        return self.filter(revoked_at=None)


class FirmSupport(models.Model):
    """What a firm got from a programme on a day; `amount` in whole đồng, 0 where it was no money.

    Never changed: one that was entered wrong is revoked with its reason, and entered anew.
    """

    class Kind(models.TextChoices):
        TRAINING = "training", "Đào tạo, tập huấn"
        ADVICE = "advice", "Tư vấn chuyển đổi số"
        PLATFORM = "platform", "Sử dụng nền tảng số"
        SELLING = "selling", "Đưa sản phẩm lên sàn thương mại điện tử"
        LOAN = "loan", "Tiếp cận vốn"
        OTHER = "other", "Hỗ trợ khác"

    programme = models.ForeignKey(SupportProgramme, on_delete=models.PROTECT, related_name="supports")
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="supports")
    kind = models.CharField(max_length=10, choices=Kind)
    given_on = models.DateField()
    amount = models.PositiveBigIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    client_key = models.UUIDField(unique=True, null=True, blank=True)
    entered_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    objects = FirmSupportQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=F("entered_at")) & ~Q(reason=""),
                name="indicators_revoked_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"FirmSupport {self.pk}"
