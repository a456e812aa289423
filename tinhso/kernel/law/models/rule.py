from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from tinhso.kernel.site.public import cached_query


class NoRule(LookupError):
    """No rule of this key is in force on that day: data of the province pack are missing."""


class RuleQuerySet(models.QuerySet["Rule"]):
    def in_force(self, key: str, on: date) -> "Rule":
        """The rule `key` of that day; NoRule if there is none."""
        rule = the_rule.first(key, on)
        if rule is None:
            raise NoRule(f"{key} on {on.isoformat()}")
        return rule


class Rule(models.Model):
    """One rule of law as data: `[valid_from, valid_to)` and where it stands written."""

    key = models.CharField(max_length=80)
    value = models.JSONField()
    valid = DateRangeField()
    source = models.CharField(max_length=300)
    note = models.CharField(max_length=500, blank=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="law_one_rule_a_day",
                expressions=[("key", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return self.key


@cached_query(str, date)
def the_rule(key: str, on: date) -> models.QuerySet[Rule]:
    return Rule.objects.filter(key=key, valid__contains=on)
