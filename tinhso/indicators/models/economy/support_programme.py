from django.contrib.postgres.fields import DateRangeField
from django.db import models

from tinhso.kernel.people.public import Agency


class SupportProgramme(models.Model):
    """A programme that helps enterprises with digital transformation (chương trình hỗ trợ doanh nghiệp)."""

    name = models.CharField(max_length=300)
    legal_basis = models.CharField(max_length=300)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    valid = DateRangeField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-valid", "name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="indicators_programme_once_an_agency")
        ]

    def __str__(self) -> str:
        return self.name
