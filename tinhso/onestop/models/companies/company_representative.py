from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from tinhso.kernel.people.public import Agency, Person, User


class CompanyRepresentativeQuerySet(models.QuerySet["CompanyRepresentative"]):
    def holding(self, on: date) -> Self:
        """Confirmed by a desk, and in their dates on that day."""
        begun = self.filter(state=CompanyRepresentative.State.CONFIRMED, starts_on__lte=on)
        return begun.filter(Q(ends_on=None) | Q(ends_on__gte=on))

    def standing(self) -> Self:
        """Claimed or confirmed: not refused, not ended."""
        return self.filter(state__in=STANDING)


class CompanyRepresentative(models.Model):
    """The legal representative of a company (người đại diện theo pháp luật): said by themselves, confirmed by a one-stop desk on papers.

    Dates are days of the law, both included; a company may have several at once (its charter says how they share).
    `paper` names by number and day the certificate that the desk saw; no copy of it is stored.
    Until a desk saw papers `company` is a row of words without a number and `company_number` the one that was typed.
    """

    class State(models.TextChoices):
        CLAIMED = "claimed", "Chờ xác nhận tại quầy"
        CONFIRMED = "confirmed", "Đã xác nhận"
        REFUSED = "refused", "Không được xác nhận"
        ENDED = "ended", "Đã thôi đại diện"

    class Because(models.TextChoices):
        CHANGED = "changed", "Công ty thay người đại diện"
        TERM = "term", "Hết thời hạn"
        RESIGNED = "resigned", "Người đại diện báo thôi"
        ACCOUNT = "account", "Tài khoản đã đóng"

    company = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="representatives")
    company_number = models.CharField(max_length=20, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="represented")
    state = models.CharField(max_length=10, choices=State)
    title = models.CharField(max_length=100, blank=True)
    paper = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    claimed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    desk = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=10, choices=Because, blank=True)

    objects = CompanyRepresentativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "person"],
                condition=Q(state__in=["claimed", "confirmed"]),
                name="onestop_represents_once",
            ),
            models.UniqueConstraint(
                fields=["company_number", "person"],
                condition=Q(state="claimed") & ~Q(company_number=""),
                name="onestop_claims_once",
            ),
            models.CheckConstraint(
                name="onestop_representative_named_only",
                condition=~Q(state="confirmed") | Q(company_number=""),
            ),
            models.CheckConstraint(
                name="onestop_representative_days", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="onestop_representative_not_oneself", condition=~Q(company=F("person"))
            ),
            models.CheckConstraint(
                name="onestop_representative_decided",
                condition=Q(state="claimed", decided_at=None)
                | Q(state="confirmed", decided_at__isnull=False, desk__isnull=False)
                | Q(state__in=["refused", "ended"]),
            ),
            models.CheckConstraint(
                name="onestop_representative_ended",
                condition=Q(state="ended", ended_at__isnull=False) & ~Q(ended_because="")
                | ~Q(state="ended") & Q(ended_at=None, ended_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"CompanyRepresentative {self.pk}"

    @property
    def number(self) -> str:
        """The tax code: the company's, or as the claim says it."""
        return self.company_number or self.company.id_number

    def holds(self, on: date) -> bool:
        """As `holding` says of many."""
        in_dates = self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)
        return self.state == self.State.CONFIRMED and in_dates


STANDING = [CompanyRepresentative.State.CLAIMED, CompanyRepresentative.State.CONFIRMED]
