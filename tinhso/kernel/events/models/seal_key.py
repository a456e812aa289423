from django.db import models


class SealKey(models.Model):
    """A public Ed25519 key that signs heads, from `began_at` on; the one in force is the newest.

    `vouched` is the signature of the key before it over the change (`key_statement`); empty for the first one, and
    where the one before was lost. Rows are claims of this database: what counts is a fingerprint known from outside.
    """

    public = models.CharField(max_length=64, unique=True)
    previous = models.CharField(max_length=64, blank=True)
    vouched = models.CharField(max_length=128, blank=True)
    began_at = models.DateTimeField()  # the real clock

    class Meta:
        db_table = "kernel_seal_key"

    def __str__(self) -> str:
        return self.public
