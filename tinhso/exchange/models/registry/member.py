from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import Agency


class Member(models.Model):
    """Thành viên của nền tảng chia sẻ dữ liệu: an agency, or a company that has a public duty.

    `member_class` and `code` are the second and third part of an X-Road address; they never change. A code is one member's, whatever
    its class: our own addresses leave the class out. A suspended member
    neither calls nor answers.
    """

    class Class(models.TextChoices):
        GOV = "GOV", _("Cơ quan nhà nước")
        COM = "COM", _("Doanh nghiệp")
        NGO = "NGO", _("Tổ chức khác")

    class Suspension(models.TextChoices):
        SAFETY = "safety", _("Sự cố an toàn thông tin")
        BREACH = "breach", _("Dùng dữ liệu sai thỏa thuận")
        ON_REQUEST = "asked", _("Thành viên đề nghị")

    member_class = models.CharField(max_length=3, choices=Class)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    agency = models.OneToOneField(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="exchange_member"
    )
    tax_code = models.CharField(max_length=14, blank=True)
    contact_email = models.EmailField(max_length=254)
    contact_phone = models.CharField(max_length=20, blank=True)
    joined_at = models.DateTimeField()
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspension = models.CharField(max_length=10, choices=Suspension, blank=True)
    suspension_text = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["member_class", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="exchange_member_once"),
            models.CheckConstraint(
                name="exchange_member_is_known",
                condition=Q(agency__isnull=False) | ~Q(tax_code="") & ~Q(member_class="GOV"),
            ),
            models.CheckConstraint(
                name="exchange_member_suspension_has_a_ground",
                condition=Q(suspended_at__isnull=True) | ~Q(suspension=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_class}/{self.code}"

    def suspend(self, ground: str, text: str, now: datetime) -> bool:
        """False where it is suspended already."""
        changes = {"suspended_at": now, "suspension": ground, "suspension_text": text}
        return bool(Member.objects.filter(pk=self.pk, suspended_at=None).update(**changes))

    def resume(self) -> bool:
        """False where it is not suspended."""
        standing = Member.objects.filter(pk=self.pk).exclude(suspended_at=None)
        return bool(standing.update(suspended_at=None, suspension="", suspension_text=""))
