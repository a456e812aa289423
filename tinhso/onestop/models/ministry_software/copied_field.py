from django.db import models

from tinhso.kernel.people.public import User
from tinhso.onestop.models.dossier.dossier import Dossier


class CopiedField(models.Model):
    """That a value of a dossier stands in the ministry's software by now (đã chép), who copied it and when.

    `key` names the question, never its answer; whoever goes on sees where the colleague stopped. `value` is the answer that was copied,
    as a commitment under the dossier's salt, so that one that changes afterwards is seen; "" where it was ticked before this was noted.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="copied_fields")
    key = models.CharField(max_length=80)
    value = models.CharField(max_length=64, blank=True, db_default="")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["dossier", "key"]
        constraints = [models.UniqueConstraint(fields=["dossier", "key"], name="onestop_copied_field_once")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.key}"
