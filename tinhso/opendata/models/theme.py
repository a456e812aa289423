from django.db import models


class Theme(models.Model):
    """One of the twelve themes (chủ đề) under which open data are listed; `eu_theme` is its word in DCAT-AP."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    eu_theme = models.CharField(max_length=10)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name
