from django.db import models

from tinhso.kernel.events.models.seal import Seal


class SealSignature(models.Model):
    """A signature (Ed25519, over `head_statement`) of the seal that was a log's head at `signed_at`; hexadecimal.

    It vouches for that seal and for all before it.
    """

    log = models.CharField(max_length=6, choices=Seal.Log)
    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    public = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    signed_at = models.DateTimeField()  # the real clock

    class Meta:
        db_table = "kernel_seal_signature"
        constraints = [
            models.UniqueConstraint(
                fields=["log", "number", "hash", "public"], name="kernel_seal_signature_once"
            ),
        ]
        indexes = [models.Index(fields=["log", "signed_at"], name="kernel_seal_signature_day")]

    def __str__(self) -> str:
        return f"{self.log} {self.number}"
