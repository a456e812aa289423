from django.db import models
from django.utils.translation import gettext_lazy as _

from tinhso.exchange.models.agreements.agreement import Agreement
from tinhso.kernel.people.public import User


class AgreementChange(models.Model):
    """Thay đổi của thỏa thuận: what both sides were told, by whom and why; never written over."""

    class What(models.TextChoices):
        QUOTA = "quota", _("Hạn mức")
        SUSPENDED = "suspended", _("Tạm dừng")
        RESUMED = "resumed", _("Nối lại")
        ENDED = "ended", _("Chấm dứt")
        REVIEWED = "reviewed", _("Rà soát hằng năm")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=10, choices=What)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=500)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["agreement", "-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.what}"
