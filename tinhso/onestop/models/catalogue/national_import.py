from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models


class NationalImport(models.Model):
    """A copy of the national database that was read and compared with the catalogue; nothing of it holds yet.

    `content` waits to be compared and is empty afterwards. `edition` is the day of the copy, `report`: counts, and each
    line that could not be read with its reason. `fault`: why it could not be compared; else `checked_at` tells when it was.
    """

    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    edition = models.DateField(null=True)
    report = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.file_name


class NationalApproval(models.Model):
    """A keeper's word that changes of a copy shall hold; a job lets them, some at a time.

    `field`, `agency` and `code` tell what was chosen, "" where everything was. `total` changes were ordered; `created`,
    `changed`, `ended` took effect, `unchanged` stood already, `refused` could not be written and wait again with the
    reason. `moved_at` (real time) is its last piece; `fault` says why it stopped before `finished_at`.
    """

    batch = models.ForeignKey(NationalImport, on_delete=models.PROTECT, related_name="approvals")
    field = models.CharField(max_length=60, blank=True)
    agency = models.CharField(max_length=300, blank=True)
    code = models.CharField(max_length=40, blank=True)
    total = models.PositiveIntegerField()
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    ended = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.done}/{self.total}"

    @property
    def done(self) -> int:
        return self.created + self.changed + self.ended + self.unchanged + self.refused


class NationalChange(models.Model):
    """One procedure that a copy brings, changes or has no more; it holds from `applied_at`, when a keeper approved it.

    `parts` are the codes of what differs, `differences` {part: [before, after]} in words, `row` the source's row ({} where
    the procedure ended). `approval`: ordered, and not yet carried out while `applied_at` is empty; `fault`: why not.
    """

    class Kind(models.TextChoices):
        NEW = "new", "Mới"
        CHANGED = "changed", "Thay đổi"
        ENDED = "ended", "Không còn"

    batch = models.ForeignKey(NationalImport, on_delete=models.PROTECT, related_name="changes")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=1200)
    kind = models.CharField(max_length=7, choices=Kind)
    field = models.CharField(max_length=60)
    agency = models.CharField(max_length=300, blank=True)
    parts = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    differences = models.JSONField(default=dict)
    row = models.JSONField(default=dict)
    approval = models.ForeignKey(
        NationalApproval, on_delete=models.PROTECT, null=True, related_name="changes"
    )
    applied_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "code"], name="onestop_one_change_a_code_and_copy"),
            models.CheckConstraint(
                name="onestop_national_change_known",
                condition=models.Q(kind__in=["new", "changed", "ended"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.kind}"
