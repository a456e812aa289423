from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q


class CategoryQuerySet(models.QuerySet["Category"]):
    def on(self, day: date) -> Self:
        return self.filter(starts__lte=day).filter(Q(ends=None) | Q(ends__gt=day))


class Category(models.Model):
    """A category of the news portal, from a day on until another; dated data with its source."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField(default=50)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gt=F("starts")), name="press_category_ends_after"
            )
        ]

    def __str__(self) -> str:
        return self.name
