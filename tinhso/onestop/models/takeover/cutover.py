from django.conf import settings
from django.db import models

from tinhso.onestop.models.dossier.dossier import Dossier


class Cutover(models.Model):
    """One run that took dossiers over from a former system: which file, and how many were taken, known and refused.

    `report` holds counts only; what was wrong with which line is told to whoever runs it and kept nowhere.
    """

    file_name = models.CharField(max_length=200)
    report = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name


class CutoverDossier(models.Model):
    """A dossier that came over from a former system, by the code it had there, and how it stood when it came.

    `state` is that of QCVN 120 (1 to 10), `digest` of what the file said of it: with them a second run takes nothing
    twice, and the reconciliation knows what has moved since.
    """

    dossier = models.OneToOneField(
        Dossier, on_delete=models.PROTECT, primary_key=True, related_name="cutover"
    )
    cutover = models.ForeignKey(Cutover, on_delete=models.PROTECT, related_name="dossiers")
    code = models.CharField(max_length=120, unique=True)  # as the former system writes it
    state = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__gte=1, state__lte=10), name="onestop_cutover_state_known"
            )
        ]

    def __str__(self) -> str:
        return self.code
