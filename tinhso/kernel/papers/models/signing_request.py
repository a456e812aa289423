from datetime import datetime, timedelta

from django.db import models

from tinhso.kernel.files.public import StoredFile, read
from tinhso.kernel.papers.models.paper import Paper, new_token
from tinhso.kernel.papers.models.signature import Signature
from tinhso.kernel.papers.signing.pdf_signing import PreparedPdf
from tinhso.kernel.people.public import User

LIFETIME = timedelta(minutes=15)


class SigningRequest(models.Model):
    """A paper prepared for one signature, waiting for it outside any transaction; technical, may be cleaned away.

    `expires_at` is real time. At most one request per paper is open: a new one replaces it.
    """

    class State(models.TextChoices):
        OPEN = "open", "Đang chờ ký"
        DONE = "done", "Đã ký"
        FAILED = "failed", "Không ký được"
        REPLACED = "replaced", "Đã chuẩn bị lại"

    token = models.CharField(max_length=32, unique=True, default=new_token)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="signing_requests")
    base = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    prepared = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    post_id = models.BigIntegerField()
    role = models.CharField(max_length=10, choices=Signature.Role)
    field = models.CharField(max_length=20)
    signer_name = models.CharField(max_length=200)
    post_title = models.CharField(max_length=120, blank=True)
    capacity = models.CharField(max_length=4, blank=True)
    digest = models.CharField(max_length=64)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    signed_at = models.DateTimeField()  # legal time, as the stamp and the signature say it
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paper"], condition=models.Q(state="open"), name="papers_one_open_signing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.paper_id}"

    @property
    def document_id(self) -> str:
        """What the local service calls the paper."""
        return f"paper-{self.paper_id}"

    def is_open(self, real_now: datetime) -> bool:
        return self.state == self.State.OPEN and real_now < self.expires_at

    def prepared_pdf(self) -> PreparedPdf:
        return PreparedPdf(
            content=read(self.prepared),
            digest=bytes.fromhex(self.digest),
            start=self.start,
            end=self.end,
            field=self.field,
            document_id=self.document_id,
        )
