from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import Person, User
from tinhso.onestop.models.companies.company_delegation import CompanyDelegation
from tinhso.onestop.models.companies.company_representative import CompanyRepresentative
from tinhso.onestop.models.dossier.dossier import Dossier


class Consent(models.Model):
    """By what right somebody files a dossier for another person (nộp hộ); not given yet while `given_at` is empty.

    `code_digest` is the keyed hash of the one-time code that was sent to that person; `code_sent_at` is technical time.
    `words` name the authority paper by number and date. The row is erased with its draft.
    """

    class Capacity(models.TextChoices):
        GUARDIAN = "guardian", "Cha, mẹ hoặc người giám hộ"
        RELATIVE = "relative", "Người thân"
        AUTHORISED = "authorised", "Người được ủy quyền"
        COMMUNITY = "community", "Tổ công nghệ số cộng đồng"
        POST = "post", "Nhân viên bưu chính công ích"
        DELEGATE = "delegate", "Người được công ty ủy quyền"
        LEGAL = "legal", "Người đại diện theo pháp luật"

    class Basis(models.TextChoices):
        CODE = "code", "Xác nhận bằng mã gửi cho người được nộp hộ"
        AUTHORITY = "authority", "Văn bản ủy quyền"
        GUARDIAN = "guardian", "Giấy khai sinh hoặc quyết định cử người giám hộ"
        SIGNED = "signed", "Phiếu đồng ý đã ký tại quầy"
        DELEGATION = "delegation", "Ủy quyền dùng tài khoản tổ chức"
        LEGAL = "legal", "Tư cách đại diện theo pháp luật"

    # what somebody may say of themselves; the other two come with a company's account
    STATED_CAPACITIES: ClassVar = [
        (one.value, one.label)
        for one in (
            *(Capacity.GUARDIAN, Capacity.RELATIVE, Capacity.AUTHORISED),
            *(Capacity.COMMUNITY, Capacity.POST),
        )
    ]

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
    # by what a company's dossier was filed without papers: the delegation of its employee, or being its representative
    delegation = models.ForeignKey(
        CompanyDelegation, on_delete=models.PROTECT, null=True, blank=True, related_name="consents"
    )
    representative = models.ForeignKey(
        CompanyRepresentative, on_delete=models.PROTECT, null=True, blank=True, related_name="consents"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="onestop_given_consent_has_a_basis",
                condition=Q(given_at__isnull=True, basis="") | Q(given_at__isnull=False) & ~Q(basis=""),
            ),
            models.CheckConstraint(
                name="onestop_consent_on_paper_has_its_scan",
                condition=~Q(basis__in=["authority", "signed", "guardian"]) | Q(file__isnull=False),
            ),
            models.CheckConstraint(
                name="onestop_consent_of_a_company",
                condition=Q(basis="delegation", delegation__isnull=False, representative=None)
                | Q(basis="legal", delegation=None, representative__isnull=False)
                | ~Q(basis__in=["delegation", "legal"]) & Q(delegation=None, representative=None),
            ),
            models.CheckConstraint(
                name="onestop_consent_of_a_guardian",
                condition=~Q(basis="guardian") | Q(capacity="guardian"),
            ),
        ]

    def __str__(self) -> str:
        return f"Consent for {self.dossier_id}"

    @property
    def filed_by(self) -> Person | None:
        """Who filed the company's dossier, also after their seat was closed; None for every other consent."""
        if self.delegation is not None:
            return self.delegation.employee
        return self.representative.person if self.representative is not None else None

    def holds(self, on: date) -> bool:
        """Given, and where it leans on a company's account, on that day still so. Two queries at most."""
        if self.given_at is None:
            return False
        standing = self.delegation or self.representative
        return standing is None or standing.holds(on)
