from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import User
from tinhso.press.models.press_issue import PressIssue

SECOND_LETTER_AFTER = timedelta(hours=1)


class PressMailQuerySet(models.QuerySet["PressMail"]):
    def waiting(self) -> Self:
        """Those that nobody decided, the oldest first; replies stand with what they answer."""
        return self.filter(outcome="").order_by("received_at", "pk")

    def of_ended(self, before: datetime) -> Self:
        """Those whose question ended, or that were put aside, before that moment, or that nobody decided on since, and of which something
        personal is left."""
        ended = Q(outcome="taken", issue__case__finished_at__lte=before)
        aside = Q(outcome="dismissed", decided_at__lte=before)
        return self.filter(ended | aside | Q(outcome="", received_at__lte=before), erased_at=None)


class PressMail(models.Model):
    """Thư của báo chí: a message in the mailbox of the press as a draft, until an officer makes a question or a report of the press of
    it, or puts it aside. Its sender says who it is from, nobody has checked it.

    `client_key` is of the message: the same one again is the same row. Address, words and files go with the days of the rule; there
    is no column for a name, nor for what somebody thinks.
    """

    class Outcome(models.TextChoices):
        TAKEN = "taken", _("Đã nhận")
        DISMISSED = "dismissed", _("Đã bỏ qua")

    client_key = models.UUIDField(unique=True)
    address = models.CharField(max_length=254, blank=True)
    outlet = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(max_length=20000, blank=True)
    left_out: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list, blank=True)
    received_at = models.DateTimeField()
    read_at = models.DateTimeField()
    answers = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    card_asked_at = models.DateTimeField(null=True, blank=True)
    card_sent_at = models.DateTimeField(null=True, blank=True)  # that letter left
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    issue = models.ForeignKey(
        PressIssue, on_delete=models.PROTECT, null=True, blank=True, related_name="mails"
    )
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = PressMailQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["received_at"], condition=Q(outcome=""), name="press_mail_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                name="press_mail_decided_whole",
                condition=Q(outcome="", issue__isnull=True, decided_at__isnull=True)
                | Q(outcome="taken", issue__isnull=False, decided_at__isnull=False)
                | Q(outcome="dismissed", issue__isnull=True, decided_at__isnull=False) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="press_mail_erased_whole",
                condition=Q(erased_at__isnull=True) | ~Q(outcome="") & Q(address="", text="", subject=""),
            ),
        ]

    def __str__(self) -> str:
        return f"press mail {self.pk}"

    def card_may_be_asked(self, now: datetime) -> bool:
        """Not yet, or an hour ago and the letter has not left."""
        asked = self.card_asked_at
        return asked is None or self.card_sent_at is None and now - asked >= SECOND_LETTER_AFTER


class PressMailFile(models.Model):
    """Tệp kèm thư: an attachment of a kind that may be stored, checked like every upload."""

    mail = models.ForeignKey(PressMail, on_delete=models.PROTECT, related_name="files")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.mail_id}/{self.pk}"
