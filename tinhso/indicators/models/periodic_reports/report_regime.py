from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q

from tinhso.kernel.people.public import Agency
from tinhso.lib.periods import Period, PeriodKind


class ReportRegime(models.Model):
    """A periodic report that agencies owe (chế độ báo cáo định kỳ) as it holds in `[starts_on, ends_on)`; data of the pack.

    `owed_by` are kinds of agency as "department:province". `recipient` is the code of an agency, "" for the one above.
    Data close on `closing_day` of the last month of the period, and the report is due on `due_day` of that month or,
    with `due_months` 1, of the next one. `lines` are its form: each names an indicator of ours, or is words.
    `checked` says whether somebody has seen the text of the source.
    """

    class Kind(models.TextChoices):
        MONTH = PeriodKind.MONTH.value, "hằng tháng"
        QUARTER = PeriodKind.QUARTER.value, "hằng quý"
        HALF = PeriodKind.HALF.value, "6 tháng"
        YEAR = PeriodKind.YEAR.value, "hằng năm"

    code = models.SlugField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=200)
    legal_basis = models.CharField(max_length=300)
    source = models.CharField(max_length=300)
    checked = models.BooleanField(default=False)
    kind = models.CharField(max_length=10, choices=Kind)
    owed_by = models.JSONField()
    recipient = models.CharField(max_length=60, blank=True)
    closing_day = models.PositiveSmallIntegerField()
    due_day = models.PositiveSmallIntegerField()
    due_months = models.PositiveSmallIntegerField(default=0)
    lines = models.JSONField(default=list)

    class Meta:
        ordering = ["code", "starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["code", "starts_on"], name="indicators_regime_once_a_day"),
            models.CheckConstraint(
                condition=Q(closing_day__range=(1, 31), due_day__range=(1, 31), due_months__lte=6),
                name="indicators_regime_days_of_a_month",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def closes_on(self, period: Period) -> date:
        """The last day whose numbers the report holds."""
        return _day_of(period.end, 0, self.closing_day)

    def data_span(self, period: Period) -> Period:
        """The days whose numbers the report holds (NĐ 09/2019 Điều 12): from the day after the data of the period before closed until
        its own close. Where data close with the month it is the period itself."""
        start, end = self.closes_on(period.before()) + timedelta(days=1), self.closes_on(period)
        return period if (start, end) == (period.start, period.end) else Period.between(start, end)

    def due_on(self, period: Period) -> date:
        return _day_of(period.end, self.due_months, self.due_day)

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    def period_at(self, day: date) -> Period:
        """The period whose report is the next one that is due on that day or after."""
        found = Period.of(PeriodKind(self.kind), day)
        return found.before() if self.due_on(found.before()) >= day else found

    def is_owed_by(self, agency: Agency) -> bool:
        return f"{agency.kind}:{agency.level}" in self.owed_by and agency.code != self.recipient

    def form_lines(self) -> "Sequence[dict[str, Any]]":
        return list(self.lines)


def _day_of(month: date, later: int, day: int) -> date:
    """That day of the month which lies so many months later; the last one where the month is shorter."""
    first = (
        (month.replace(day=1) + timedelta(days=31 * later)).replace(day=1) if later else month.replace(day=1)
    )
    return first.replace(day=min(day, monthrange(first.year, first.month)[1]))
