from django.contrib.postgres.fields import DateRangeField
from django.db import models


class NetworkOperator(models.Model):
    """Who runs stations, lines and points (doanh nghiệp viễn thông, bưu chính, đơn vị vận hành); known by its code."""

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=200)
    valid = DateRangeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
