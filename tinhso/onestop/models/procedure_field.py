from django.db import models


class ProcedureField(models.Model):
    """A field of administration (lĩnh vực). `owner` names the vertical agency that keeps it, "" for the province's own."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    owner = models.CharField(max_length=200, blank=True)
    sort_key = models.CharField(max_length=300, db_collation="C")

    class Meta:
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name
