from django.db import models
from django.db.models import Q

from tinhso.documents.models.outgoing_document import OutgoingDocument
from tinhso.kernel.people.public import User

LONGEST = 5000


class SubmissionSlip(models.Model):
    """Phiếu trình: with what words the drafter lays a draft before a leader. The newest of a document counts; one that bears a
    direction is not changed, the drafter writes another."""

    document = models.ForeignKey(OutgoingDocument, on_delete=models.PROTECT, related_name="slips")
    number = models.PositiveSmallIntegerField()
    leader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    matter = models.CharField(max_length=LONGEST)
    legal_basis = models.CharField(max_length=LONGEST, blank=True)
    opinions = models.CharField(max_length=LONGEST, blank=True)
    proposal = models.CharField(max_length=LONGEST)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["document", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="documents_slip_number_once"),
            models.CheckConstraint(
                condition=~Q(matter="") & ~Q(proposal=""), name="documents_slip_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"slip {self.number} of {self.document_id}"


class SlipDirection(models.Model):
    """What the leader wrote on a slip (ý kiến chỉ đạo); it stays, another may follow."""

    class Decision(models.TextChoices):
        AGREED = "agreed", "Đồng ý"
        CHANGED = "changed", "Đồng ý, có sửa"
        DECLINED = "declined", "Không đồng ý"

    slip = models.ForeignKey(SubmissionSlip, on_delete=models.PROTECT, related_name="directions")
    decision = models.CharField(max_length=8, choices=Decision)
    text = models.CharField(max_length=2000, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    post_title = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="agreed") | Q(decision__in=["changed", "declined"]) & ~Q(text=""),
                name="documents_direction_has_words",
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision} on {self.slip_id}"
