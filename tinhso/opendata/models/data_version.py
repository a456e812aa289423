from django.db import models

from tinhso.opendata.models.dataset import Dataset


class DataVersion(models.Model):
    """One publication of a dataset's rows (phiên bản dữ liệu); it never changes and is never written over.

    Its files lie in the folder `folder` of the state: `table.duckdb`, `table.parquet`. `columns` is a list of
    [name, heading, kind] with the kinds text, whole, number, date, moment, boolean; `digest` is the SHA-256 of the
    rows as they were written, by which a refresh knows that nothing has changed.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    folder = models.UUIDField(unique=True)
    columns = models.JSONField()
    rows = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    octets = models.PositiveBigIntegerField()  # of the Parquet file
    added = models.PositiveBigIntegerField(default=0)
    removed = models.PositiveBigIntegerField(default=0)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["dataset", "number"], name="opendata_version_number")]

    def __str__(self) -> str:
        return f"{self.dataset_id}/{self.number}"
