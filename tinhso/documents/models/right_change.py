from typing import Self

from django.db import models
from django.db.models import Q

from tinhso.documents.models.outgoing_document import OutgoingDocument
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import User
from tinhso.kernel.people.roles import Head


class RightChangeQuerySet(models.QuerySet["RightChange"]):
    def waiting_for(self, actor: Actor) -> Self:
        """What a head of the agency has to confirm: others' changes, never one's own."""
        if not actor.is_officer or not actor.holds(Head):
            return self.none()
        waiting = self.filter(decision="", document__case__agency_id=actor.agency_id)
        return waiting.exclude(by_id=actor.user_id)


class RightChange(models.Model):
    """A right on a document that somebody gave by hand (NĐ 30/2020, phụ lục VI, III.3c): told until a head has decided.

    What the way itself gives (to who drafts, approves, signs, seals) is no change of anybody's.
    """

    class Decision(models.TextChoices):
        WAITING = "", "Chờ xác nhận"
        CONFIRMED = "confirmed", "Đã xác nhận"
        WITHDRAWN = "withdrawn", "Đã thu lại"

    document = models.ForeignKey(OutgoingDocument, on_delete=models.PROTECT, related_name="right_changes")
    role = models.CharField(max_length=30)
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision, blank=True, default=Decision.WAITING)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = RightChangeQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "officer", "role"],
                condition=Q(decision=""),
                name="documents_right_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_by__isnull=True, decided_at__isnull=True)
                | Q(
                    decision__in=["confirmed", "withdrawn"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="documents_right_decided_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["document"], condition=Q(decision=""), name="documents_rights_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.document_id}"
