from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from tinhso.casework.models.clock import Clock
from tinhso.lib.legal_time import clock as arithmetic
from tinhso.lib.legal_time.clock import PauseReason


class TsTzRange(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class ClockPause(models.Model):
    """A wait in `[started_at, ended_at)`; rows are only added and ended, never taken away.

    Where it `counts` the clock stands still meanwhile; one that began after the due moment, or for a supplement that was
    asked too late, does not and leaves the due moment as it was. `due_at` is the due moment at which it began.
    """

    class Reason(models.TextChoices):
        SUPPLEMENT = PauseReason.SUPPLEMENT.value, "Chờ bổ sung, hoàn thiện hồ sơ"
        FINANCIAL_DUTY = PauseReason.FINANCIAL_DUTY.value, "Chờ thực hiện nghĩa vụ tài chính"
        OPINION = PauseReason.OPINION.value, "Chờ lấy ý kiến"
        POSTING = PauseReason.POSTING.value, "Niêm yết công khai"
        ASSESSMENT = PauseReason.ASSESSMENT.value, "Chờ giám định"

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="pauses")
    reason = models.CharField(max_length=20, choices=Reason)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    counts = models.BooleanField(default=True)
    due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["started_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="casework_pause_ends_after_its_start",
            ),
            models.UniqueConstraint(
                fields=["clock"], condition=Q(ended_at__isnull=True), name="casework_one_open_pause"
            ),
            ExclusionConstraint(
                name="casework_pauses_never_overlap",
                expressions=[
                    ("clock", RangeOperators.EQUAL),
                    (TsTzRange("started_at", "ended_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.started_at:%d/%m/%Y}"

    def interval(self) -> arithmetic.Pause:
        return arithmetic.Pause(PauseReason(self.reason), self.started_at, self.ended_at)
