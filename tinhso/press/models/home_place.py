from datetime import datetime
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import User
from tinhso.press.models.article import Article


class HomePlaceQuerySet(models.QuerySet["HomePlace"]):
    def at(self, now: datetime) -> Self:
        return self.filter(dropped_at__isnull=True, during__contains=now)

    def ahead(self, now: datetime) -> Self:
        """Those of today and to come."""
        return self.filter(dropped_at__isnull=True, during__endswith__gt=now)


class HomePlace(models.Model):
    """Vị trí trang nhất: which article stands on which place of the first page from when until when; what is free is filled by date."""

    class Place(models.TextChoices):
        LEAD = "1-lead", _("Tin đầu trang")
        SECOND = "2-second", _("Hàng hai, bên trái")
        THIRD = "3-third", _("Hàng hai, bên phải")
        FOURTH = "4-fourth", _("Hàng ba")

    place = models.CharField(max_length=10, choices=Place)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="home_places")
    during = DateTimeRangeField()
    dropped_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = HomePlaceQuerySet.as_manager()

    class Meta:
        ordering = ["during", "place"]
        constraints = [
            models.CheckConstraint(
                name="press_home_place_known",
                condition=Q(place__in=["1-lead", "2-second", "3-third", "4-fourth"]),
            ),
            models.CheckConstraint(
                name="press_home_place_bounded",
                condition=Q(during__startswith__isnull=False, during__endswith__isnull=False),
            ),
            ExclusionConstraint(
                name="press_home_place_one_at_a_time",
                expressions=[("place", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=Q(dropped_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"home place {self.pk}"
