from datetime import date
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from tinhso.casework.public import Case
from tinhso.documents.models.outgoing_document import OutgoingDocument
from tinhso.documents.models.seats import Seat
from tinhso.documents.models.terms import WithoutTerms, words_of_folded
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import Agency, Post, User
from tinhso.kernel.people.roles import Auditor, Clerk, Head


class ArrivingDocumentQuerySet(models.QuerySet["ArrivingDocument"]):
    def visible_to(self, actor: Actor, *, on: date) -> Self:
        """The documents on whose routing list the actor has a seat; to everybody else there are none, not even in counts."""
        return self.filter(pk__in=ArrivingSeat.objects.of(actor, on=on).values("document_id"))

    def in_register_of(self, actor: Actor) -> Self:
        """What the actor's own agency registered, for who keeps its register, leads it or checks it."""
        if not actor.is_officer or not any(actor.holds(role) for role in (Clerk, Head, Auditor)):
            return self.none()
        return self.filter(agency_id=actor.agency_id, arrival_number__isnull=False)

    def whole(self) -> Self:
        return self.select_related(
            "case__agency",
            "case__process",
            "case__officer",
            "agency__parent",
            "leader",
            "handler",
            "registered_by",
            "answer__case",
            "answer__number",
        )


class ArrivingDocument(models.Model):
    """A paper of another agency on its way through this one: what it says of itself, how it came, its number of arrival.

    State, clock and whose turn it is are the case's, whose desk is the receiving agency (`agency`) and whose agency
    whoever handles it. `origin_id` is the message that brought it, `document_ident` the paper's own identifier.
    """

    class Channel(models.TextChoices):
        EDXML = "edxml", "Trục liên thông văn bản"
        EMAIL = "email", "Thư điện tử"
        SCAN = "scan", "Bản quét"
        PAPER = "paper", "Bản giấy"

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="arriving")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="arriving_documents")
    channel = models.CharField(max_length=6, choices=Channel)
    origin_id = models.CharField(max_length=200, blank=True)
    document_ident = models.CharField(max_length=120, blank=True)
    issuer_name = models.CharField(max_length=200)
    issuer_ident = models.CharField(max_length=35, blank=True)
    number = models.CharField(max_length=20, blank=True)
    notation = models.CharField(max_length=60, blank=True)
    dated = models.DateField(null=True, blank=True)
    type_code = models.CharField(max_length=12, blank=True)
    type_name = models.CharField(max_length=100, blank=True)
    subject = models.CharField(max_length=500)
    signer = models.CharField(max_length=150, blank=True)
    urgency = models.CharField(
        max_length=12, choices=OutgoingDocument.Urgency, blank=True, default=OutgoingDocument.Urgency.NONE
    )
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    number_key = models.CharField(max_length=90, blank=True)
    issuer_key = models.CharField(max_length=200, blank=True)
    arrival_year = models.PositiveSmallIntegerField(null=True, blank=True)
    arrival_number = models.PositiveIntegerField(null=True, blank=True)
    registered_at = models.DateTimeField(null=True, blank=True)
    registered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    duplicate_reason = models.CharField(max_length=500, blank=True)
    leader = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handler = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.ForeignKey(
        OutgoingDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="answered"
    )
    frozen_at = models.DateTimeField(null=True, blank=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)
    folded = models.TextField(blank=True)

    terms = words_of_folded()

    objects = WithoutTerms.from_queryset(ArrivingDocumentQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "origin_id"], condition=~Q(origin_id=""), name="documents_arrived_once"
            ),
            models.UniqueConstraint(
                fields=["agency", "arrival_year", "arrival_number"], name="documents_arrival_number_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    arrival_number__isnull=True, arrival_year__isnull=True, registered_at__isnull=True
                )
                | Q(arrival_number__gte=1, arrival_year__isnull=False, registered_at__isnull=False),
                name="documents_arrival_number_whole",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["edxml", "email", "scan", "paper"]), name="documents_channel_known"
            ),
            models.CheckConstraint(
                condition=Q(urgency__in=["", "khan", "thuong_khan", "hoa_toc"]),
                name="documents_arriving_urgency_known",
            ),
        ]
        indexes = [
            GinIndex(fields=["terms"], name="documents_arriving_words"),
            models.Index(fields=["type_code"], name="documents_arriving_types"),
            models.Index(fields=["urgency"], condition=~Q(urgency=""), name="documents_arriving_urgent"),
            models.Index(fields=["number"], name="documents_arriving_numbers"),
            models.Index(
                fields=["agency", "document_ident"],
                condition=~Q(document_ident=""),
                name="documents_by_identifier",
            ),
            models.Index(
                fields=["agency", "number_key"], condition=~Q(number_key=""), name="documents_by_number"
            ),
        ]

    def __str__(self) -> str:
        return f"arriving {self.pk}"

    @property
    def full_number(self) -> str:
        """As the paper bears it: "15/QĐ-UBND"; "" where it has none."""
        return "/".join(filter(None, (self.number, self.notation)))

    @property
    def is_urgent(self) -> bool:
        return self.urgency != ""


class ArrivingFile(models.Model):
    """A file that came with a document, in its order; the file itself is never written over.

    `version` is the sender's update that brought it, `superseded` the one that put it aside.
    """

    document = models.ForeignKey(ArrivingDocument, on_delete=models.PROTECT, related_name="files")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    description = models.CharField(max_length=200, blank=True)
    version = models.ForeignKey(
        "documents.ArrivingVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="files"
    )
    superseded = models.ForeignKey(
        "documents.ArrivingVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="former_files",
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="documents_file_position_once")
        ]

    def __str__(self) -> str:
        return f"file {self.position} of {self.document_id}"


class ArrivingSeat(Seat):
    """On the list of an arriving document."""

    document = models.ForeignKey(ArrivingDocument, on_delete=models.PROTECT, related_name="seats")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "agency", "role", "officer"],
                nulls_distinct=False,
                name="documents_arriving_seat_once",
            )
        ]
        indexes = [
            models.Index(fields=["agency", "role", "officer"], name="documents_arriving_seats"),
            models.Index(
                fields=["agency", "day", "document"],
                include=["role", "officer"],
                name="documents_arriving_seat_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.document_id}"


class HandlingStatus(models.Model):
    """What the sender is told of an arriving document: one row a change, never written over (QĐ 28/2018/QĐ-TTg)."""

    class Code(models.TextChoices):
        ARRIVED = "01", "Đã đến"
        REFUSED = "02", "Từ chối tiếp nhận"
        REGISTERED = "03", "Đã tiếp nhận"
        ASSIGNED = "04", "Phân công xử lý"
        PROCESSING = "05", "Đang xử lý"
        FINISHED = "06", "Hoàn thành"
        AGREED = "15", "Đồng ý lấy lại, cập nhật"
        DECLINED = "16", "Từ chối lấy lại, cập nhật"

    document = models.ForeignKey(ArrivingDocument, on_delete=models.PROTECT, related_name="statuses")
    code = models.CharField(max_length=2, choices=Code)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__in=["01", "02", "03", "04", "05", "06", "15", "16"]),
                name="documents_status_known",
            ),
            models.CheckConstraint(
                condition=~Q(code__in=["02", "16"]) | ~Q(note=""), name="documents_refusal_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.document_id}"
