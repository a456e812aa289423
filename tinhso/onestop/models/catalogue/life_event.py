from django.db import models


class LifeEvent(models.Model):
    """A moment of life under which people look for procedures (sinh con, kết hôn, làm nhà)."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    place = models.PositiveSmallIntegerField()
    procedures = models.ManyToManyField("onestop.Procedure", related_name="life_events")

    class Meta:
        ordering = ["place"]

    def __str__(self) -> str:
        return self.name
