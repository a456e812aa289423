from django.db import models

from tinhso.exchange.models.registry.service_address import ServiceAddress


class IssuedPolicy(models.Model):
    """Chính sách đã ban hành: a signed document by which planes decide, of one environment; never changed, never gone.

    `version` only rises, also after a restore; `content_hash` is SHA-256 of what it says without version and moment, `document_hash` of
    the whole document; `key` names the signing key.
    """

    environment = models.CharField(max_length=10, choices=ServiceAddress.Environment)
    version = models.BigIntegerField()
    document = models.TextField()
    content_hash = models.CharField(max_length=64)
    document_hash = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["environment", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["environment", "version"], name="exchange_policy_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.environment} {self.version}"
