from django.db import models

from tinhso.kernel.people.public import Agency


class Series(models.Model):
    """Datasets of one kind, one for each period (chuỗi bộ dữ liệu, `dcat:DatasetSeries`).

    It is born with the description of a dataset that names it, and goes by its publisher and title. A series is no
    dataset: it is counted apart, and only where two or more of its datasets are open.
    """

    slug = models.SlugField(max_length=80, unique=True)
    publisher = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    sort_key = models.TextField(db_collation="C")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["publisher", "title"], name="opendata_series_once"),
        ]

    def __str__(self) -> str:
        return self.title
