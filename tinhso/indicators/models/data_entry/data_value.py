from datetime import datetime

from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone

from tinhso.indicators.models.data_entry.data_element import DataElement, dims_field
from tinhso.indicators.models.data_entry.data_entry import DataEntry
from tinhso.indicators.models.data_entry.data_set import DataSet
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.places.public import AdminUnit

KEY = ("element_id", "agency_id", "place_id", "period", "scenario", "dims")


class LastApproval(Func):
    """The newest of an array of moments that is not later than another moment."""

    template = "(select max(m) from unnest(%(expressions)s))"
    arg_joiner = ") m where m <= ("
    output_field = models.DateTimeField()


class DataValueQuerySet(models.QuerySet["DataValue"]):
    def newest(self, known_at: datetime | None = None) -> "DataValueQuerySet":
        """The newest revision of each value, or the one that was newest at that moment (real time)."""
        known = self if known_at is None else self.filter(known_at__lte=known_at)
        order = known.order_by(*KEY, "-known_at", "-pk").distinct(*KEY)
        return self.model.objects.filter(pk__in=order.values("pk"))

    def that_count(self, known_at: datetime | None = None) -> "DataValueQuerySet":
        """Without what still waits, or waited at that moment, for the head's approval."""
        moment = Value(known_at or timezone.now(), models.DateTimeField())
        return self.annotate(counts_until=LastApproval("entry__approvals", moment)).filter(
            Q(entry__isnull=True) | Q(entry__needs_approval=False) | Q(known_at__lte=F("counts_until"))
        )


class DataValue(models.Model):
    """One number as it was known from `known_at` (real time) on. Rows are only added: a change is another row.

    `value` None takes an earlier number back. `entered_at` is the legal moment, `as_of` the day on which a stock was
    counted, `assessed_year` and `published_on` go with what others published about an earlier year.
    """

    class Status(models.TextChoices):
        ESTIMATED = "E", "ước"
        PROVISIONAL = "P", "sơ bộ"
        FINAL = "F", "chính thức"

    element = models.ForeignKey(DataElement, on_delete=models.PROTECT, related_name="values")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    period = models.CharField(max_length=16)
    starts_on = models.DateField()
    ends_on = models.DateField()
    dims = dims_field()
    scenario = models.CharField(max_length=8, choices=DataSet.Scenario, default=DataSet.Scenario.ACTUAL)
    value = models.DecimalField(max_digits=26, decimal_places=6, null=True, blank=True)
    status = models.CharField(max_length=1, choices=Status, default=Status.FINAL)
    as_of = models.DateField(null=True, blank=True)
    assessed_year = models.PositiveSmallIntegerField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    entry = models.ForeignKey(
        DataEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="values"
    )
    known_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    extra = models.JSONField(default=dict, blank=True)  # what came with it and we have no word for

    objects = DataValueQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["element", "scenario", "ends_on"], name="indicators_value_read"),
            models.Index(fields=["entry"], name="indicators_value_entry"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="indicators_value_period_runs_forward"
            )
        ]

    def __str__(self) -> str:
        return f"{self.element_id} {self.agency_id} {self.period}"
