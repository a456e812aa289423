import secrets
from typing import Self

from django.db import models

from tinhso.casework.public import Case
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import Agency


def new_complaint_salt() -> bytes:
    return secrets.token_bytes(16)


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those whose cases this actor takes part in."""
        return self.filter(case__in=Case.objects.visible_to(actor))

    def whole(self) -> Self:
        return self.select_related("case__agency", "case__process", "case__person", "accused")


class Complaint(models.Model):
    """Khiếu nại or tố cáo, in the private register that the accused agency cannot see.

    Who sent it stands here alone and is shown only on request, into the access log; all of it can be erased. Of a denunciation
    only number, agency, clock and state stay (who denounces is a state secret): what came here was moved out at `moved_out_at`.
    `channel` says how it came; `came_as` the kind of public case that it was before, "" if it was none.
    """

    class Kind(models.TextChoices):
        COMPLAINT = "complaint", "Khiếu nại"
        DENUNCIATION = "denunciation", "Tố cáo"

    class Channel(models.TextChoices):
        REPORT = "report", "Phản ánh hiện trường"
        FEEDBACK = "feedback", "Phản ánh, kiến nghị"
        COUNTER = "counter", "Nhận trực tiếp, qua bưu chính"
        PORTAL = "portal", "Trang web"

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="complaint")
    kind = models.CharField(max_length=12, choices=Kind)
    channel = models.CharField(max_length=10, choices=Channel)
    accused = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sender_name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=300, blank=True)
    subject = models.CharField(max_length=200)
    text = models.TextField(max_length=8000)
    conclusion = models.TextField(max_length=4000, blank=True)
    salt = models.BinaryField(max_length=16, default=new_complaint_salt)
    moved_out_at = models.DateTimeField(null=True, blank=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="citizen_complaint_kind_known",
                condition=models.Q(kind__in=["complaint", "denunciation"]),
            )
        ]

    def __str__(self) -> str:
        return f"complaint {self.case_id}"


class ComplaintFile(models.Model):
    """A photo or paper that came with a complaint."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "file"], name="citizen_complaint_file_once")
        ]

    def __str__(self) -> str:
        return f"file {self.file_id} of complaint {self.complaint_id}"
