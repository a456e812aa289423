from django.db import models
from django.utils.translation import gettext_lazy as _

from tinhso.exchange.models.registry.service import Service
from tinhso.lib.exchange.provided import SCHEME


class ServiceAddress(models.Model):
    """Where a service answers in one environment (môi trường); only the data plane goes there.

    `tinhso:/…` is the program that gives the plane its policy; nobody enters such an address.
    """

    class Environment(models.TextChoices):
        TEST = "test", _("Thử nghiệm")
        PRODUCTION = "production", _("Chính thức")

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="addresses")
    environment = models.CharField(max_length=10, choices=Environment)
    url = models.CharField(max_length=500)

    class Meta:
        ordering = ["service", "environment"]
        constraints = [
            models.UniqueConstraint(fields=["service", "environment"], name="exchange_service_address_once")
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.environment}"

    def words(self) -> str:
        return str(_("Chính nền tảng này")) if self.url.startswith(SCHEME) else self.url
