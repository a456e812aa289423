from django.db import models
from django.db.models import Q

from tinhso.indicators.models.infrastructure.infrastructure_item import InfrastructureItem


class StationPosition(models.Model):
    """Where exactly an item stands, WGS84 degrees: apart from it, so that no list, figure or open table can hold it.

    Shown on a page of its own to who may see it, each time with a line in the log of accesses.
    """

    item = models.OneToOneField(
        InfrastructureItem, on_delete=models.PROTECT, primary_key=True, related_name="position"
    )
    lat = models.DecimalField(max_digits=9, decimal_places=6)
    lon = models.DecimalField(max_digits=9, decimal_places=6)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                name="indicators_position_on_earth",
            )
        ]

    def __str__(self) -> str:
        return f"StationPosition {self.pk}"
