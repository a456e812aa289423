import uuid

from django.db import models

from tinhso.kernel.files.models.stored_file import StoredFile
from tinhso.kernel.people.models import User


class Upload(models.Model):
    """An upload under way, piece by piece; its id is the token that continues it. Gone two days later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    content_type = models.CharField(max_length=100, blank=True)
    received = models.BigIntegerField(default=0)
    rules = models.JSONField()
    scope = models.CharField(max_length=80, blank=True)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True)
    nameless = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="files_no_more_than_announced", condition=models.Q(received__lte=models.F("size"))
            ),
            models.CheckConstraint(
                name="files_nameless_upload_names_nobody",
                condition=models.Q(nameless=False) | models.Q(uploaded_by__isnull=True) & ~models.Q(scope=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class UploadChunk(models.Model):
    """One piece. In the database rather than in a folder: any server of the instance can take the next one."""

    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="chunks")
    offset = models.BigIntegerField()
    data = models.BinaryField()

    class Meta:
        ordering = ["offset"]
        constraints = [models.UniqueConstraint(fields=["upload", "offset"], name="files_one_chunk_an_offset")]

    def __str__(self) -> str:
        return f"{self.upload_id} {self.offset}"
