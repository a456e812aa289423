from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from tinhso.kernel.people.public import Agency


class CollectionAccount(models.Model):
    """The bank account into which an agency collects fees, with its days and source."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    bank = models.CharField(max_length=6)  # BIN of NAPAS
    bank_name = models.CharField(max_length=120)
    number = models.CharField(max_length=19)
    holder = models.CharField(max_length=200)
    valid = DateRangeField()
    source = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bank", "number"], name="onestop_account_once")]

    def __str__(self) -> str:
        return f"CollectionAccount {self.pk}"

    @classmethod
    def of(cls, agency_id: int, on: date) -> "CollectionAccount | None":
        """The account of that agency on that day; None where it collects at the desk only."""
        return cls.objects.filter(agency_id=agency_id, valid__contains=on).first()
