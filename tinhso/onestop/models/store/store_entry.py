from datetime import date
from enum import StrEnum
from typing import Self

from django.db import models
from django.db.models import Q

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.papers.public import Paper
from tinhso.kernel.people.public import Person, User
from tinhso.onestop.models.dossier.dossier import Dossier


class Standing(StrEnum):
    """What a stored paper is worth on a day."""

    GOOD = "good"
    EXPIRED = "expired"
    REVOKED = "revoked"


class StoreEntryQuerySet(models.QuerySet["StoreEntry"]):
    def of(self, actor: Actor) -> Self:
        """The papers of the person or organisation of this account; nobody's for an account without one."""
        return self.filter(person_id=actor.person_id or 0)

    def whole(self) -> Self:
        """With everything that a line of the store reads."""
        return self.select_related("file", "paper", "officer", "dossier__case__agency")

    def good(self, on: date) -> Self:
        """Those that may be used that day."""
        lasting = Q(valid_until=None) | Q(valid_until__gte=on)
        return self.filter(lasting).exclude(paper__state=Paper.State.REVOKED)


class StoreEntry(models.Model):
    """A paper in the store of its owner (kho quản lý dữ liệu điện tử): a later dossier may point to it.

    `file` is the very file of the result or of the dossier from which it came: the bytes lie once. A result that another system gave has no `paper` of ours. What an officer
    read on it (`number`, `dated`, `issuer`, `valid_until`) is empty where the paper does not say it.
    """

    class Origin(models.TextChoices):
        RESULT = "result", "Kết quả giải quyết thủ tục hành chính"
        ACCEPTED = "accepted", "Giấy tờ cơ quan đã chấp nhận"
        SCAN = "scan", "Bản sao số hoá, đã ký bởi người tiếp nhận"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=10, choices=Origin)
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=60, blank=True)
    dated = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    valid_until = models.DateField(null=True, blank=True)  # its last day
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="stored"
    )  # where it came from
    officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kept_at = models.DateTimeField()

    objects = StoreEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-kept_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "file"], name="onestop_stored_once"),
            models.CheckConstraint(
                name="onestop_stored_scan_is_a_paper",
                condition=~Q(origin="scan") | Q(paper__isnull=False),
            ),
            models.CheckConstraint(
                name="onestop_stored_paper_was_accepted_by_somebody",
                condition=Q(origin="result") | Q(officer__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["person", "-kept_at"], name="onestop_store_of_person")]

    def __str__(self) -> str:
        return f"{self.origin} {self.pk}"

    def standing(self, on: date) -> Standing:
        """Revoked goes before expired: it is what the owner has to know."""
        if self.paper is not None and self.paper.state == Paper.State.REVOKED:
            return Standing.REVOKED
        return Standing.EXPIRED if self.valid_until and self.valid_until < on else Standing.GOOD
