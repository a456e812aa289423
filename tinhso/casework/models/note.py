import secrets

from django.db import models

from tinhso.casework.models.case import Case
from tinhso.kernel.people.public import User


def new_salt() -> bytes:
    return secrets.token_bytes(16)


class Note(models.Model):
    """Free text of a deed: why a supplement is asked, why a dossier is refused, an opinion, an answer.

    Erasable; the event of the deed holds only the note's id and its commitment under `salt`.
    """

    class Kind(models.TextChoices):
        SUPPLEMENT = "supplement", "Nội dung cần bổ sung"
        REFUSAL = "refusal", "Lý do từ chối"
        RETURN = "return", "Lý do trả lại bước trước"
        PAUSE = "pause", "Lý do tạm dừng"
        OPINION = "opinion", "Ý kiến"
        APOLOGY = "apology", "Lý do hẹn lại"
        FINDING = "finding", "Kết quả thẩm định"
        PROPOSAL = "proposal", "Đề nghị từ chối, dự thảo"
        LATE_ASK = "late_ask", "Đề nghị yêu cầu bổ sung ngoài hạn"
        APOLOGY_ASK = "apology_ask", "Đề nghị xin lỗi và hẹn lại"
        WITHDRAWAL = "withdrawal", "Lý do rút"
        CORRECTION = "correction", "Lý do đính chính"
        HAND_ON = "hand_on", "Lý do bàn giao"
        HISTORY = "history", "Ghi chép của hệ thống cũ"
        ANSWER = "answer", "Nội dung bổ sung của công dân"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField()
    for_citizen = models.BooleanField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True)
    written_at = models.DateTimeField()
    salt = models.BinaryField(max_length=16, default=new_salt)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
