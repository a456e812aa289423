from django.db import models


class Dhis2Object(models.Model):
    """An object of a DHIS2 file as it came, so that it goes out again whole, whether or not we have a word for it.

    `kind` is the name of its list in the file, `uid` its id (of a data value: its key, joined by spaces).
    """

    kind = models.CharField(max_length=60)
    uid = models.CharField(max_length=120)
    content = models.JSONField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "uid"], name="indicators_dhis2_object_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"
