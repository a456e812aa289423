from django.db import models


class Licence(models.Model):
    """Terms (điều khoản sử dụng) under which a dataset may be used, with their source."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    url = models.URLField(max_length=300)
    terms = models.TextField(max_length=2000)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
