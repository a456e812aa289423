from django.conf import settings
from django.db import models


class CatalogueImport(models.Model):
    """A file of procedures that was checked and waits to be applied, or was applied at `applied_at`.

    `rows` are its cells by column key; `report` is what the check said: counts and faults.
    """

    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    rows = models.JSONField()
    report = models.JSONField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.file_name
