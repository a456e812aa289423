from django.db import models

from tinhso.indicators.models.good_models.good_model import GoodModel
from tinhso.kernel.files.public import StoredFile


class GoodModelFile(models.Model):
    """A photo or paper of a good model, with the words that stand below it."""

    MOST = 10

    model = models.ForeignKey(GoodModel, on_delete=models.PROTECT, related_name="files")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"GoodModelFile {self.pk}"

    @property
    def is_picture(self) -> bool:
        return self.file.content_type.startswith("image/")
