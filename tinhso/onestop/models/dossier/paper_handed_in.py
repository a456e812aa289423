from django.db import models

from tinhso.kernel.people.public import User
from tinhso.onestop.models.dossier.dossier import Dossier


class PaperHandedIn(models.Model):
    """A paper that lies at the desk on paper: ticked by the officer who took it, with or without a scan."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="handed_in")
    paper = models.CharField(max_length=60)  # the id of the paper in the procedure's version
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "paper"], name="onestop_paper_ticked_once")]

    def __str__(self) -> str:
        return f"{self.paper} of {self.dossier_id} on paper"
