from django.db import models
from django.db.models import Q

from tinhso.casework.public import Case
from tinhso.citizen.models.alert import Alert


class RecordErasure(models.Model):
    """What was personal in a report, feedback, complaint or alert was erased when its time was over.

    `files` and `size` (bytes) went with it; code, times, state and figures stay.
    """

    class What(models.TextChoices):
        REPORTER = "reporter", "Người phản ánh"
        REPORT = "report", "Phản ánh hiện trường"
        FEEDBACK = "feedback", "Phản ánh, kiến nghị"
        COMPLAINT = "complaint", "Khiếu nại, tố cáo"
        INFORMATION = "info", "Yêu cầu cung cấp thông tin"
        ALERT = "alert", "Cảnh báo"

    what = models.CharField(max_length=10, choices=What)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    alert = models.OneToOneField(
        Alert, on_delete=models.PROTECT, null=True, blank=True, related_name="erasure"
    )
    rule = models.CharField(max_length=80)
    source = models.CharField(max_length=300)
    years = models.PositiveSmallIntegerField()
    files = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()
    erased_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "what"], name="citizen_erased_once"),
            models.CheckConstraint(
                name="citizen_erased_case_or_alert",
                condition=Q(what="alert", alert__isnull=False, case__isnull=True)
                | Q(
                    what__in=["reporter", "report", "feedback", "complaint", "info"],
                    case__isnull=False,
                    alert__isnull=True,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Erasure {self.what} {self.case_id or self.alert_id}"
