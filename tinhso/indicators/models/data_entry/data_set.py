from datetime import date, timedelta

from django.db import models

from tinhso.indicators.models.data_entry.data_element import DataElement
from tinhso.kernel.people.public import Agency
from tinhso.lib.periods import Period, PeriodKind


class DataSet(models.Model):
    """What an agency reports at once and how often (biểu báo cáo). `code` is its word in addresses.

    A report is due `timely_days` after the period has ended (`due_from_start`: has begun, as plans are) and closed
    to entry `expiry_days` after that end (0: never). `open_future_periods` 1 opens the running period, 2 the next.
    From periods that end on `approval_from` on, values count once the head has approved them; None: at once.
    """

    class Scenario(models.TextChoices):
        ACTUAL = "actual", "thực hiện"
        PLAN = "plan", "kế hoạch"
        ESTIMATE = "estimate", "ước thực hiện"

    code = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=300)
    period_kind = models.CharField(
        max_length=12,
        choices=[(kind.value, kind.value) for kind in PeriodKind if kind is not PeriodKind.SPAN],
    )
    scenario = models.CharField(max_length=8, choices=Scenario, default=Scenario.ACTUAL)
    elements = models.ManyToManyField(DataElement, through="DataSetElement", related_name="data_sets")
    agencies = models.ManyToManyField(Agency, through="DataSetAgency", related_name="+")
    timely_days = models.PositiveSmallIntegerField(default=15)
    due_from_start = models.BooleanField(default=False)
    expiry_days = models.PositiveSmallIntegerField(default=0)
    open_future_periods = models.PositiveSmallIntegerField(default=0)
    valid_complete_only = models.BooleanField(default=False)
    approval_from = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    uid = models.CharField(max_length=11, blank=True)  # in DHIS2

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    def due_on(self, period: Period) -> date:
        """The last day on which the report is in time."""
        return (period.start if self.due_from_start else period.end) + timedelta(days=self.timely_days)

    def closes_on(self, period: Period) -> date | None:
        """The last day of entry; None: never closes."""
        begin = period.start if self.due_from_start else period.end
        return begin + timedelta(days=self.expiry_days) if self.expiry_days else None

    def needs_approval(self, period: Period) -> bool:
        return self.approval_from is not None and period.end >= self.approval_from


class DataSetElement(models.Model):
    """An element in a data set; a `compulsory` one must be filled before the report is complete."""

    data_set = models.ForeignKey(DataSet, on_delete=models.PROTECT, related_name="lines")
    element = models.ForeignKey(DataElement, on_delete=models.PROTECT, related_name="lines")
    order = models.PositiveSmallIntegerField(default=0)
    compulsory = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["data_set", "element"], name="indicators_element_once_in_a_set")
        ]

    def __str__(self) -> str:
        return f"{self.data_set_id} {self.element_id}"


class DataSetAgency(models.Model):
    """Which agency reports a data set, for periods that end in `[starts_on, ends_on)`."""

    data_set = models.ForeignKey(DataSet, on_delete=models.PROTECT, related_name="reporters")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["agency__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["data_set", "agency", "starts_on"], name="indicators_reporter_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.data_set_id} {self.agency_id}"

    def reports(self, period: Period) -> bool:
        return self.starts_on <= period.end and (self.ends_on is None or period.end < self.ends_on)
