from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from tinhso.casework.public import Case
from tinhso.indicators.models.infrastructure.network_operator import NetworkOperator
from tinhso.kernel.events.public import Actor
from tinhso.kernel.places.public import AdminUnit


class Signal(models.TextChoices):
    """What a telephone finds in a village."""

    NONE = "none", "Trắng sóng"
    PATCHY = "patchy", "Lõm sóng"
    COVERED = "covered", "Đã có sóng"


class SignalVillageQuerySet(models.QuerySet["SignalVillage"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those in whose case this actor takes part: the agency that follows them, and the commune's."""
        return self.filter(case__in=Case.objects.visible_to(actor))

    def whole(self) -> Self:
        return self.select_related("place", "operator", "case__agency", "case__process")

    def without_signal_on(self, day: date) -> Self:
        return self.filter(Q(covered_on=None) | Q(covered_on__gt=day), found_on__lte=day)


class SignalVillage(models.Model):
    """A village with no signal or a patchy one (thôn trắng sóng, lõm sóng): its case holds the deadline, the state, the outcome.

    `signal` is what the last check found, `operator` is who is asked to cover it; `covered_on` is the day of the check that the
    head confirmed.
    """

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="signal_village"
    )
    place = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    households = models.PositiveIntegerField(null=True, blank=True)
    signal = models.CharField(max_length=10, choices=Signal)
    operator = models.ForeignKey(NetworkOperator, on_delete=models.PROTECT, related_name="+")
    found_on = models.DateField()
    covered_on = models.DateField(null=True, blank=True)
    target_year = models.PositiveSmallIntegerField()

    objects = SignalVillageQuerySet.as_manager()

    class Meta:
        ordering = ["place__sort_key", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name"],
                condition=Q(covered_on__isnull=True),
                name="indicators_one_open_village_a_name",
            ),
            models.CheckConstraint(
                condition=Q(covered_on__isnull=True) | Q(covered_on__gte=F("found_on")) & Q(signal="covered"),
                name="indicators_covered_was_found_before",
            ),
        ]

    def __str__(self) -> str:
        return self.name
