from django.db import models

from tinhso.opendata.models.dataset import Dataset


class Distribution(models.Model):
    """A further file of a dataset that lies elsewhere (tệp dữ liệu dạng liên kết), beside the table that we hold.

    A harvested resource that is no table, a document, a service. `key` is stable within the dataset; `missing_since`
    says since when a harvest no longer finds it.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="distributions")
    key = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=300)
    description = models.TextField(max_length=3000, blank=True)
    url = models.URLField(max_length=2000)
    format = models.CharField(max_length=40, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    octets = models.PositiveBigIntegerField(null=True, blank=True)
    changed_at = models.DateTimeField()
    missing_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "key"], name="opendata_distribution_key"),
        ]

    def __str__(self) -> str:
        return self.title
