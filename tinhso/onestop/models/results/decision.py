from django.db import models

from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import User
from tinhso.onestop.models.dossier.dossier import Dossier


class Decision(models.Model):
    """The result as the examiner drafted it; once signed it is the paper of that code, and this row stays as it is."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="decision")
    title = models.CharField(max_length=200)
    articles = models.JSONField()  # list of paragraphs, as they stand on the paper
    valid_until = models.DateField(null=True, blank=True)
    # The examiner's own text as a PDF, whose pages follow the sheet that bears number, signature and seal.
    own_file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    paper_id = models.BigIntegerField(null=True, blank=True)
    # In which form of signing that paper was drawn up: `authority.Authority.mark`.
    drawn_for = models.CharField(max_length=60, blank=True, default="", db_default="")

    def __str__(self) -> str:
        return f"Decision of {self.dossier_id}"
