from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import User
from tinhso.press.models.article_revision import ArticleRevision


class OutsideApproval(models.Model):
    """One text of an article before somebody outside the newsroom, who opens it by a link and approves it or gives it back.

    The link's secret is stored as a digest only and shown once. An answer is of this text and of no other."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Chờ ý kiến")
        APPROVED = "approved", _("Đồng ý")
        RETURNED = "returned", _("Trả lại")
        REVOKED = "revoked", _("Đã thu hồi")

    revision = models.ForeignKey(ArticleRevision, on_delete=models.PROTECT, related_name="outside_approvals")
    approver = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    secret_digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    full_name = models.CharField(max_length=120, blank=True)
    remark = models.CharField(max_length=1000, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    client_key = models.UUIDField(unique=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="press_outside_state_whole",
                condition=Q(state="waiting", ended_at__isnull=True)
                | Q(state="revoked", ended_at__isnull=False)
                | Q(state="approved", ended_at__isnull=False) & ~Q(full_name="")
                | Q(state="returned", ended_at__isnull=False) & ~Q(full_name="") & ~Q(remark=""),
            ),
            models.CheckConstraint(
                name="press_outside_ends_later", condition=Q(expires_at__gt=F("asked_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"outside approval {self.pk}"

    def is_open(self, now: datetime) -> bool:
        """Whether its link opens the text at this moment."""
        return self.state == self.State.WAITING and now < self.expires_at
