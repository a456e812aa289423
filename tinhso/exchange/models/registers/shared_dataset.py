from django.db import models

from tinhso.exchange.models.agreements.agreement import Agreement
from tinhso.exchange.models.registry.service import Service
from tinhso.kernel.people.public import Agency


class SharedDataset(models.Model):
    """A line of the danh mục dữ liệu dùng chung của tỉnh: which agency holds what, how it is shared, by which service.

    A line that changes is ended (`valid_to`) and entered anew under the same code.
    """

    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    holder = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    sharing = models.CharField(max_length=10, choices=Agreement.Kind)
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="shared_datasets"
    )
    source = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["title", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="exchange_shared_dataset_once"),
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(valid_to__isnull=True),
                name="exchange_shared_dataset_one_is_open",
            ),
            models.CheckConstraint(
                name="exchange_shared_dataset_days",
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.code
