from django.db import models
from django.db.models import Q

from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import User
from tinhso.onestop.models.dossier.dossier import Dossier


class Consent(models.Model):
    """By what right somebody files a dossier for another person (nộp hộ); not given yet while `given_at` is empty.

    `code_digest` is the keyed hash of the one-time code that was sent to that person; `code_sent_at` is technical time.
    `words` name the authority paper by number and date. The row is erased with its draft.
    """

    class Capacity(models.TextChoices):
        RELATIVE = "relative", "Người thân"
        AUTHORISED = "authorised", "Người được ủy quyền"
        COMMUNITY = "community", "Tổ công nghệ số cộng đồng"
        POST = "post", "Nhân viên bưu chính công ích"

    class Basis(models.TextChoices):
        CODE = "code", "Xác nhận bằng mã gửi cho người được nộp hộ"
        AUTHORITY = "authority", "Văn bản ủy quyền"
        SIGNED = "signed", "Phiếu đồng ý đã ký tại quầy"

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="consent")
    capacity = models.CharField(max_length=10, choices=Capacity)
    basis = models.CharField(max_length=10, choices=Basis, blank=True)
    words = models.CharField(max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    code_digest = models.CharField(max_length=64, blank=True)
    code_sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    given_at = models.DateTimeField(null=True, blank=True)
    officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="onestop_given_consent_has_a_basis",
                condition=Q(given_at__isnull=True, basis="") | Q(given_at__isnull=False) & ~Q(basis=""),
            ),
            models.CheckConstraint(
                name="onestop_consent_on_paper_has_its_scan",
                condition=~Q(basis__in=["authority", "signed"]) | Q(file__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Consent for {self.dossier_id}"
