import uuid

from django.db import models
from django.db.models import Q

from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import User
from tinhso.lib.files.names import extension_of
from tinhso.opendata.models.dataset import Dataset

TABULAR = frozenset({"csv", "tsv", "xlsx", "ods", "json", "geojson", "parquet", "zip", "gz"})
"""Formats of which the intake may make a table."""


class DistributionQuerySet(models.QuerySet["Distribution"]):
    def published(self) -> "DistributionQuerySet":
        """What readers see: published, and still found where it was harvested."""
        return self.filter(state=Distribution.State.PUBLISHED, missing_since=None)


class Distribution(models.Model):
    """A further resource of a dataset beside its table (tệp, liên kết, dịch vụ): a file that we hold, or an address elsewhere.

    `uid` is the id that programs know it by and stays when another takes its place; `position` is its order. Readers see the
    published ones. One that `replaces` another gets its `uid` when it is approved, and the other stays as REPLACED.
    `findings` names the kinds of personal data found in its words and its file, None where no machine could read the file;
    then, and where something was found, it is published with a reason only. `key` is the harvest's name of it and stable
    within the dataset; `missing_since` says since when a harvest no longer finds it. What a harvest made names nobody.
    At `erased_at` the file, address and words of one that was never shown, or is not any more, were erased by rule.
    """

    class Kind(models.TextChoices):
        FILE = "file", "Tệp"
        LINK = "link", "Liên kết"
        SERVICE = "service", "Dịch vụ"

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ duyệt"
        PUBLISHED = "published", "Đã công bố"
        REFUSED = "refused", "Không duyệt"
        REPLACED = "replaced", "Đã thay bằng bản mới"
        WITHDRAWN = "withdrawn", "Đã thôi công bố"
        DROPPED = "dropped", "Đã bỏ"

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="distributions")
    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.LINK)
    state = models.CharField(max_length=12, choices=State, default=State.PUBLISHED)
    key = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=300)
    description = models.TextField(max_length=3000, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    file = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="open_data_resource"
    )
    format = models.CharField(max_length=40, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    octets = models.PositiveBigIntegerField(null=True, blank=True)
    findings = models.JSONField(null=True, blank=True, default=list)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors"
    )
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    remark = models.TextField(max_length=1000, blank=True)
    changed_at = models.DateTimeField()
    missing_since = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    ver = models.PositiveIntegerField(default=1)

    objects = DistributionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "key"], name="opendata_distribution_key"),
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(state="waiting"), name="opendata_distribution_one_successor"
            ),
            models.CheckConstraint(
                name="opendata_distribution_state",
                condition=Q(
                    state__in=["waiting", "published", "refused", "replaced", "withdrawn", "dropped"]
                ),
            ),
            models.CheckConstraint(
                name="opendata_distribution_kind", condition=Q(kind__in=["file", "link", "service"])
            ),
            models.CheckConstraint(
                name="opendata_distribution_whole",
                condition=(Q(kind="file", url="", file__isnull=False))
                | (~Q(kind="file") & Q(url__regex=r"^https?://", file__isnull=True))
                | Q(erased_at__isnull=False, url="", file__isnull=True),
            ),
            models.CheckConstraint(
                name="opendata_distribution_erased_once_ended",
                condition=Q(erased_at__isnull=True) | ~Q(state__in=["waiting", "published"]),
            ),
            models.CheckConstraint(
                name="opendata_distribution_two_people",
                condition=Q(decided_by__isnull=True)
                | Q(made_by__isnull=True)
                | ~Q(decided_by=models.F("made_by")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def needs_reason(self) -> bool:
        """Whether personal data were found in it, or nobody but a person can read it."""
        return self.findings is None or bool(self.findings)

    @property
    def is_tabular(self) -> bool:
        """Whether its format or name says that it may be read as a table of the dataset."""
        name = self.file.name if self.file else self.url.partition("?")[0]
        return self.kind != self.Kind.SERVICE and (self.format.lower() or extension_of(name)) in TABULAR

    @property
    def is_geojson(self) -> bool:
        """A file of shapes, which a page shows on a map."""
        return self.kind == self.Kind.FILE and self.media_type == "application/geo+json"

    @property
    def is_harvested(self) -> bool:
        """Made by a harvest, which alone changes it."""
        return self.made_at is None
