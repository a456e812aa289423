from django.db import models

from tinhso.kernel.people.public import User
from tinhso.onestop.models.dossier.dossier import Dossier


class PaperHandedIn(models.Model):
    """A paper of which the officer who saw it says how it came: it stays at the desk, with or without a scan, or was shown and given
    back, or its content was read in a database. `how` is empty where an earlier version asked no more than whether it came."""

    class How(models.TextChoices):
        SUBMITTED = "submitted", "Nộp"
        PRESENTED = "presented", "Xuất trình (đã trả lại)"
        DATABASE = "database", "Lấy từ cơ sở dữ liệu"

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="handed_in")
    paper = models.CharField(max_length=60)  # the id of the paper in the procedure's version
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    how = models.CharField(max_length=10, choices=How, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "paper"], name="onestop_paper_ticked_once"),
            models.CheckConstraint(
                name="onestop_paper_way_known",
                condition=models.Q(how__in=["", "submitted", "presented", "database"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper} of {self.dossier_id} on paper"
