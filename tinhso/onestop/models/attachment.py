from django.db import models

from tinhso.kernel.files.public import StoredFile
from tinhso.onestop.models.dossier import Dossier
from tinhso.onestop.models.store_entry import StoreEntry


class Attachment(models.Model):
    """A file handed in for one of the papers that the procedure asks for; a removed one is kept until submission.

    With `entry` it is a paper of the applicant's store, used again: `file` is then the stored file itself.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="attachments")
    paper = models.CharField(max_length=60)  # the id of the paper in the procedure's version
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(default=0)  # 0 with the dossier, 1 with its supplement
    added_at = models.DateTimeField()
    entry = models.ForeignKey(
        StoreEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="uses"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["dossier", "file"], name="onestop_file_once")]

    def __str__(self) -> str:
        return f"{self.paper} of {self.dossier_id}"
