from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import User
from tinhso.press.models.clarification import Clarification
from tinhso.press.models.press_issue import PressIssue


class PressLetter(models.Model):
    """Công văn: the official letter by which an issue of the press was given out to be checked, or by which it, or something untrue
    that goes round, went to the body that is competent. The letter itself lies in the register of documents, under this number.
    """

    class Purpose(models.TextChoices):
        CHECK = "check", _("Giao kiểm tra, báo cáo")
        COMPETENT = "competent", _("Chuyển cơ quan có thẩm quyền xử lý")
        RESULT = "result", _("Báo cáo kết quả kiểm tra")

    issue = models.ForeignKey(
        PressIssue, on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )
    clarification = models.ForeignKey(
        Clarification, on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )
    purpose = models.CharField(max_length=10, choices=Purpose)
    notation = models.CharField(max_length=60)
    dated = models.DateField()
    receiver = models.CharField(max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    client_key = models.UUIDField(unique=True)

    class Meta:
        ordering = ["dated", "pk"]
        constraints = [
            models.CheckConstraint(
                name="press_letter_of_one",
                condition=Q(issue__isnull=False, clarification__isnull=True)
                | Q(issue__isnull=True, clarification__isnull=False, purpose="competent"),
            ),
        ]

    def __str__(self) -> str:
        return self.notation
