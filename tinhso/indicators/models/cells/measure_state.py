from django.contrib.postgres.fields import ArrayField
from django.db import models


class MeasureState(models.Model):
    """How fresh the cells of a measure are: the last event that they know, and what the last comparison found.

    `by_day` are the first days of the months whose days have cells of their own.
    """

    measure = models.CharField(max_length=80, unique=True)
    version = models.PositiveIntegerField()
    event_id = models.BigIntegerField(default=0)
    cells = models.BigIntegerField(default=0)
    by_day = ArrayField(models.DateField(), default=list)
    refreshed_at = models.DateTimeField()
    seconds = models.FloatField(default=0)
    compared_at = models.DateTimeField(null=True, blank=True)
    differing = models.PositiveIntegerField(
        default=0
    )  # cells that the last comparison found unlike their rows

    def __str__(self) -> str:
        return self.measure
