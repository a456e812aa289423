from django.db import models

from tinhso.kernel.people.public import User
from tinhso.onestop.models.dossier import Dossier


class HandOver(models.Model):
    """The result was handed over: to whom, how, by which officer."""

    class How(models.TextChoices):
        DESK = "desk", "Tại Bộ phận Một cửa"
        POST = "post", "Qua bưu chính công ích"
        ONLINE = "online", "Bản điện tử"

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="hand_over")
    how = models.CharField(max_length=8, choices=How)
    collected_by = models.CharField(max_length=200)
    id_number = models.CharField(max_length=20, blank=True)
    handed_at = models.DateTimeField()
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"HandOver of {self.dossier_id}"
