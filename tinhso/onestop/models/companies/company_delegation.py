from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tinhso.kernel.people.public import Person
from tinhso.onestop.models.companies.company_representative import CompanyRepresentative


class CompanyDelegationQuerySet(models.QuerySet["CompanyDelegation"]):
    def open(self) -> Self:
        """Offered or accepted, whenever it begins."""
        return self.filter(state__in=OPEN)

    def holding(self, on: date) -> Self:
        """Accepted and in its dates on that day, given by who still represents the company."""
        accepted = self.filter(state=CompanyDelegation.State.ACCEPTED, starts_on__lte=on, ends_on__gte=on)
        return accepted.filter(representative__in=CompanyRepresentative.objects.holding(on))

    def whole(self) -> Self:
        """With the people and the company that a page names."""
        return self.select_related("representative__company", "representative__person", "employee")


class CompanyDelegation(models.Model):
    """What a company's representative lets an employee do with the company's dossiers (ủy quyền dùng tài khoản tổ chức).

    Days of the law, both included. `procedures` are codes of the catalogue; none means every procedure. It holds from
    acceptance, within its days, as long as its representative does, and the employee's seats go with it.
    Until somebody answers, `employee` is a row of words without a number and `employee_number` the one that was typed: whoever
    has both, number and name, answers and is the employee from then on.
    """

    class State(models.TextChoices):
        OFFERED = "offered", "Chờ người được ủy quyền trả lời"
        ACCEPTED = "accepted", "Đã nhận"
        REFUSED = "refused", "Đã từ chối"
        ENDED = "ended", "Đã kết thúc"

    class Because(models.TextChoices):
        TERM = "term", "Hết thời hạn"
        WITHDRAWN = "withdrawn", "Công ty rút"
        GIVEN_UP = "given_up", "Người được ủy quyền thôi"
        REPRESENTATIVE = "changed", "Công ty thay người đại diện"
        ACCOUNT = "account", "Tài khoản đã đóng"

    representative = models.ForeignKey(
        CompanyRepresentative, on_delete=models.PROTECT, related_name="delegations"
    )
    employee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="company_delegations")
    employee_number = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    starts_on = models.DateField()
    ends_on = models.DateField()
    procedures = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    client_key = models.UUIDField(unique=True)
    offered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=10, choices=Because, blank=True)

    objects = CompanyDelegationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="onestop_delegation_days", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="onestop_delegation_answered",
                condition=Q(state="offered", answered_at=None)
                | Q(state__in=["accepted", "refused"], answered_at__isnull=False)
                | Q(state="ended"),
            ),
            models.CheckConstraint(
                name="onestop_delegation_named_only", condition=Q(state="offered") | Q(employee_number="")
            ),
            models.CheckConstraint(
                name="onestop_delegation_ended",
                condition=Q(state="ended", ended_at__isnull=False) & ~Q(ended_because="")
                | ~Q(state="ended") & Q(ended_at=None, ended_because=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["employee_number"],
                condition=~Q(employee_number=""),
                name="onestop_delegation_named",
            ),
            models.Index(
                fields=["ends_on"],
                condition=Q(state__in=["offered", "accepted"]),
                name="onestop_delegation_open",
            ),
        ]

    def __str__(self) -> str:
        return f"CompanyDelegation {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def covers(self, procedure_code: str) -> bool:
        """Whether this procedure is among those named; none named are all."""
        return not self.procedures or procedure_code in self.procedures

    def holds(self, on: date) -> bool:
        """As `holding` says of many; reads its representative."""
        in_dates = self.starts_on <= on <= self.ends_on
        return self.state == self.State.ACCEPTED and in_dates and self.representative.holds(on)


OPEN = [CompanyDelegation.State.OFFERED, CompanyDelegation.State.ACCEPTED]
