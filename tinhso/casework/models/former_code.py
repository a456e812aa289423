from django.db import models

from tinhso.casework.models.case import Case


class FormerCode(models.Model):
    """Another code under which people know a case: that of a former system, or of its paper; found like its own.

    Kept as it is typed in a search: in capital letters, without spaces around it.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="former_codes")
    code = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.code
