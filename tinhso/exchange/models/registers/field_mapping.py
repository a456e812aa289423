from django.db import models

from tinhso.exchange.models.registers.dictionary_term import DictionaryTerm
from tinhso.exchange.models.registry.service import Service


class FieldMapping(models.Model):
    """Ánh xạ trường dữ liệu: which word of the dictionary a field of a service is."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="mappings")
    field = models.CharField(max_length=120)
    term = models.ForeignKey(DictionaryTerm, on_delete=models.PROTECT, related_name="mappings")

    class Meta:
        ordering = ["service", "field"]
        constraints = [models.UniqueConstraint(fields=["service", "field"], name="exchange_field_once")]

    def __str__(self) -> str:
        return f"{self.service_id}.{self.field}"
