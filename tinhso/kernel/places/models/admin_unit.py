from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models


class AdminUnitQuerySet(models.QuerySet["AdminUnit"]):
    def on(self, day: date) -> "AdminUnitQuerySet":
        """The units that exist on that day."""
        return self.filter(valid__contains=day)

    def communes(self) -> "AdminUnitQuerySet":
        return self.filter(level=AdminUnit.Level.COMMUNE)


class AdminUnit(models.Model):
    """A province, district or commune as it stood in `[valid_from, valid_to)`.

    The statistics office used codes again for other units: the key is (code, valid_from), never the code alone.
    """

    class Level(models.TextChoices):
        PROVINCE = "province", "tỉnh"
        DISTRICT = "district", "huyện"
        COMMUNE = "commune", "xã"

    code = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)  # tinh, thanh-pho, thi-xa, huyen, phuong, xa, thi-tran
    level = models.CharField(max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    valid = DateRangeField()
    source = models.CharField(max_length=300)
    sort_key = models.CharField(max_length=300, db_collation="C")
    area_km2 = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    lat = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    lon = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)

    objects = AdminUnitQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            ExclusionConstraint(
                name="places_one_unit_a_code_and_day",
                expressions=[("code", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def exists_on(self, day: date) -> bool:
        """Is that day inside `[valid_from, valid_to)`?"""
        return bool(self.valid.lower <= day and (self.valid.upper is None or day < self.valid.upper))

    def district_on(self, day: date) -> "AdminUnit | None":
        """The district right above it, where there is one on that day: a commune that lived through the end of its
        district goes on naming it as its parent."""
        above = self.parent
        return above if above and above.level == AdminUnit.Level.DISTRICT and above.exists_on(day) else None
