from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, Q

from tinhso.casework.public import Case
from tinhso.documents.models.draft_version import DraftVersion
from tinhso.documents.models.outgoing_document import OutgoingDocument
from tinhso.kernel.events.public import Actor


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def visible_to(self, actor: Actor) -> Self:
        """For the desk: those whose case this officer sees."""
        return self.filter(case__in=Case.objects.visible_to(actor))

    def published(self) -> Self:
        """Those that everybody reads: opened, open or ended."""
        return self.filter(opened_at__isnull=False)

    def collecting(self, on: date) -> Self:
        """Those that take comments that day."""
        return self.published().filter(closed_at=None, closes_on__gte=on)

    def whole(self) -> Self:
        return self.select_related(
            "case__agency",
            "case__process",
            "document__case",
            "document__number",
            "version",
            "result_version",
            "report__case",
        )

    def with_counts(self) -> Self:
        """`shown`: how many comments everybody reads."""
        return self.annotate(shown_comments=Count("comments", filter=Q(comments__state="shown")))


class Consultation(models.Model):
    """A draft of a normative document (văn bản quy phạm pháp luật) on which everybody is asked for comments.

    It is of one version of the draft, which nobody can change. State, turn and clock are the case's; `closes_on` is the last
    day on which comments are taken, by the legal clock, whether or not somebody has closed it. `result_version` is the one that
    was published with the answers, where another was written; `report` the outgoing document that reports the opinions.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="consultation")
    document = models.ForeignKey(OutgoingDocument, on_delete=models.PROTECT, related_name="consultations")
    version = models.ForeignKey(DraftVersion, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=500)
    summary = models.TextField(blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    result_version = models.ForeignKey(
        DraftVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    report = models.OneToOneField(
        OutgoingDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, closes_on__isnull=True)
                | Q(opened_at__isnull=False, closes_on__isnull=False),
                name="documents_consultation_opened_whole",
            ),
            models.UniqueConstraint(
                fields=["document"], condition=Q(closed_at__isnull=True), name="documents_consultation_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-opened_at"],
                condition=Q(opened_at__isnull=False),
                name="documents_consultations",
            )
        ]

    def __str__(self) -> str:
        return f"consultation {self.pk}"

    @property
    def is_answered(self) -> bool:
        """Whether everybody reads the answers."""
        return self.opened_at is not None and self.case.settled_at is not None

    def takes_comments(self, on: date) -> bool:
        return self.closes_on is not None and self.closed_at is None and on <= self.closes_on
