from django.db import models


class SearchMiss(models.Model):
    """A search that found nothing, folded, counted by day. Nothing that looks personal is kept."""

    day = models.DateField()
    query = models.CharField(max_length=80)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "query"], name="search_one_miss_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.query}"
