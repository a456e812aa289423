from django.db import models

from tinhso.opendata.models.dataset import Dataset


class FormerAddress(models.Model):
    """An address that a dataset had before it was renamed (địa chỉ cũ); it leads on for ever and is never given anew."""

    slug = models.SlugField(max_length=80, unique=True)
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="former_addresses")
    until = models.DateTimeField()

    class Meta:
        ordering = ["-until", "-pk"]

    def __str__(self) -> str:
        return self.slug
