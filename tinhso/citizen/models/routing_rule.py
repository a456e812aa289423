from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models


class RoutingRuleQuerySet(models.QuerySet["RoutingRule"]):
    def on(self, day: date) -> "RoutingRuleQuerySet":
        return self.filter(valid__contains=day)


class RoutingRule(models.Model):
    """Which agency a category goes to in `[valid_from, valid_to)`: by code, or the committee of the place.

    `unit_code` narrows the rule to one administrative unit; empty means the whole province. The narrower rule wins.
    """

    class Target(models.TextChoices):
        AGENCY = "agency", "Cơ quan nêu tên"
        COMMUNE = "commune", "UBND cấp xã nơi xảy ra"
        DISTRICT = "district", "UBND cấp huyện nơi xảy ra"

    category = models.CharField(max_length=40)
    unit_code = models.CharField(max_length=10, blank=True)
    target = models.CharField(max_length=10, choices=Target)
    agency_code = models.CharField(max_length=60, blank=True)
    valid = DateRangeField()
    source = models.CharField(max_length=300)

    objects = RoutingRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="citizen_one_route_a_day",
                expressions=[
                    ("category", RangeOperators.EQUAL),
                    ("unit_code", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="citizen_route_names_its_agency",
                condition=models.Q(target="agency") & ~models.Q(agency_code="")
                | ~models.Q(target="agency") & models.Q(agency_code=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} → {self.agency_code or self.target}"
