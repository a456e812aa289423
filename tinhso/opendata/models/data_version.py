from django.db import models

from tinhso.kernel.people.public import User
from tinhso.opendata.models.data_table import DataTable
from tinhso.opendata.models.dataset import Dataset


class DataVersion(models.Model):
    """One publication of the rows of a dataset's table (phiên bản dữ liệu); it never changes and is never written over.

    `number` counts through the dataset, whichever table it is of, so that it names one version.

    Its files lie in the folder `folder` of the state: `table.duckdb`, `table.parquet`; where a file was taken in also
    `original` (named `original_name`) and `rejects.csv`. `columns` is a list of [name, heading, kind] with the kinds
    text, whole, number, date, moment, boolean; `digest` is the SHA-256 of the rows as they were written (of the
    original, for a file), by which a refresh knows that nothing has changed. `restored` is the number of the version
    that this one brought back.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="versions")
    table = models.ForeignKey(DataTable, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    folder = models.UUIDField(unique=True)
    columns = models.JSONField()
    rows = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    sums = models.JSONField(default=dict, blank=True)  # SHA-256 of each file, by name
    octets = models.PositiveBigIntegerField()  # of the Parquet file
    added = models.PositiveBigIntegerField(default=0)
    removed = models.PositiveBigIntegerField(default=0)
    published_at = models.DateTimeField()
    rejected = models.PositiveBigIntegerField(default=0)  # lines told in rejects.csv
    original_name = models.CharField(max_length=200, blank=True)
    original_octets = models.PositiveBigIntegerField(default=0)
    restored = models.PositiveIntegerField(null=True, blank=True)
    erased_at = models.DateTimeField(
        null=True, blank=True
    )  # its files are gone, by the rule of withdrawn tables
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["dataset", "number"], name="opendata_version_number")]

    def __str__(self) -> str:
        return f"{self.dataset_id}/{self.number}"
