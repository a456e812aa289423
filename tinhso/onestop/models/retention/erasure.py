from django.db import models

from tinhso.onestop.models.dossier.dossier import Dossier


class Erasure(models.Model):
    """What was personal in a dossier was erased when its time was over: by which rule, when, how much.

    `papers` is how many papers had been handed in as files, for figures; `files` and `size` (bytes) are those that went
    with it, since nothing else pointed to them.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="erasure")
    rule = models.CharField(max_length=80)
    source = models.CharField(max_length=300)
    years = models.PositiveSmallIntegerField()
    papers = models.PositiveIntegerField()
    files = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()
    erased_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Erasure of {self.dossier_id}"
