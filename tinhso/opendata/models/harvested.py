from django.db import models

from tinhso.opendata.models.dataset import Dataset
from tinhso.opendata.models.harvest_source import HarvestSource


class Harvested(models.Model):
    """Which dataset elsewhere one of ours was taken from (bản ghi thu thập), by several keys, as remote ids change.

    `keys` are the identifier, the landing page, title with publisher, and checksums of files, each with its prefix.
    `digest` is the SHA-256 of its record: the same means that nothing has changed.
    """

    source = models.ForeignKey(HarvestSource, on_delete=models.PROTECT, related_name="records")
    dataset = models.OneToOneField(Dataset, on_delete=models.PROTECT, related_name="harvested")
    remote_id = models.CharField(max_length=500)
    keys = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    resource_digest = models.CharField(max_length=64, blank=True)
    seen_at = models.DateTimeField()
    missing_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "remote_id"], name="opendata_harvested_once"),
        ]

    def __str__(self) -> str:
        return self.remote_id
