from django.contrib.postgres.fields import ArrayField
from django.db import models

from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import AdminUnit


class Span(models.TextChoices):
    """How long a cell is, and what is summed up in it: capitals leave out agency and place, the letters that follow
    d, m and y leave out place and procedure (`rollup_cells.py`)."""

    DAY = "d", "ngày"
    MONTH = "m", "tháng"
    YEAR = "y", "năm"
    WHOLE_DAY = "D", "ngày, toàn tỉnh"
    WHOLE_MONTH = "M", "tháng, toàn tỉnh"
    WHOLE_YEAR = "Y", "năm, toàn tỉnh"
    AGENCY_DAY = "e", "ngày, theo cơ quan"
    AGENCY_MONTH = "n", "tháng, theo cơ quan"
    AGENCY_YEAR = "z", "năm, theo cơ quan"


class MeasureCell(models.Model):
    """The rows of a measure that share agency, place, day, month or year and dimensions, added up.

    `span` says how long: a month and the year that it is in, and of a few months (`MeasureState.by_day`) also each
    day; `day` is the first one of it.

    `dims` holds the values in the order in which the measure declares its dimensions, "" for none. Of a stock the
    cell holds what changed in that span: rows that began, less rows that ended. `checksum` is the exclusive or of a
    hash of each row's key and value, so cells add up to the checksum of their rows.

    No constraint says that a cell stands once: its key would be an index as large as the table. Who sums a measure
    holds its lock and groups by that key, and the nightly comparison finds what stands twice.
    """

    measure = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    # Summed anew by the million from rows whose own keys the database checks: checked once, and one index is enough.
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    place = models.ForeignKey(
        AdminUnit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    span = models.CharField(max_length=1, choices=Span, default=Span.DAY)
    day = models.DateField()
    dims = ArrayField(models.TextField())
    n = models.BigIntegerField()
    total = models.DecimalField(max_digits=30, decimal_places=6)
    checksum = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["measure", "span", "day"], name="indicators_cells_of_days")]

    def __str__(self) -> str:
        return f"{self.measure} {self.day}"
