from django.db import models
from django.db.models import Q

from tinhso.exchange.models.registry.information_system import InformationSystem
from tinhso.kernel.people.public import User


class SystemKey(models.Model):
    """Khóa công khai of a system, by which it proves who it is; of the pair only this half is ever here.

    `thumbprint` is SHA-256 of the key, `written` its DER in base64. After `last_day`, or once revoked, it proves nothing.
    """

    system = models.ForeignKey(InformationSystem, on_delete=models.PROTECT, related_name="keys")
    thumbprint = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=10)
    written = models.CharField(max_length=400)
    last_day = models.DateField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["system", "-entered_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="exchange_system_key_kind", condition=Q(kind__in=["Ed25519", "P-256"])
            )
        ]

    def __str__(self) -> str:
        return self.thumbprint[:16]
