from django.db import models

from tinhso.kernel.people.public import Agency, User


class InventoryConfirmation(models.Model):
    """That an agency says its list of systems is whole on a day, and how many were on it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="inventory_confirmations")
    confirmed_on = models.DateField()
    systems = models.PositiveIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "confirmed_on"], name="security_inventory_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.agency}, {self.confirmed_on}"
