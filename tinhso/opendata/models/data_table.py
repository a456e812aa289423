from django.db import models

from tinhso.opendata.models.dataset import Dataset

FIRST = 1


class DataTableQuerySet(models.QuerySet["DataTable"]):
    def published(self) -> "DataTableQuerySet":
        """What readers see."""
        return self.filter(state=DataTable.State.PUBLISHED)

    def of_open_datasets(self) -> "DataTableQuerySet":
        """What readers see of all datasets, each with dataset and version, by the datasets' titles."""
        found = self.published().filter(dataset__state=Dataset.State.OPEN, dataset__current__isnull=False)
        return found.select_related("dataset", "current").order_by(
            "dataset__sort_key", "dataset_id", "number"
        )

    def first_of(self, dataset: Dataset) -> "DataTable":
        """The first table of a dataset; its row is made when the first file or version comes."""
        return dataset.tables.get_or_create(number=FIRST)[0]


class DataTable(models.Model):
    """One of the tables of a dataset (bảng dữ liệu), with columns and versions of its own.

    `number` is its place in the dataset and part of its address (`?bang=2`); the first goes with the dataset, needs no
    title, and its `current` is the dataset's too. `schema` is a Table Schema (frictionless) that its data are checked
    against. It is published with its first version; a withdrawn one keeps its number, and its address answers 410.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Chưa công bố"
        PUBLISHED = "published", "Đã công bố"
        WITHDRAWN = "withdrawn", "Đã thôi công bố"

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="tables")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200, blank=True)
    description = models.TextField(max_length=3000, blank=True)
    schema = models.JSONField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    current = models.ForeignKey(
        "DataVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="current_of"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    ver = models.PositiveIntegerField(default=1)

    objects = DataTableQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "number"], name="opendata_table_number"),
            models.CheckConstraint(
                name="opendata_table_state", condition=models.Q(state__in=["draft", "published", "withdrawn"])
            ),
            models.CheckConstraint(
                name="opendata_table_named", condition=models.Q(number=FIRST) | ~models.Q(title="")
            ),
            models.CheckConstraint(
                name="opendata_table_published_version",
                condition=~models.Q(state="published") | models.Q(current__isnull=False),
            ),
            models.CheckConstraint(
                name="opendata_table_withdrawn_since",
                condition=models.Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~models.Q(state="withdrawn") & models.Q(withdrawn_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="opendata_table_first_stays", condition=~models.Q(number=FIRST, state="withdrawn")
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.number)

    @property
    def is_first(self) -> bool:
        return self.number == FIRST

    @property
    def shown_title(self) -> str:
        """Its own title; of a first one without title, the dataset's."""
        return self.title or self.dataset.title
