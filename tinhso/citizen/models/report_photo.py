from django.db import models

from tinhso.citizen.models.report import Report
from tinhso.kernel.files.public import StoredFile


class ReportPhoto(models.Model):
    """A picture of a report: before, from whoever reported, or after, from the handling unit.

    The file was written anew when it came in: no place, device or time of the phone is left in it.
    """

    class Kind(models.TextChoices):
        BEFORE = "before", "Ảnh hiện trường"
        AFTER = "after", "Ảnh sau xử lý"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="photos")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.BEFORE)
    hidden = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "order", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
