from django.db import models
from django.db.models import Q

from tinhso.indicators.models.infrastructure.item_kind import ItemKind
from tinhso.indicators.models.infrastructure.network_operator import NetworkOperator
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import Agency, User


class OperatorTable(models.Model):
    """A table of one register as an operator sent it, read but not imported yet, or imported.

    `rows` are the lines with their numbers, `unread` those that are no rows of the table, with the reason; both go when the
    table is imported, the file stays. `as_of` is the day that the table tells of.
    """

    class State(models.TextChoices):
        READ = "read", "Đã đọc, chưa nhập"
        IMPORTED = "imported", "Đã nhập"

    kind = models.CharField(max_length=10, choices=ItemKind)
    operator = models.ForeignKey(NetworkOperator, on_delete=models.PROTECT, related_name="tables")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.READ)
    rows = models.JSONField(default=list, blank=True)
    unread = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    imported_at = models.DateTimeField(null=True, blank=True)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    ended = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="read", imported_at__isnull=True)
                | Q(state="imported", imported_at__isnull=False),
                name="indicators_imported_has_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"OperatorTable {self.pk}"
