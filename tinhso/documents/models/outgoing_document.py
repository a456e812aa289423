from datetime import date
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from tinhso.casework.public import Case
from tinhso.documents.models.register_number import RegisterNumber
from tinhso.documents.models.seats import Seat
from tinhso.documents.models.terms import WithoutTerms, words_of_folded
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper
from tinhso.kernel.people.public import Agency, Decider, User

DECIDERS = [(one.value, one.label) for one in (Decider.Who.BODY, Decider.Who.HEAD)]
"""Who decides a document of a committee, where the law leaves it to the matter; empty where it does not."""


class OutgoingDocumentQuerySet(models.QuerySet["OutgoingDocument"]):
    def visible_to(self, actor: Actor, *, on: date) -> Self:
        """The documents on whose routing list the actor has a seat; to everybody else there are none, not even in counts."""
        return self.filter(pk__in=RoutingSeat.objects.of(actor, on=on).values("document_id"))

    def whole(self) -> Self:
        return self.select_related(
            "case__agency__parent",
            "case__process",
            "drafted_by",
            "reviewer",
            "signer",
            "cosigner",
            "cosigner_agency",
            "number",
            "paper__file",
        )


class OutgoingDocument(models.Model):
    """An official document on its way out: what it is and who does what with it; state and clock are the case's."""

    class Urgency(models.TextChoices):
        NONE = "", "Thường"
        URGENT = "khan", "Khẩn"
        VERY_URGENT = "thuong_khan", "Thượng khẩn"
        EXPRESS = "hoa_toc", "Hỏa tốc"

    class Circulation(models.TextChoices):
        ANY = "", "Không giới hạn"
        RETURN = "tra_lai", "Xem xong trả lại"
        INTERNAL = "noi_bo", "Lưu hành nội bộ"

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="outgoing")
    type_code = models.CharField(max_length=12)
    subject = models.CharField(max_length=500)
    urgency = models.CharField(max_length=12, choices=Urgency, blank=True, default="")
    circulation = models.CharField(max_length=10, choices=Circulation, blank=True, default="")
    unit = models.CharField(max_length=20, blank=True)
    decider = models.CharField(max_length=6, choices=DECIDERS, blank=True, default="")
    normative = models.BooleanField(default=False)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cosigner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cosigner_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cosigned_at = models.DateTimeField(null=True, blank=True)
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    drawn_for = models.CharField(max_length=60, blank=True)
    number = models.OneToOneField(
        RegisterNumber, on_delete=models.PROTECT, null=True, blank=True, related_name="document"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)
    recalled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recall_reason = models.CharField(max_length=500, blank=True)
    folded = models.TextField(blank=True)

    terms = words_of_folded()

    objects = WithoutTerms.from_queryset(OutgoingDocumentQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(urgency__in=["", "khan", "thuong_khan", "hoa_toc"]),
                name="documents_urgency_known",
            ),
            models.CheckConstraint(
                condition=Q(circulation__in=["", "tra_lai", "noi_bo"]), name="documents_circulation_known"
            ),
            models.CheckConstraint(
                condition=Q(decider__in=["", "body", "head"]), name="documents_decider_known"
            ),
            models.CheckConstraint(
                condition=Q(issued_at__isnull=True)
                | Q(number__isnull=False, paper__isnull=False, signed_at__isnull=False),
                name="documents_issued_is_signed_and_numbered",
            ),
            models.CheckConstraint(
                condition=Q(recalled_at__isnull=True, recall_reason="")
                | Q(recalled_at__isnull=False, issued_at__isnull=False) & ~Q(recall_reason=""),
                name="documents_recalled_was_issued",
            ),
            models.CheckConstraint(
                condition=Q(cosigner__isnull=True, cosigner_agency__isnull=True, cosigned_at__isnull=True)
                | Q(cosigner__isnull=False, cosigner_agency__isnull=False),
                name="documents_cosigner_of_an_agency",
            ),
        ]
        indexes = [
            GinIndex(fields=["terms"], name="documents_outgoing_words"),
            models.Index(fields=["type_code"], name="documents_outgoing_types"),
            models.Index(fields=["urgency"], condition=~Q(urgency=""), name="documents_outgoing_urgent"),
        ]

    def __str__(self) -> str:
        return f"outgoing {self.pk}"

    @property
    def is_restricted(self) -> bool:
        """Whether readers get it with their name on every page."""
        return self.circulation != ""

    @property
    def is_urgent(self) -> bool:
        return self.urgency != ""


class RoutingSeat(Seat):
    """On the list of an outgoing document."""

    document = models.ForeignKey(OutgoingDocument, on_delete=models.PROTECT, related_name="seats")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "agency", "role", "officer"],
                nulls_distinct=False,
                name="documents_seat_once",
            )
        ]
        indexes = [
            models.Index(fields=["agency", "role", "officer"], name="documents_seats"),
            models.Index(
                fields=["agency", "day", "document"], include=["role", "officer"], name="documents_seat_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.document_id}"
