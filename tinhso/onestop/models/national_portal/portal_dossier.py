from django.db import models

from tinhso.onestop.models.dossier.dossier import Dossier


class PortalDossier(models.Model):
    """A dossier that came from the national portal: its code there, and what of it fits no field of our form."""

    dossier = models.OneToOneField(
        Dossier, on_delete=models.PROTECT, primary_key=True, related_name="portal_dossier"
    )
    national_code = models.CharField(max_length=60)
    other = models.JSONField(
        default=list, blank=True
    )  # "thông tin khác": pairs of name and value, as they came

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["national_code"], name="onestop_national_code_once"),
        ]

    def __str__(self) -> str:
        return self.national_code
