from datetime import datetime
from functools import cached_property

from django.db import models

from tinhso.indicators.definitions.definition import Definition
from tinhso.indicators.models.definitions.indicator import Indicator


class IndicatorVersionQuerySet(models.QuerySet["IndicatorVersion"]):
    def newest(self) -> "IndicatorVersionQuerySet":
        """The version of each indicator that is in use now."""
        return self._newest_of(self.all())

    def known_at(self, moment: datetime) -> "IndicatorVersionQuerySet":
        """The version of each indicator that was the newest at that moment."""
        return self._newest_of(self.filter(known_at__lte=moment))

    def _newest_of(self, versions: "IndicatorVersionQuerySet") -> "IndicatorVersionQuerySet":
        newest = versions.order_by("indicator_id", "-number").distinct("indicator_id")
        return self.filter(pk__in=newest.values("pk")).select_related("indicator")


class IndicatorVersion(models.Model):
    """How an indicator is computed from `known_at` (legal time) on. Never changed: another definition is another version."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    known_at = models.DateTimeField()

    objects = IndicatorVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "number"], name="indicators_version_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} v{self.number}"

    @cached_property
    def definition(self) -> Definition:
        return Definition.from_json(self.indicator.code, self.content)
