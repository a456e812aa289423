from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models


class ReportCategoryQuerySet(models.QuerySet["ReportCategory"]):
    def on(self, day: date) -> "ReportCategoryQuerySet":
        """The categories that may be chosen on that day, in the order of the list."""
        return self.filter(valid__contains=day)


class ReportCategory(models.Model):
    """What a report may be about, as it stood in `[valid_from, valid_to)`; `code` is the service_code of Open311.

    `attributes` are further questions in the shape of Open311's service definition: a list of
    {variable, code, datatype, required, order, description, datatype_description, values: [{key, name}]}.
    `urgent` categories show the telephone number that helps at once before the form.
    """

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    group = models.CharField(max_length=80)
    description = models.CharField(max_length=300, blank=True)
    keywords = models.CharField(max_length=300, blank=True)
    attributes = models.JSONField(default=list, blank=True)
    urgent = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=50)
    valid = DateRangeField()
    source = models.CharField(max_length=300)

    objects = ReportCategoryQuerySet.as_manager()

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            ExclusionConstraint(
                name="citizen_one_category_a_code_and_day",
                expressions=[("code", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return self.name
