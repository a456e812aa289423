from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, User


class ClarificationQuerySet(models.QuerySet["Clarification"]):
    def of_agency(self, by: Actor) -> Self:
        return self.filter(agency=by.agency_id) if by.agency_id else self.none()

    def public(self) -> Self:
        """What everybody reads, also what was taken back, which says so."""
        return self.filter(published_at__isnull=False).order_by("-published_at", "-pk")

    def standing(self) -> Self:
        return self.public().filter(withdrawn_at__isnull=True)


class Clarification(models.Model):
    """Thông tin đính chính: something untrue that goes round, what is true, and what proves it. There is no column for who spread
    it or where: no account, no name. The words that were published stay; a second person publishes them."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Chờ duyệt đăng")
        PUBLISHED = "published", _("Đang đăng")
        WITHDRAWN = "withdrawn", _("Đã rút")

    code = models.CharField(max_length=20, unique=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="clarifications")
    claim = models.CharField(max_length=300)
    fact = models.TextField(max_length=3000)
    evidence = models.TextField(max_length=1000)
    evidence_url = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal = models.CharField(max_length=300, blank=True)
    client_key = models.UUIDField(unique=True)

    objects = ClarificationQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="press_clarification_state_whole",
                condition=Q(state="draft", published_at__isnull=True, withdrawn_at__isnull=True)
                | Q(state="published", published_at__isnull=False, withdrawn_at__isnull=True)
                | Q(state="withdrawn", published_at__isnull=False, withdrawn_at__isnull=False)
                & ~Q(withdrawal=""),
            ),
            models.CheckConstraint(
                name="press_clarification_two_persons",
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("by")),
            ),
            models.CheckConstraint(
                name="press_clarification_on_the_web",
                condition=Q(evidence_url="") | Q(evidence_url__regex=r"^(https?://[^/\\\s]|/[^/\\])[^\\]*$"),
            ),
        ]
        indexes = [models.Index(fields=["-published_at"], name="press_clarifications_newest")]

    def __str__(self) -> str:
        return self.code
