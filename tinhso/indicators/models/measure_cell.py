from django.contrib.postgres.fields import ArrayField
from django.db import models

from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import AdminUnit


class MeasureCell(models.Model):
    """The rows of a measure that share agency, place, day and dimensions, added up.

    `dims` holds the values in the order in which the measure declares its dimensions, "" for none. Of a stock the
    cell holds what changed on that day: rows that began, less rows that ended. `checksum` is the exclusive or of a
    hash of each row's key and value, so cells add up to the checksum of their rows.
    """

    measure = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, null=True, related_name="+")
    day = models.DateField()
    dims = ArrayField(models.TextField())
    n = models.BigIntegerField()
    total = models.DecimalField(max_digits=30, decimal_places=6)
    checksum = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "version", "day", "agency", "place", "dims"],
                name="indicators_one_cell",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.day}"
