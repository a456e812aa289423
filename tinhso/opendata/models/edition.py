from django.db import models

from tinhso.kernel.people.public import User
from tinhso.opendata.models.dataset import Dataset


class Edition(models.Model):
    """A numbered description of a dataset (phiên bản mô tả): drafted, sent, approved by another person, then kept.

    `content` holds the values of the fields in `editing.FIELDS`. `publish_at` is when an approved one takes effect;
    `published_at` when it did. One edition at a time is open (draft, waiting, approved, returned).
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Đang soạn"
        WAITING = "waiting", "Chờ duyệt"
        RETURNED = "returned", "Trả lại để sửa"
        APPROVED = "approved", "Đã duyệt, chờ ngày công bố"
        PUBLISHED = "published", "Đã công bố"
        DROPPED = "dropped", "Đã bỏ"

    OPEN = ("draft", "waiting", "returned", "approved")
    EDITABLE = ("draft", "returned")
    SENT = ("waiting", "approved")

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    remark = models.TextField(max_length=1000, blank=True)
    publish_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    ver = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "number"], name="opendata_edition_number"),
            models.UniqueConstraint(
                fields=["dataset"],
                condition=models.Q(state__in=["draft", "waiting", "returned", "approved"]),
                name="opendata_one_open_edition",
            ),
            models.CheckConstraint(
                name="opendata_edition_state",
                condition=models.Q(
                    state__in=["draft", "waiting", "returned", "approved", "published", "dropped"]
                ),
            ),
            models.CheckConstraint(
                name="opendata_edition_two_people",
                condition=models.Q(decided_by__isnull=True)
                | models.Q(made_by__isnull=True)
                | ~models.Q(decided_by=models.F("made_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id}/{self.number}"
