from django.db import models

from tinhso.kernel.places.public import AdminUnit


class Outline(models.Model):
    """The border of a unit as a path of SVG, in whole units of a map 1000 wide; imported, never typed.

    The frame (`west`, `north`, scales) leads back to degrees; outlines imported before it was kept have none.
    """

    unit = models.OneToOneField(AdminUnit, on_delete=models.PROTECT, related_name="+")
    path = models.TextField()
    map_height = models.PositiveIntegerField()  # of the whole map that the path is part of
    west = models.FloatField(
        null=True, blank=True
    )  # of that map, in degrees; units of the path for one degree below
    north = models.FloatField(null=True, blank=True)
    scale_x = models.FloatField(null=True, blank=True)
    scale_y = models.FloatField(null=True, blank=True)
    source = models.CharField(max_length=300)

    def __str__(self) -> str:
        return str(self.unit_id)
