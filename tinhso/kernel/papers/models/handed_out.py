from django.db import models

from tinhso.kernel.papers.models.paper import Paper
from tinhso.kernel.people.public import Agency


class HandedOut(models.Model):
    """A file without a digital signature that somebody was given: a numbered slip, a receipt, a result whose signed file is not here.

    Known by the digest of its bytes, of which the same data and moment give the same; `mark` is the id that the file carries in
    itself, by which one that was changed is told from a stranger's. Of what stands in it only what the number tells.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    mark = models.CharField(max_length=40, db_index=True)
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=60)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    dated = models.DateField()
    # the issued paper that it stands for, which may be revoked
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"HandedOut {self.pk}"
