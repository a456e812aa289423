from django.db import models


class Indicator(models.Model):
    """A figure that the province is read by (chỉ tiêu thống kê); what it means stands in its versions."""

    code = models.CharField(max_length=80, unique=True)
    address = models.SlugField(max_length=80, unique=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code
