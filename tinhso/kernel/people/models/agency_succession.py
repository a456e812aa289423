from django.db import models

from tinhso.kernel.people.models.agency import Agency


class AgencySuccession(models.Model):
    """On that day the duties of the old agency went to the new one; exactly one successor is the default."""

    old = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successions")
    new = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="predecessions")
    on = models.DateField()
    is_default = models.BooleanField(default=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new", "on"], name="people_succession_once"),
            models.UniqueConstraint(
                fields=["old", "on"], condition=models.Q(is_default=True), name="people_one_default_successor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"
