from django.contrib.postgres.fields import ArrayField
from django.db import models

from tinhso.kernel.people.public import Agency
from tinhso.opendata.models.licence import Licence
from tinhso.opendata.models.theme import Theme


class DatasetQuerySet(models.QuerySet["Dataset"]):
    def public(self) -> "DatasetQuerySet":
        """Open, and with data to read."""
        return self.filter(state=Dataset.State.OPEN, current__isnull=False)


class Dataset(models.Model):
    """A table of open data (bộ dữ liệu mở) in the terms of DCAT; its address never changes.

    `table` is the code of the `OpenTable` of a system that fills it. It is open only with a line in the chairman's
    list (`OpenDataLine`). `current` is the version that readers get. `months` is how often it is brought up to date.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Dự thảo"
        OPEN = "open", "Đã mở"
        WITHDRAWN = "withdrawn", "Đã thôi mở"

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    sort_key = models.TextField(db_collation="C")
    description = models.TextField(max_length=5000)
    table = models.CharField(max_length=80, unique=True)
    publisher = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="datasets")
    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="+")
    keywords = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    months = models.PositiveSmallIntegerField(default=3)
    contact_email = models.EmailField(blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    current = models.ForeignKey(
        "DataVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    synthetic = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ver = models.PositiveIntegerField(default=1)

    objects = DatasetQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                name="opendata_state_known", condition=models.Q(state__in=["draft", "open", "withdrawn"])
            ),
            models.CheckConstraint(
                name="opendata_open_since",
                condition=~models.Q(state="open") | models.Q(opened_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["state", "sort_key"], name="opendata_by_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def told(self) -> str:
        """The description as the public and its programs get it; data of a demo say so first."""
        return f"DỮ LIỆU MÔ PHỎNG. {self.description}" if self.synthetic else self.description
