from django.db import models

from tinhso.casework.public import Case
from tinhso.opendata.models.dataset import Dataset


class Upkeep(models.Model):
    """A reminder as a case (việc duy trì dữ liệu): bring the data up to date, or look the dataset over again.

    `for_day` is the day on which the three months or the six months end; one reminder a dataset, kind and day.
    """

    class Kind(models.TextChoices):
        UPDATE = "update", "Cập nhật dữ liệu"
        REVIEW = "review", "Rà soát"

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="open_data_upkeep")
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="upkeep")
    kind = models.CharField(max_length=10, choices=Kind)
    for_day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dataset", "kind", "for_day"], name="opendata_upkeep_once")
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id} {self.kind}"
