from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import Agency
from tinhso.opendata.models.licence import Licence
from tinhso.opendata.models.series import Series
from tinhso.opendata.models.theme import Theme


class Frequency(models.TextChoices):
    """How often data change, in the EU's code list (`…/authority/frequency/<code>`)."""

    CONTINUOUS = "UPDATE_CONT", _("liên tục")
    DAILY = "DAILY", _("hằng ngày")
    WEEKLY = "WEEKLY", _("hằng tuần")
    MONTHLY = "MONTHLY", _("hằng tháng")
    QUARTERLY = "QUARTERLY", _("hằng quý")
    SEMIANNUAL = "ANNUAL_2", _("sáu tháng một lần")
    ANNUAL = "ANNUAL", _("hằng năm")
    IRREGULAR = "IRREG", _("không định kỳ")
    NEVER = "NEVER", _("không cập nhật nữa")


class DatasetQuerySet(models.QuerySet["Dataset"]):
    def public(self) -> "DatasetQuerySet":
        """Open, and with data to read."""
        return self.filter(state=Dataset.State.OPEN, current__isnull=False)


class Dataset(models.Model):
    """Open data of one kind (bộ dữ liệu mở): one table or several (`DataTable`) in the terms of DCAT; an address that it once had leads on to its present one.

    `table` is the code of the `OpenTable` of a system that fills it; None where an agency's publisher does. It is open
    only with a line in the chairman's list (`OpenDataLine`). `current` is the version that readers get of its first table. `months` is
    within how many months of a change it is brought up to date. What a publisher may write changes by an approved
    `Edition` only. `author` and `extras` (a list of {key, value}) are what CKAN's clients wrote and get back; `series_order` its year or
    place in its series.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Dự thảo"
        OPEN = "open", "Đã mở"
        WITHDRAWN = "withdrawn", "Đã thôi mở"

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    sort_key = models.TextField(db_collation="C")
    description = models.TextField(max_length=5000)
    table = models.CharField(max_length=80, unique=True, null=True, blank=True)
    publisher = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="datasets")
    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="+")
    keywords = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    months = models.PositiveSmallIntegerField(default=3)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    frequency = models.CharField(max_length=12, choices=Frequency, default=Frequency.QUARTERLY)
    spatial = models.CharField(max_length=200, blank=True)
    temporal_from = models.DateField(null=True, blank=True)
    temporal_to = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=8, default="vi")
    provenance = models.TextField(max_length=3000, blank=True)
    landing_page = models.URLField(max_length=500, blank=True)
    author = models.CharField(max_length=200, blank=True)
    extras = models.JSONField(default=list, blank=True)
    series = models.ForeignKey(
        Series, on_delete=models.PROTECT, null=True, blank=True, related_name="datasets"
    )
    series_order = models.PositiveSmallIntegerField(null=True, blank=True)
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
            models.CheckConstraint(
                name="opendata_temporal_order",
                condition=models.Q(temporal_from__isnull=True)
                | models.Q(temporal_to__isnull=True)
                | models.Q(temporal_from__lte=models.F("temporal_to")),
            ),
        ]
        indexes = [models.Index(fields=["state", "sort_key"], name="opendata_by_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def public_description(self) -> str:
        """The description as the public and its programs get it; data of a demo say so first."""
        return f"DỮ LIỆU MÔ PHỎNG. {self.description}" if self.synthetic else self.description
