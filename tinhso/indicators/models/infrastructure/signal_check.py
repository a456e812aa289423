from django.db import models

from tinhso.indicators.models.infrastructure.network_operator import NetworkOperator
from tinhso.indicators.models.infrastructure.signal_village import Signal, SignalVillage
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import User


class SignalCheck(models.Model):
    """What somebody found in a village on a day, in words and with a file as evidence, and who was asked then; only added."""

    village = models.ForeignKey(SignalVillage, on_delete=models.PROTECT, related_name="checks")
    signal = models.CharField(max_length=10, choices=Signal)
    checked_on = models.DateField()
    operator = models.ForeignKey(NetworkOperator, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"SignalCheck {self.pk}"
