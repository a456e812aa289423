import uuid

from django.db import models

from tinhso.citizen.models.report_category import ReportCategory
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import User
from tinhso.kernel.places.public import AdminUnit


class ReportDraft(models.Model):
    """A report that is being written on the pages without JavaScript; its key becomes the client key.

    A visitor's drafts are named in their session, an account's belong to it. Erased when sent, or thirty days after
    the last word.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    category = models.ForeignKey(ReportCategory, on_delete=models.PROTECT, null=True, blank=True)
    description = models.TextField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    commune = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    attributes = models.JSONField(default=dict, blank=True)
    name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.CharField(max_length=120, blank=True)
    anonymous = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["owner", "-changed_at"], name="citizen_drafts_of")]

    def __str__(self) -> str:
        return str(self.key)


class DraftPhoto(models.Model):
    """A picture that was sent for a draft; it moves to the report."""

    draft = models.ForeignKey(ReportDraft, on_delete=models.CASCADE, related_name="photos")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.order}"
