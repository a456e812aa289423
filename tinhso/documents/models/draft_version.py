from django.db import models
from django.db.models import Q

from tinhso.documents.models.outgoing_document import OutgoingDocument
from tinhso.kernel.people.public import Agency, User


class DraftVersion(models.Model):
    """The text of a draft as somebody left it; never written over. `content` has the keys of `outgoing.text.Text`."""

    document = models.ForeignKey(OutgoingDocument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="documents_version_once")]

    def __str__(self) -> str:
        return f"version {self.number} of {self.document_id}"


class DraftComment(models.Model):
    """What somebody says about a paragraph of one version; `paragraph` is counted from 1, 0 for the whole."""

    version = models.ForeignKey(DraftVersion, on_delete=models.PROTECT, related_name="comments")
    paragraph = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=1000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    resolved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class Approval(models.Model):
    """Who answers for the content, or for the form, of one version; it lapses when the draft goes back."""

    class Part(models.TextChoices):
        CONTENT = "content", "Nội dung"
        FORM = "form", "Thể thức"

    version = models.ForeignKey(DraftVersion, on_delete=models.PROTECT, related_name="approvals")
    part = models.CharField(max_length=10, choices=Part)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    post_title = models.CharField(max_length=120)
    at = models.DateTimeField()
    lapsed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "part"],
                condition=Q(lapsed_at__isnull=True),
                name="documents_approved_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.part} of {self.version_id}"


class DocumentRecipient(models.Model):
    """A receiving agency by its identity code (mã định danh); `agency` where it is one of the province's."""

    document = models.ForeignKey(OutgoingDocument, on_delete=models.PROTECT, related_name="recipients")
    ident_code = models.CharField(max_length=35)
    name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "ident_code"], name="documents_recipient_once")
        ]

    def __str__(self) -> str:
        return self.ident_code
