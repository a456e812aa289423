from django.core.validators import RegexValidator
from django.db import models

from tinhso.kernel.places.public import AdminUnit


class Firm(models.Model):
    """An enterprise, cooperative or household business that a programme supported; known by its tax code."""

    tax_code = models.CharField(
        max_length=14, unique=True, validators=[RegexValidator(r"^\d{10}(-\d{3}|\d{2})?$")]
    )
    name = models.CharField(max_length=300)
    place = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.tax_code
