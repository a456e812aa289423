from django.db import models

from tinhso.documents.models.document_change import DocumentUpdate
from tinhso.documents.models.outgoing_document import OutgoingDocument
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import User


class AttachedFile(models.Model):
    """A file that goes along with a document (NĐ 30/2020, phụ lục VI, III.1b); what is taken off stays in its history.

    `update` and `removed_update` are set where that happened after the issue.
    """

    document = models.ForeignKey(OutgoingDocument, on_delete=models.PROTECT, related_name="attached")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    update = models.ForeignKey(
        DocumentUpdate, on_delete=models.PROTECT, null=True, blank=True, related_name="files"
    )
    removed_update = models.ForeignKey(
        DocumentUpdate, on_delete=models.PROTECT, null=True, blank=True, related_name="removed_files"
    )

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"file {self.pk} of {self.document_id}"
