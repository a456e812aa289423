from django.db import models


class Counter(models.Model):
    """The last number given in a scope such as `dossier:H56.22.17:240308`."""

    scope = models.CharField(max_length=120, primary_key=True)
    last = models.BigIntegerField()

    class Meta:
        db_table = "kernel_counter"

    def __str__(self) -> str:
        return self.scope
