import uuid
from typing import Any

from django.db import models

from tinhso.kernel.people.public import User
from tinhso.opendata.models.data_table import DataTable
from tinhso.opendata.models.data_version import DataVersion
from tinhso.opendata.models.dataset import Dataset


class Intake(models.Model):
    """A file on its way to become a version of a table (lần nhận dữ liệu): sent in pieces or fetched, read by a worker, looked at.

    Its files lie in the folder `intake/<id>` of the open data: `original`, and in `read/` the table that was read.
    `copied_from` is the stored file beside the tables that a worker copies first. `done` of `size` bytes have come, or `percent` was read. `message` tells a failure in a Vietnamese sentence. `wish`
    is what the publisher corrected of the reading; `found` what was detected and used, and what publication would change (`comparing.py`); `findings` counts personal data
    by column and kind, without a value. A held one waits for a reasoned release by the data officer.
    """

    class State(models.TextChoices):
        RECEIVING = "receiving", "Đang gửi lên"
        WAITING = "waiting", "Chờ đọc"
        READING = "reading", "Đang đọc"
        HELD = "held", "Tạm giữ vì có thể có dữ liệu cá nhân"
        READY = "ready", "Sẵn sàng công bố"
        PUBLISHED = "published", "Đã công bố"
        FAILED = "failed", "Không đọc được"
        CANCELLED = "cancelled", "Đã hủy"

    class Source(models.TextChoices):
        UPLOAD = "upload", "Tải lên"
        LINK = "link", "Liên kết"
        HARVEST = "harvest", "Thu thập"

    UNDER_WAY = ("receiving", "waiting", "reading")
    RETRIED = ("failed", "cancelled", "held", "ready")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="intakes")
    table = models.ForeignKey(DataTable, on_delete=models.PROTECT, related_name="intakes")
    source = models.CharField(max_length=10, choices=Source)
    state = models.CharField(max_length=12, choices=State)
    name = models.CharField(max_length=200)
    url = models.URLField(max_length=2000, blank=True)
    copied_from = models.UUIDField(null=True, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    done = models.PositiveBigIntegerField(default=0)
    percent = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=20, blank=True)
    message = models.CharField(max_length=500, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    beat_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    wish = models.JSONField(default=dict, blank=True)
    found = models.JSONField(default=dict, blank=True)
    rows = models.PositiveBigIntegerField(default=0)
    rejected = models.PositiveBigIntegerField(default=0)
    findings = models.JSONField(default=list, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    release_reason = models.TextField(max_length=1000, blank=True)
    version = models.OneToOneField(
        DataVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="intake"
    )

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                name="opendata_intake_state",
                condition=models.Q(
                    state__in=[
                        "receiving",
                        "waiting",
                        "reading",
                        "held",
                        "ready",
                        "published",
                        "failed",
                        "cancelled",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="opendata_intake_release_reasoned",
                condition=models.Q(released_by__isnull=True) | ~models.Q(release_reason=""),
            ),
            models.CheckConstraint(
                name="opendata_intake_published_version",
                condition=~models.Q(state="published") | models.Q(version__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["state", "beat_at"], name="opendata_intake_by_state")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def columns(self) -> list[dict[str, Any]]:
        """The columns as read: name, heading, kind, form, note."""
        return list(self.found.get("columns", []))

    @property
    def doubts(self) -> list[dict[str, Any]]:
        """What makes the reading implausible and nobody has confirmed, each with a `key` of its own."""
        found = [
            one | {"key": f"{one['code']}:{one.get('column', '')}"} for one in self.found.get("doubts", [])
        ]
        return [one for one in found if one["key"] not in self.found.get("confirmed", [])]

    @property
    def undecided(self) -> list[dict[str, Any]]:
        """The columns whose cells may be read as two kinds of numbers, until the publisher has said which."""
        return [column for column in self.columns if column.get("other")]
