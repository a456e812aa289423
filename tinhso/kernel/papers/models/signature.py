from django.db import models

from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.papers.models.paper import Paper


class Signature(models.Model):
    """One signature on a paper: who, in which capacity, with which certificate, and the file as it then was."""

    class Role(models.TextChoices):
        COSIGNER = "cosigner", "Người cùng ký"
        PERSON = "person", "Người ký"
        AGENCY = "agency", "Cơ quan"

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="signatures")
    order = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=10, choices=Role)
    field = models.CharField(max_length=20)
    signer_name = models.CharField(max_length=200)
    post_title = models.CharField(max_length=120, blank=True)
    capacity = models.CharField(max_length=4, blank=True)
    post_id = models.BigIntegerField(null=True, blank=True)
    serial = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="signatures")

    class Meta:
        ordering = ["paper", "order"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "order"], name="papers_one_signature_a_turn"),
            models.UniqueConstraint(fields=["paper", "role"], name="papers_one_signature_a_role"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.paper_id}"
