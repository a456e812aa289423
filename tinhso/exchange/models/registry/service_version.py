from django.db import models

from tinhso.exchange.models.registry.service import Service
from tinhso.kernel.people.public import User
from tinhso.lib.exchange.operations import Operation


class ServiceVersion(models.Model):
    """Phiên bản mô tả of a service: its OpenAPI as it was imported, never written over.

    `operations` are [method, path, words]; `changes` is what differs from the version before; `breaking` means that a
    caller of that one may fail.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    stated_version = models.CharField(max_length=40, blank=True)
    openapi = models.JSONField()
    operations = models.JSONField()
    digest = models.CharField(max_length=64)
    changes = models.JSONField(default=dict, blank=True)
    breaking = models.BooleanField(default=False)
    imported_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["service", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="exchange_service_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.service_id} v{self.number}"

    @property
    def calls(self) -> list[Operation]:
        return [Operation(method, path) for method, path, _words in self.operations]
