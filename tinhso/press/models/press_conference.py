from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, User


class PressConferenceQuerySet(models.QuerySet["PressConference"]):
    def of_agency(self, by: Actor) -> Self:
        return self.filter(agency=by.agency_id) if by.agency_id else self.none()

    def public(self) -> Self:
        """Announced ones, also those that were held or called off since."""
        return self.filter(announced_at__isnull=False)


class PressConference(models.Model):
    """Họp báo of an agency: planned in its year, announced with place and hour, held with public minutes, or called off."""

    class Kind(models.TextChoices):
        REGULAR = "regular", _("Họp báo định kỳ")
        SUDDEN = "sudden", _("Họp báo đột xuất")
        BRIEFING = "briefing", _("Giao ban báo chí")

    class State(models.TextChoices):
        PLANNED = "planned", _("Trong kế hoạch")
        ANNOUNCED = "announced", _("Đã thông báo")
        HELD = "held", _("Đã tổ chức")
        CANCELLED = "cancelled", _("Đã hủy")

    code = models.CharField(max_length=20, unique=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="press_conferences")
    kind = models.CharField(max_length=10, choices=Kind)
    topic = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField()
    accredit_until = models.DateTimeField(null=True, blank=True)
    invitation = models.TextField(max_length=4000, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    announced_at = models.DateTimeField(null=True, blank=True)
    minutes = models.TextField(max_length=8000, blank=True)
    outlets_present = models.PositiveSmallIntegerField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    client_key = models.UUIDField(unique=True)

    objects = PressConferenceQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="press_conference_kind_known", condition=Q(kind__in=["regular", "sudden", "briefing"])
            ),
            models.CheckConstraint(
                name="press_conference_state_whole",
                condition=Q(state="planned", announced_at__isnull=True, ended_at__isnull=True)
                | Q(state="announced", announced_at__isnull=False, ended_at__isnull=True) & ~Q(place="")
                | Q(state="held", announced_at__isnull=False, ended_at__isnull=False) & ~Q(minutes="")
                | Q(state="cancelled", ended_at__isnull=False) & ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["agency", "-starts_at"], name="press_conferences_of_agency")]

    def __str__(self) -> str:
        return self.code


class Accreditation(models.Model):
    """Đăng ký dự họp báo: outlet and number of the press card, which goes by `press.journalist_days`; nothing else of who asks."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Chờ trả lời")
        ACCEPTED = "accepted", _("Được dự")
        REFUSED = "refused", _("Không được dự")

    conference = models.ForeignKey(PressConference, on_delete=models.PROTECT, related_name="accreditations")
    outlet = models.CharField(max_length=120)
    card = models.CharField(max_length=20, blank=True)
    card_erased_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    ground = models.CharField(max_length=20, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "card"], condition=~Q(card=""), name="press_accreditation_once_a_card"
            ),
            models.CheckConstraint(
                name="press_accreditation_decided_whole",
                condition=Q(state="waiting", decided_at__isnull=True, ground="")
                | Q(state="accepted", decided_at__isnull=False, ground="")
                | Q(state="refused", decided_at__isnull=False) & ~Q(ground=""),
            ),
        ]

    def __str__(self) -> str:
        return f"accreditation {self.pk}"
