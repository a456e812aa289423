from django.contrib.postgres.fields import ArrayField
from django.db import models

from tinhso.indicators.models.data_entry.data_set import DataSet
from tinhso.kernel.people.public import Agency, User
from tinhso.lib.periods import Period


class DataEntry(models.Model):
    """The report of one agency for one period of a data set: when it was due and when it was complete.

    `approvals` are the moments (real time) at which it was approved: its values stand in figures up to the last of
    them. While a report is mended after unlocking, figures go on reading what was approved.
    """

    data_set = models.ForeignKey(DataSet, on_delete=models.PROTECT, related_name="entries")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=16)
    starts_on = models.DateField()
    ends_on = models.DateField()
    due_on = models.DateField()
    needs_approval = models.BooleanField()
    approvals = ArrayField(models.DateTimeField(), default=list, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reopened = models.BooleanField(default=False)  # unlocked after its last day, until it is complete again
    on_time = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["-ends_on"]
        constraints = [
            models.UniqueConstraint(fields=["data_set", "agency", "period"], name="indicators_one_entry"),
            models.CheckConstraint(
                condition=models.Q(completed_at__isnull=True, on_time__isnull=True)
                | models.Q(completed_at__isnull=False, on_time__isnull=False),
                name="indicators_entry_complete_knows_whether_in_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.data_set_id} {self.agency_id} {self.period}"

    @property
    def span(self) -> Period:
        return Period.parse(self.period)
