from django.contrib.postgres.fields import DateRangeField
from django.db import models


class Plan(models.Model):
    """A plan or programme (kế hoạch, chương trình) with its theme; `synthetic` marks what the demo invented."""

    number = models.CharField(max_length=60, unique=True)
    address = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=300)
    legal_basis = models.CharField(max_length=300)
    theme = models.CharField(max_length=300, blank=True)  # chủ đề của năm
    valid = DateRangeField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-valid", "number"]

    def __str__(self) -> str:
        return self.number
