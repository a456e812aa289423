from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tinhso.indicators.models.infrastructure.item_kind import ItemKind
from tinhso.indicators.models.infrastructure.network_operator import NetworkOperator
from tinhso.indicators.models.infrastructure.operator_table import OperatorTable
from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import AdminUnit


class InfrastructureItemQuerySet(models.QuerySet["InfrastructureItem"]):
    def standing(self) -> Self:
        """Rows that nobody has ended."""
        return self.filter(until=None)

    def on(self, day: date) -> Self:
        """What is in use on that day."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

    def of(self, kind: str) -> Self:
        return self.filter(kind=kind)


class InfrastructureItem(models.Model):
    """A station, a fibre line, a post point, a point of the state bodies' network or a Wi-Fi point, as it was in `[since, until)`.

    `code` is the operator's; a change that counts ends the row and begins another from that day on, `in_use_since` stays the day
    on which it came into use. Where exactly a station stands is not here (`StationPosition`). Which of the columns a kind has
    says `infrastructure/columns.py`; `table` is what the row last came with, None for one entered by hand.
    """

    kind = models.CharField(max_length=10, choices=ItemKind)
    operator = models.ForeignKey(NetworkOperator, on_delete=models.PROTECT, related_name="items")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    place = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")
    village = models.CharField(max_length=120, blank=True)
    in_use_since = models.DateField(null=True, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    technologies = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    shared = models.BooleanField(null=True, blank=True)
    villages = models.PositiveSmallIntegerField(null=True, blank=True)
    kilometres = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    internet = models.BooleanField(null=True, blank=True)
    hours = models.CharField(max_length=120, blank=True)
    user_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    bandwidth = models.PositiveIntegerField(null=True, blank=True)  # Mbps
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")  # that entered it
    table = models.ForeignKey(
        OperatorTable, on_delete=models.PROTECT, null=True, blank=True, related_name="items"
    )

    objects = InfrastructureItemQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "operator", "code", "-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "operator", "code"],
                condition=Q(until__isnull=True),
                name="indicators_one_standing_item_a_code",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="indicators_item_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(kind="station", technologies__len__gt=0)
                | ~Q(kind="station") & Q(technologies__len=0),
                name="indicators_stations_have_technologies",
            ),
            models.CheckConstraint(
                condition=Q(kind="post", internet__isnull=False) | ~Q(kind="post") & Q(internet__isnull=True),
                name="indicators_post_points_say_internet",
            ),
            models.CheckConstraint(
                condition=Q(kind="state", user_agency__isnull=False)
                | ~Q(kind="state") & Q(user_agency__isnull=True),
                name="indicators_state_points_name_agency",
            ),
        ]
        indexes = [models.Index(fields=["place", "kind"], name="indicators_items_of_a_place")]

    def __str__(self) -> str:
        return self.code
