from django.db import models

from tinhso.onestop.models.money.payment import Payment
from tinhso.onestop.models.national_portal.portal_dossier import PortalDossier


class PortalFee(models.Model):
    """A fee that the citizen paid at the national portal, as the portal told us; đồng.

    `payment` is how it was counted for what the dossier owes here; none while nothing is owed, or no amount is known.
    """

    portal_dossier = models.ForeignKey(PortalDossier, on_delete=models.PROTECT, related_name="fees")
    name = models.CharField(max_length=200)
    amount = models.PositiveBigIntegerField()
    reference = models.CharField(max_length=60)
    paid_at = models.DateTimeField()
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["reference"], name="onestop_portal_fee_once")]

    def __str__(self) -> str:
        return f"PortalFee {self.pk}"
