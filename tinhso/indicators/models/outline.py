from django.db import models

from tinhso.kernel.places.public import AdminUnit


class Outline(models.Model):
    """The border of a unit as a path of SVG, in whole units of a map 1000 wide; imported, never typed."""

    unit = models.OneToOneField(AdminUnit, on_delete=models.PROTECT, related_name="+")
    path = models.TextField()
    map_height = models.PositiveIntegerField()  # of the whole map that the path is part of
    source = models.CharField(max_length=300)

    def __str__(self) -> str:
        return str(self.unit_id)
