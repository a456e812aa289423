from django.db import models

from tinhso.kernel.files.models.stored_file import StoredFile


class PublicPicture(models.Model):
    """The three sizes of a picture that everybody may see, each in the store under its SHA-256.

    `version` is random and stands in the address, so that nobody can guess one and a picture that is shown anew has another.
    The row and its bytes go as soon as the picture may not be shown any more.
    """

    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="public_picture")
    version = models.CharField(max_length=32, unique=True)
    small = models.CharField(max_length=64, db_index=True)
    medium = models.CharField(max_length=64, db_index=True)
    large = models.CharField(max_length=64, db_index=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.file_id)

    @property
    def digests(self) -> tuple[str, str, str]:
        return self.small, self.medium, self.large
