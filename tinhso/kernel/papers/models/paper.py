import base64
import secrets
from datetime import datetime

from django.db import models

from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.papers.kinds import PaperKind, kind_of
from tinhso.kernel.papers.render import Spot
from tinhso.kernel.people.public import Agency


def new_token() -> str:
    """128 random bits as 26 letters and digits of base 32: nobody guesses a paper's address."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=")


class PaperQuerySet(models.QuerySet["Paper"]):
    def issued(self) -> "PaperQuerySet":
        """What the public may verify: issued papers, revoked ones too (the page says so)."""
        return self.filter(state__in=[Paper.State.ISSUED, Paper.State.REVOKED])

    def waiting_for_seal(self, agency_id: int) -> "PaperQuerySet":
        """Signed papers of the agency that its clerk has to number and seal."""
        return self.filter(agency_id=agency_id, state=Paper.State.SIGNED)


class Paper(models.Model):
    """An official paper of an agency: drawn up, signed, numbered and sealed, issued. `file` is its latest state.

    `subject` is the code of what it is about (a dossier's code); the kernel does not know cases.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Chờ ký"
        SIGNED = "signed", "Đã ký"
        SEALED = "sealed", "Đã vào số, đóng dấu"
        ISSUED = "issued", "Đã phát hành"
        REVOKED = "revoked", "Đã thu hồi"

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    case_id = models.BigIntegerField(null=True, blank=True)  # for events; no foreign key upwards
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="papers")
    cosign_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="cosigned_papers"
    )  # whose official signs first, beside who signs with the seal; None where one person signs
    place = models.CharField(max_length=100)
    notation = models.CharField(max_length=60)  # GP-STTTT
    number = models.PositiveIntegerField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    dated = models.DateField(null=True, blank=True)
    token = models.CharField(max_length=32, unique=True, default=new_token)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="papers")
    draft = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="paper_drafts")
    spots = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "year", "number", "notation"],
                condition=models.Q(number__isnull=False),
                name="papers_number_once",
            ),
            models.CheckConstraint(
                condition=models.Q(number__isnull=True, year__isnull=True, dated__isnull=True)
                | models.Q(number__isnull=False, year__isnull=False, dated__isnull=False),
                name="papers_number_with_year_and_date",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["sealed", "issued", "revoked"])
                | models.Q(number__isnull=False),
                name="papers_issued_has_number",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "signed", "sealed", "issued", "revoked"]),
                name="papers_state_known",
            ),
        ]
        indexes = [
            models.Index(fields=["subject"], name="papers_by_subject"),
            models.Index(
                fields=["agency", "state"],
                condition=models.Q(state__in=["draft", "signed", "sealed"]),
                name="papers_unfinished",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def kind_facts(self) -> PaperKind:
        return kind_of(self.kind)

    @property
    def full_number(self) -> str:
        """The number as it is printed, "05/GP-STTTT"; "" while the paper has none."""
        return f"{self.number:02d}/{self.notation}" if self.number else ""

    @property
    def is_ready_to_issue(self) -> bool:
        wanted = self.State.SEALED if self.kind_facts.sealed else self.State.SIGNED
        return self.state == wanted and self.number is not None

    def spot(self, name: str) -> Spot | None:
        found = self.spots.get(name)
        return Spot(name=name, page=found["page"], box=tuple(found["box"])) if found else None

    def take_number(self, number: int, now: datetime) -> None:
        self.number, self.year, self.dated = number, now.year, now.date()
