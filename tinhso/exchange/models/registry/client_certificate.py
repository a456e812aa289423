from django.db import models
from django.db.models import Q

from tinhso.exchange.models.registry.information_system import InformationSystem
from tinhso.kernel.people.public import User


class ClientCertificate(models.Model):
    """Chứng thư máy khách to which a system binds its tokens (RFC 8705), entered so that its end is told; it gives no right.

    `thumbprint` is SHA-256 of it; of the certificate nothing else is here. `removed_at`: the system has another one, its end is
    told no more.
    """

    system = models.ForeignKey(InformationSystem, on_delete=models.PROTECT, related_name="certificates")
    thumbprint = models.CharField(max_length=64)
    ends_at = models.DateTimeField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["system", "ends_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "thumbprint"],
                condition=Q(removed_at=None),
                name="exchange_client_certificate_once",
            )
        ]

    def __str__(self) -> str:
        return self.thumbprint[:16]
