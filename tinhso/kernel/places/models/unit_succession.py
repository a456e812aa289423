from django.db import models

from tinhso.kernel.places.models.admin_unit import AdminUnit


class UnitSuccession(models.Model):
    """One line of the crosswalk: on that day the old unit, or a part of it, became (part of) the new one.

    `share` is the part of the old unit's figures that go to the new one (0 to 1); empty where a unit was split
    and nobody published a weight: figures of such a unit are "không quy đổi được" and counted apart.
    """

    old = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="successions")
    new = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="predecessions")
    on = models.DateField()
    share = models.DecimalField(max_digits=7, decimal_places=6, null=True, blank=True)
    is_default = models.BooleanField(default=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new", "on"], name="places_succession_once"),
            models.CheckConstraint(
                condition=models.Q(share__isnull=True) | models.Q(share__gt=0, share__lte=1),
                name="places_share_is_a_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"
