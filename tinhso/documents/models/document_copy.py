from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from tinhso.documents.models.arriving_document import ArrivingDocument, ArrivingFile
from tinhso.documents.models.outgoing_document import OutgoingDocument
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.people.roles import Auditor, Clerk, Head


class DocumentCopyQuerySet(models.QuerySet["DocumentCopy"]):
    def visible_to(self, actor: Actor, *, on: date) -> Self:
        """Of the actor's agency: all for its clerk, leaders and auditors, else those of documents that the actor sees."""
        if not actor.is_officer or actor.agency_id is None:
            return self.none()
        mine = self.filter(agency=actor.agency_id)
        if any(actor.holds(role) for role in (Clerk, Head, Auditor)):
            return mine
        out = OutgoingDocument.objects.visible_to(actor, on=on).values("pk")
        came = ArrivingDocument.objects.visible_to(actor, on=on).values("pk")
        return mine.filter(Q(outgoing__in=out) | Q(arriving_file__document__in=came))

    def whole(self) -> Self:
        return self.select_related(
            "agency__parent",
            "by",
            "signer",
            "paper",
            "outgoing__case",
            "outgoing__number",
            "arriving_file__document__case",
        )


class DocumentCopy(models.Model):
    """A copy that an agency makes of a document it issued or received: sao y, sao lục, trích sao (NĐ 30/2020 Điều 25 đến 27).

    The numbers of an agency's copies run through all three kinds within the year. The signed file is the paper's.
    """

    class Kind(models.TextChoices):
        FULL = "SY", "Sao y"
        AGAIN = "SL", "Sao lục"
        EXTRACT = "TrS", "Trích sao"

    class Form(models.TextChoices):
        ELECTRONIC = "electronic", "Bản sao điện tử"
        PAPER = "paper", "Bản sao giấy"

    class State(models.TextChoices):
        ORDERED = "ordered", "Chờ ký"
        SIGNED = "signed", "Chờ cấp số, đóng dấu"
        ISSUED = "issued", "Đã phát hành"
        DROPPED = "dropped", "Đã bỏ"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="document_copies")
    kind = models.CharField(max_length=3, choices=Kind)
    form = models.CharField(max_length=10, choices=Form)
    outgoing = models.ForeignKey(
        OutgoingDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="document_copies"
    )
    arriving_file = models.ForeignKey(
        ArrivingFile, on_delete=models.PROTECT, null=True, blank=True, related_name="document_copies"
    )
    first_page = models.PositiveSmallIntegerField(null=True, blank=True)
    last_page = models.PositiveSmallIntegerField(null=True, blank=True)
    receivers = models.CharField(max_length=1000)
    copies = models.PositiveSmallIntegerField(default=1)
    client_key = models.UUIDField(unique=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.ORDERED)
    signer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    paper = models.OneToOneField(
        Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="document_copy"
    )
    number = models.PositiveIntegerField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)

    objects = DocumentCopyQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "number"], name="documents_copy_number_once"),
            models.CheckConstraint(
                condition=Q(outgoing__isnull=False, arriving_file__isnull=True)
                | Q(outgoing__isnull=True, arriving_file__isnull=False),
                name="documents_copy_of_one_document",
            ),
            models.CheckConstraint(
                condition=Q(kind="TrS", first_page__gte=1, last_page__gte=F("first_page"))
                | ~Q(kind="TrS") & Q(first_page__isnull=True, last_page__isnull=True),
                name="documents_copy_extract_has_pages",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ordered", "signed", "dropped"], issued_at__isnull=True)
                | Q(state="issued", number__isnull=False, year__isnull=False, issued_at__isnull=False),
                name="documents_copy_issued_whole",
            ),
        ]
        indexes = [models.Index(fields=["agency", "state"], name="documents_copies_of_agency")]

    def __str__(self) -> str:
        return f"copy {self.pk}"

    @property
    def case_id(self) -> int:
        """The case of the document that is copied."""
        return self.outgoing_id or (self.arriving_file.document_id if self.arriving_file else 0)

    @property
    def full_number(self) -> str:
        """As the copy bears it: "03/SY-UBND"; "" before it has one."""
        return self.paper.full_number if self.paper else ""
