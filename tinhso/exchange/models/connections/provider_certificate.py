from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from tinhso.exchange.models.connections.connection_check import ConnectionCheck
from tinhso.exchange.models.registry.service_address import ServiceAddress
from tinhso.lib.dates import HANOI


class ProviderCertificateQuerySet(models.QuerySet["ProviderCertificate"]):
    def in_use(self, at: datetime) -> Self:
        """Of services that are still given."""
        service = "address__service__withdrawn_on"
        return self.filter(Q(**{service: None}) | Q(**{f"{service}__gt": at.astimezone(HANOI).date()}))


class ProviderCertificate(models.Model):
    """Chứng thư TLS mà máy chủ của bên cung cấp đưa ra at the address of a service, as it was seen last; times are of the real clock.

    `fingerprint` is SHA-256 of it, `seen_at` when it was read; none of them where none could be read yet. `error` says why the look
    of `looked_at` found none that the plane would take, "" where it would. A service that moves is looked at anew.
    """

    address = models.OneToOneField(ServiceAddress, on_delete=models.PROTECT, related_name="certificate")
    fingerprint = models.CharField(max_length=64, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField()
    error = models.CharField(max_length=10, choices=ConnectionCheck.Reached, blank=True)

    objects = ProviderCertificateQuerySet.as_manager()

    class Meta:
        ordering = ["address"]
        constraints = [
            models.CheckConstraint(
                name="exchange_provider_certificate_whole",
                condition=Q(fingerprint="", ends_at=None, seen_at=None)
                | ~Q(fingerprint="") & Q(ends_at__isnull=False, seen_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.address_id} {self.fingerprint[:16]}"
