from django.db import models

from tinhso.opendata.models.dataset import Dataset
from tinhso.opendata.models.open_data_list import OpenDataList


class OpenDataLine(models.Model):
    """A line of the chairman's list: this dataset is to be open. No dataset is open without one."""

    list = models.ForeignKey(OpenDataList, on_delete=models.PROTECT, related_name="lines")
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["list", "position"]
        constraints = [
            models.UniqueConstraint(fields=["list", "dataset"], name="opendata_listed_once"),
            models.UniqueConstraint(fields=["list", "position"], name="opendata_line_position"),
        ]

    def __str__(self) -> str:
        return f"{self.list_id}.{self.position}"
