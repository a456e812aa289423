from django.db import models


class RateWindow(models.Model):
    """How often one caller used one door in one stretch of time. The caller is a keyed hash, never an address."""

    key = models.CharField(max_length=64)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField(default=1)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "site_rate_window"
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="site_one_rate_window")]

    def __str__(self) -> str:
        return str(self.pk)
