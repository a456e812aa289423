from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import User


class OutletOfficeQuerySet(models.QuerySet["OutletOffice"]):
    def on(self, day: date) -> Self:
        return self.filter(starts__lte=day).filter(Q(ends__isnull=True) | Q(ends__gt=day))


class OutletOffice(models.Model):
    """Văn phòng đại diện or phóng viên thường trú of an outlet in the province, as the law registers them, in `[starts, ends)`.

    No column for what somebody writes, thinks or is worth; the number of the press card goes after the term by rule."""

    class Kind(models.TextChoices):
        OFFICE = "office", _("Văn phòng đại diện")
        RESIDENT = "resident", _("Phóng viên thường trú")

    kind = models.CharField(max_length=10, choices=Kind)
    outlet = models.CharField(max_length=120)
    name = models.CharField(max_length=160, blank=True)
    address = models.CharField(max_length=300)
    full_name = models.CharField(max_length=120)
    card = models.CharField(max_length=20, blank=True)
    card_erased_at = models.DateTimeField(null=True, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    client_key = models.UUIDField(unique=True)

    objects = OutletOfficeQuerySet.as_manager()

    class Meta:
        ordering = ["outlet", "kind", "pk"]
        constraints = [
            models.CheckConstraint(
                name="press_office_kind_known",
                condition=Q(kind="office") & ~Q(name="") | Q(kind="resident", name=""),
            ),
            models.CheckConstraint(
                name="press_office_ends_after_start",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
            ),
        ]

    def __str__(self) -> str:
        return f"outlet office {self.pk}"


class FieldLicenceQuerySet(models.QuerySet["FieldLicence"]):
    def in_force(self, day: date) -> Self:
        """Begun, not ended and not revoked by that day."""
        running = self.filter(starts__lte=day, ends__gt=day)
        return running.filter(Q(revoked_on__isnull=True) | Q(revoked_on__gt=day))


class FieldLicence(models.Model):
    """Giấy phép of the field (bulletin, aggregated news site, notice of a social network) in `[starts, ends)`; what became of it lies
    in its notes."""

    class Kind(models.TextChoices):
        BULLETIN = "bulletin", _("Giấy phép xuất bản bản tin")
        AGGREGATED = "aggregated", _("Giấy phép trang thông tin điện tử tổng hợp")
        SOCIAL = "social", _("Thông báo, giấy phép mạng xã hội")

    kind = models.CharField(max_length=10, choices=Kind)
    number = models.CharField(max_length=60)
    holder = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)
    dossier = models.CharField(max_length=40, blank=True)
    starts = models.DateField()
    ends = models.DateField()
    revoked_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = FieldLicenceQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="press_licence_number_once"),
            models.CheckConstraint(
                name="press_licence_kind_known", condition=Q(kind__in=["bulletin", "aggregated", "social"])
            ),
            models.CheckConstraint(name="press_licence_ends_after_start", condition=Q(ends__gt=F("starts"))),
            models.CheckConstraint(
                name="press_licence_on_the_web",
                condition=Q(address="") | Q(address__regex=r"^https?://[^/\\\s][^\\\s]*$"),
            ),
        ]

    def __str__(self) -> str:
        return f"licence {self.pk}"

    def standing(self, day: date) -> str:
        """In words, on that day."""
        if self.revoked_on and self.revoked_on <= day:
            return str(_("Đã thu hồi"))
        if self.ends <= day:
            return str(_("Hết hạn"))
        return str(_("Đang hiệu lực") if self.starts <= day else _("Chưa hiệu lực"))


class LicenceNote(models.Model):
    """A renewal, an amendment, an inspection or the revocation of a licence, or that one of these is reversed, with its paper. `before`
    is what the line said until then, of what the note changed."""

    class Kind(models.TextChoices):
        RENEWAL = "renewal", _("Gia hạn")
        AMENDMENT = "amendment", _("Sửa đổi, bổ sung")
        INSPECTION = "inspection", _("Kiểm tra")
        REVOCATION = "revocation", _("Thu hồi")
        REVERSAL = "reversal", _("Trở lại như trước")

    licence = models.ForeignKey(FieldLicence, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    number = models.CharField(max_length=60)
    result = models.CharField(max_length=500)
    until = models.DateField(null=True, blank=True)
    before: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["licence", "kind", "number"], name="press_licence_note_once"),
            models.CheckConstraint(
                name="press_licence_note_whole",
                condition=Q(kind="renewal", until__isnull=False)
                | Q(kind__in=["amendment", "inspection", "revocation"], until__isnull=True)
                | Q(kind="reversal"),
            ),
        ]

    def __str__(self) -> str:
        return f"licence note {self.pk}"


class LicenceProposalQuerySet(models.QuerySet["LicenceProposal"]):
    def amending(self, dossier: str) -> Self:
        """The renewal or amendment that this dossier brought into the register."""
        deeds = (LicenceProposal.Deed.RENEWAL, LicenceProposal.Deed.AMENDMENT)
        return self.filter(dossier=dossier, deed__in=deeds, outcome="confirmed").select_related("licence")


class LicenceProposal(models.Model):
    """Đề xuất ghi sổ: what a finished procedure of the one-stop shop, or the revocation of its result, says of a licence, until an officer
    writes it into the register or leaves it. The same dossier proposes the same once."""

    class Deed(models.TextChoices):
        GRANT = "grant", _("Cấp")
        RENEWAL = "renewal", _("Gia hạn")
        AMENDMENT = "amendment", _("Sửa đổi, bổ sung")
        REVOCATION = "revocation", _("Thu hồi")
        REVERSAL = "reversal", _("Trở lại như trước")

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", _("Đã ghi sổ")
        DISMISSED = "dismissed", _("Không ghi sổ")

    dossier = models.CharField(max_length=40)
    deed = models.CharField(max_length=10, choices=Deed)
    kind = models.CharField(max_length=10, choices=FieldLicence.Kind)
    number = models.CharField(max_length=60, blank=True)
    holder = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    licence = models.ForeignKey(
        FieldLicence, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    proposed_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = LicenceProposalQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "deed"], name="press_licence_proposal_once"),
            models.CheckConstraint(
                name="press_licence_proposal_known",
                condition=Q(
                    deed__in=["grant", "renewal", "amendment", "revocation", "reversal"],
                    kind__in=["bulletin", "aggregated", "social"],
                ),
            ),
            models.CheckConstraint(
                name="press_licence_proposal_decided_whole",
                condition=Q(outcome="", decided_at__isnull=True, decided_by__isnull=True)
                | Q(outcome="confirmed", decided_at__isnull=False, licence__isnull=False)
                | Q(outcome="dismissed", decided_at__isnull=False) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="press_licence_proposal_on_the_web",
                condition=Q(address="") | Q(address__regex=r"^https?://[^/\\\s][^\\\s]*$"),
            ),
        ]

    def __str__(self) -> str:
        return f"licence proposal {self.pk}"

    def former_line(self) -> dict[str, str]:
        """What the line of the licence said of what this changed, "" for an address that it had not. One query."""
        if self.licence is None or self.decided_at is None:
            return {}
        note = self.licence.notes.filter(kind=self.deed, at=self.decided_at).first()
        return note.before if note else {}
