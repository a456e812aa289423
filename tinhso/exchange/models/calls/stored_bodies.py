from django.db import models

from tinhso.exchange.models.calls.exchange_call import ExchangeCall


class StoredBodies(models.Model):
    """Nội dung lời gọi được giữ: both bodies of a call, by its agreement, sealed as the plane sealed them, until a day.

    Never of a service with personal data. Whoever reads the database reads nothing: they are opened with the platform's key
    (`lib.exchange.stored_bodies`) for the two sides of the agreement alone.
    """

    call = models.OneToOneField(
        ExchangeCall, on_delete=models.CASCADE, primary_key=True, related_name="stored_bodies"
    )
    sealed = models.BinaryField()
    until = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"bodies {self.pk}"
