from django.db import models

from tinhso.kernel.events.models.seal_signature import SealSignature


class SealStamp(models.Model):
    """What a time stamping authority said of a signature (RFC 3161): `reply` in DER, over SHA-256 of the signature."""

    signature = models.ForeignKey(SealSignature, on_delete=models.PROTECT, related_name="stamps")
    authority = models.CharField(max_length=200)  # the address that was asked
    reply = models.BinaryField()
    stamped_at = models.DateTimeField()  # by the authority's clock

    class Meta:
        db_table = "kernel_seal_stamp"
        constraints = [
            models.UniqueConstraint(fields=["signature", "authority"], name="kernel_seal_stamp_once"),
        ]

    def __str__(self) -> str:
        return f"{self.signature_id} {self.stamped_at:%Y-%m-%d}"
