from typing import Self

from django.db import models
from django.db.models import F, Q

from tinhso.casework.models.case import Case
from tinhso.casework.models.office_calendar import OfficeCalendar
from tinhso.lib.legal_time import clock as arithmetic
from tinhso.lib.legal_time.time_limit import Counting, TimeLimit, Unit


class ClockQuerySet(models.QuerySet["Clock"]):
    def running(self) -> Self:
        """Neither stopped nor paused: those with a due moment that can still be met or missed."""
        return self.filter(stopped_at__isnull=True, due_at__isnull=False)

    def open(self) -> Self:
        return self.filter(stopped_at__isnull=True)


class Clock(models.Model):
    """A deadline of a case: the budget, when it started, what became of it; pauses stand in `ClockPause`.

    `due_at` follows from the other columns (`tinhso.lib.legal_time.clock`) and is kept for lists; it is empty while it
    stands still, which it does for no wait that does not count.
    `first_due_at` is what was promised at the receipt and never changes. `taken_over_due` is what a former system had
    promised when the case came over at `taken_over_at`.
    """

    class Name(models.TextChoices):
        REPLY = "reply", "Trả lời về việc tiếp nhận"
        SETTLE = "settle", "Giải quyết"
        OPINION = "opinion", "Cho ý kiến"

    class Unit(models.TextChoices):
        HOUR = Unit.HOUR.value, "giờ làm việc"
        WORKING_DAY = Unit.WORKING_DAY.value, "ngày làm việc"
        DAY = Unit.DAY.value, "ngày"
        MONTH = Unit.MONTH.value, "tháng"

    class Counting(models.TextChoices):
        NEXT_DAY = Counting.NEXT_DAY.value, "không tính ngày nhận"
        SAME_DAY = Counting.SAME_DAY.value, "tính cả ngày nhận"

    class Effect(models.TextChoices):
        RESTART = arithmetic.Effect.RESTART.value, "tính lại từ ngày nhận đủ hồ sơ"
        PAUSE = arithmetic.Effect.PAUSE.value, "không tính thời gian chờ"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clocks")
    name = models.CharField(max_length=20)  # of `Name`, or a word of the system that owns the case
    amount = models.DecimalField(max_digits=7, decimal_places=2)
    unit = models.CharField(max_length=12, choices=Unit)
    counting = models.CharField(max_length=10, choices=Counting, default=Counting.NEXT_DAY)
    source = models.CharField(max_length=300, blank=True)
    effect = models.CharField(max_length=8, choices=Effect)
    calendar = models.ForeignKey(
        OfficeCalendar, on_delete=models.PROTECT, null=True, blank=True, related_name="clocks"
    )
    started_at = models.DateTimeField()
    restarted_at = models.DateTimeField(null=True, blank=True)
    restarts = models.PositiveSmallIntegerField(default=0)
    reappointed_at = models.DateTimeField(null=True, blank=True)
    reappointed_due = models.DateTimeField(null=True, blank=True)
    taken_over_at = models.DateTimeField(null=True, blank=True)
    taken_over_due = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    first_due_at = models.DateTimeField()

    objects = ClockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "name"], name="casework_one_clock_a_name"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="casework_limit_above_zero"),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True) | Q(stopped_at__gte=F("started_at")),
                name="casework_clock_stops_after_its_start",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True) | Q(due_at__isnull=False),
                name="casework_stopped_clock_was_due",
            ),
            models.CheckConstraint(
                condition=Q(reappointed_at__isnull=True, reappointed_due__isnull=True)
                | Q(reappointed_due__gt=F("reappointed_at")),
                name="casework_new_date_lies_ahead",
            ),
            models.CheckConstraint(
                condition=Q(taken_over_at__isnull=True, taken_over_due__isnull=True)
                | Q(taken_over_at__isnull=False, taken_over_due__isnull=False),
                name="casework_former_promise_is_whole",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(stopped_at__isnull=True), name="casework_open_clock_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.limit()}"

    @property
    def is_running(self) -> bool:
        """As `objects.running()`."""
        return self.stopped_at is None and self.due_at is not None

    def limit(self) -> TimeLimit:
        return TimeLimit(self.amount, Unit(self.unit), self.source, Counting(self.counting))

    def former_promise(self) -> arithmetic.TakenOver | None:
        if self.taken_over_at is None or self.taken_over_due is None:
            return None
        return arithmetic.TakenOver(self.taken_over_at, self.taken_over_due)

    def reappointment(self) -> arithmetic.Reappointment | None:
        if self.reappointed_at is None or self.reappointed_due is None:
            return None
        return arithmetic.Reappointment(self.reappointed_at, self.reappointed_due)
