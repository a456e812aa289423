from django.contrib.postgres.fields import ArrayField
from django.db import models


class DataElement(models.Model):
    """Something that agencies report as a number, e.g. `post.revenue`; indicators name it like a measure.

    `agg_time` and `agg_org` say how values of shorter periods and of several agencies make one (words of
    `definition.Aggregation`); "none": they do not. `dims` are at most three of
    `{"name", "label", "options": [[code, label], …]}`; without `zero_is_significant` a zero is as good as nothing.
    """

    class ValueType(models.TextChoices):
        NUMBER = "number", "số"
        INTEGER = "integer", "số nguyên"
        POSITIVE = "positive", "số không âm"
        COUNT = "count", "số nguyên không âm"
        PERCENT = "percent", "tỷ lệ từ 0 đến 100"

    code = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=300)
    unit = models.CharField(max_length=60, blank=True)
    value_type = models.CharField(max_length=10, choices=ValueType, default=ValueType.NUMBER)
    decimals = models.PositiveSmallIntegerField(default=0)
    agg_time = models.CharField(max_length=10, default="sum")
    agg_org = models.CharField(max_length=10, default="sum")
    zero_is_significant = models.BooleanField(default=True)
    dims = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=300, blank=True)
    series_start = models.DateField(null=True, blank=True)
    uid = models.CharField(max_length=11, blank=True)  # in DHIS2

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decimals__lte=6), name="indicators_element_at_most_six_decimals"
            ),
            models.UniqueConstraint(
                fields=["uid"], condition=~models.Q(uid=""), name="indicators_element_uid_once"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def dim_names(self) -> list[str]:
        return [dim["name"] for dim in self.dims]


def dims_field() -> "ArrayField[list[str], list[str]]":
    """The options of a value in the order of the element's dimensions."""
    return ArrayField(models.CharField(max_length=80), default=list, blank=True)
