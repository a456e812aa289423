from django.db import models
from django.db.models import F, Q

from tinhso.casework.models.case import Conflict
from tinhso.kernel.people.public import Agency


class AnswerTemplate(models.Model):
    """A text that an agency writes again and again, with places to fill from the case (`answer_words`).

    It is placed in a field to be read and changed there, never sent by itself. A change is a compare-and-set on `ver`;
    a retired one stays for the record and is not offered.
    """

    class Kind(models.TextChoices):
        SUPPLEMENT = "supplement", "Yêu cầu bổ sung (mẫu 02)"
        REFUSAL = "refusal", "Từ chối (mẫu 03)"
        APOLOGY = "apology", "Xin lỗi và hẹn lại (mẫu 04)"
        OPINION = "opinion", "Lấy ý kiến, cho ý kiến"
        PAUSE = "pause", "Tạm dừng tính thời gian"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=120)
    text = models.TextField()
    written_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    ver = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["kind", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "title"],
                condition=Q(retired_at__isnull=True),
                name="casework_template_title_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def change(self, *, ver: int, **values: object) -> None:
        """Compare-and-set on (id, ver) of one that is not retired; TemplateChanged if somebody was faster."""
        same = AnswerTemplate.objects.filter(pk=self.pk, ver=ver, retired_at__isnull=True)
        if not same.update(ver=F("ver") + 1, **values):
            raise TemplateChanged
        self.ver = ver + 1


class TemplateChanged(Conflict):
    """Somebody else changed or retired the template in the meantime."""
