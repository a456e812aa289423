from django.db import models


class Epoch(models.Model):
    """One life of the database: a restored cluster counts its transactions anew and therefore starts a new epoch.

    The current epoch is the highest number; before the first restore the table is empty and the epoch is 1.
    """

    number = models.IntegerField(primary_key=True)
    began_at = models.DateTimeField()

    class Meta:
        db_table = "kernel_epoch"

    def __str__(self) -> str:
        return str(self.number)
