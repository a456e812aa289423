from django.db import models


class BankNonce(models.Model):
    """A word that the bank used once for a signed message; a second use is a replay. Kept for a day."""

    nonce = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField()  # the real clock, as the signature's

    def __str__(self) -> str:
        return self.nonce
