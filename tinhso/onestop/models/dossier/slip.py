from django.db import models

from tinhso.casework.public import Note
from tinhso.kernel.people.public import User
from tinhso.onestop.models.dossier.dossier import Dossier


class Slip(models.Model):
    """One of the numbered forms of the one-stop shop that went with a dossier; its PDF is set anew when asked for.

    `answers_digest` of form 02 is that of the answers as they stood then, under the salt of the dossier: whether any was changed
    since.
    """

    class Form(models.TextChoices):
        RECEIPT = "01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
        SUPPLEMENT = "02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"
        REFUSAL = "03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ"
        APOLOGY = "04", "Phiếu xin lỗi và hẹn lại ngày trả kết quả"
        STOP = "stop", "Thông báo dừng giải quyết hồ sơ"

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="slips")
    form = models.CharField(max_length=4, choices=Form)
    number = models.CharField(max_length=40)
    note = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_at = models.DateTimeField(null=True, blank=True)
    old_due_at = models.DateTimeField(null=True, blank=True)
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    answers_digest = models.BinaryField(max_length=32, null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["dossier", "form", "note"], name="onestop_slip_once")]

    def __str__(self) -> str:
        return f"{self.form} {self.number}"
