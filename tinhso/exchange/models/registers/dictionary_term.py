from django.db import models
from django.utils.translation import gettext_lazy as _


class DictionaryTerm(models.Model):
    """A word of the từ điển dữ liệu dùng chung: one name, meaning and kind of value for what many services hold."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Chuỗi ký tự")
        NUMBER = "number", _("Số")
        DAY = "day", _("Ngày")
        MOMENT = "moment", _("Thời điểm")
        YES_NO = "yes_no", _("Có/không")
        CODE = "code", _("Mã của danh mục")

    code = models.CharField(max_length=60, unique=True)
    label = models.CharField(max_length=200)
    meaning = models.CharField(max_length=500)
    kind = models.CharField(max_length=6, choices=Kind)
    personal = models.BooleanField(default=False)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["label", "pk"]

    def __str__(self) -> str:
        return self.code
