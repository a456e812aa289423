from typing import Self

from django.db import models
from django.db.models import Q

from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.people.roles import Auditor, Clerk, Head


class RegisterNumberQuerySet(models.QuerySet["RegisterNumber"]):
    def visible_to(self, actor: Actor) -> Self:
        """The numbers of the actor's own agency, for who keeps its register, leads it or checks it."""
        if not actor.is_officer or not any(actor.holds(role) for role in (Clerk, Head, Auditor)):
            return self.none()
        return self.filter(agency_id=actor.agency_id)


class RegisterNumber(models.Model):
    """One number of an agency's register of outgoing documents: of a type in a year, given once and never again.

    `title` is what a document that is kept elsewhere is about; of one that is kept here, that document says it. `paper` is that of a
    system above, which bears the number (a procedure's result).
    """

    class State(models.TextChoices):
        RESERVED = "reserved", "Đã giữ số"
        USED = "used", "Đã cấp"
        UNUSED = "unused", "Không dùng"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="document_numbers")
    year = models.PositiveSmallIntegerField()
    type_code = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    notation = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State)
    dated = models.DateField()
    title = models.CharField(max_length=500, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    release_reason = models.CharField(max_length=500, blank=True)
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    folded = models.CharField(max_length=700, blank=True)
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = RegisterNumberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "type_code", "number"], name="documents_number_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="documents_number_from_one"),
            models.CheckConstraint(
                condition=Q(state__in=["reserved", "used", "unused"]), name="documents_number_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="reserved") | ~Q(reason=""), name="documents_reserved_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="unused", released_at__isnull=False) & ~Q(release_reason="")
                | ~Q(state="unused") & Q(released_at__isnull=True, release_reason=""),
                name="documents_unused_has_reason",
            ),
        ]

        indexes = [models.Index(fields=["number"], name="documents_numbers")]

    def __str__(self) -> str:
        return self.full_number

    @property
    def full_number(self) -> str:
        """As it is printed: "05/QĐ-STTTT", a number under ten with a zero."""
        return f"{self.number:02d}/{self.notation}"
