from django.db import models
from django.db.models import Q

from tinhso.documents.models.outgoing_document import OutgoingDocument
from tinhso.kernel.people.public import User


class ShortenedProcedure(models.Model):
    """A normative document that is made by the shortened procedure (trình tự, thủ tục rút gọn): who may decide that said so in
    `decision`, for that reason. Everybody reads both once the document is issued.
    """

    document = models.OneToOneField(
        OutgoingDocument, on_delete=models.PROTECT, primary_key=True, related_name="shortened"
    )
    reason = models.CharField(max_length=1000)
    decision = models.CharField(max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(decision=""), name="documents_shortened_whole"
            )
        ]

    def __str__(self) -> str:
        return f"shortened {self.document_id}"
