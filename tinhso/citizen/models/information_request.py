import secrets
from typing import Self

from django.db import models
from django.db.models import Q

from tinhso.casework.public import Case
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import Agency


def new_information_salt() -> bytes:
    return secrets.token_bytes(16)


class InformationRequestQuerySet(models.QuerySet["InformationRequest"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those whose cases this actor takes part in."""
        return self.filter(case__in=Case.objects.visible_to(actor))

    def whole(self) -> Self:
        """With everything that a page of one reads."""
        return self.select_related("case__agency", "case__process", "case__person")

    def published(self) -> Self:
        return self.filter(published_at__isnull=False, case__confidential=False)


class InformationRequest(models.Model):
    """Yêu cầu cung cấp thông tin (Luật Tiếp cận thông tin 2016): what somebody wants to know, from whom, and what became of it.

    State, deadline and responsible agency are the case's. Who wants to know stands here alone and can be erased. `ground`
    is the listed one of a refusal, of the whole or (beside an answer) of a part. `valid_at` is the receipt from which the
    days of the law run: the day on which a letter came, or a supplement, or the competent agency got it.
    """

    class Channel(models.TextChoices):
        PAGE = "page", "Trang web"
        EMAIL = "email", "Thư điện tử"
        POST = "post", "Thư, bưu chính, fax"
        COUNTER = "counter", "Trực tiếp tại trụ sở"

    class Delivery(models.TextChoices):
        READ = "read", "Đọc, xem, ghi chép tại trụ sở"
        COPY = "copy", "Nhận bản sao tại trụ sở"
        ELECTRONIC = "electronic", "Nhận qua mạng"
        POST = "post", "Nhận qua bưu chính"

    class Language(models.TextChoices):
        VIETNAMESE = "vi", "Tiếng Việt"
        MINORITY = "minority", "Tiếng dân tộc thiểu số, ghi rõ trong nội dung"
        ENGLISH = "en", "Tiếng Anh"

    class Weight(models.TextChoices):
        SIMPLE = "simple", "Đơn giản, có sẵn, cung cấp được ngay"
        COMPLEX = "complex", "Phức tạp, phải tập hợp hoặc hỏi nơi khác"

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="information_request"
    )
    channel = models.CharField(max_length=8, choices=Channel)
    asker_name = models.CharField(max_length=200, blank=True)
    identity_number = models.CharField(
        max_length=20, blank=True
    )  # form 01 wants it of whoever has no account
    phone = models.CharField(max_length=20, blank=True)
    email = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=300, blank=True)
    represents = models.CharField(max_length=200, blank=True)  # form 02: for whom
    authority = models.CharField(max_length=300, blank=True)  # and by which paper
    subject = models.CharField(max_length=200)
    text = models.TextField(max_length=4000)
    more = models.TextField(max_length=4000, blank=True)  # what came as a supplement
    purpose = models.CharField(max_length=1000, blank=True)
    delivery = models.CharField(max_length=10, choices=Delivery)
    language = models.CharField(max_length=8, choices=Language)
    weight = models.CharField(max_length=8, choices=Weight, blank=True)
    valid_at = models.DateTimeField()
    cost = models.PositiveIntegerField(
        null=True, blank=True
    )  # đồng, as the notice says; None while none was written
    cost_words = models.CharField(max_length=1000, blank=True)
    promised_for = models.DateField(null=True, blank=True)
    extended_at = models.DateTimeField(null=True, blank=True)
    extension_reason = models.CharField(max_length=1000, blank=True)
    third_party = models.CharField(max_length=300, blank=True)
    third_party_asked_at = models.DateTimeField(null=True, blank=True)
    third_party_agrees = models.BooleanField(null=True, blank=True)
    answer = models.TextField(max_length=8000, blank=True)
    ground = models.CharField(max_length=30, blank=True)
    ground_text = models.TextField(max_length=4000, blank=True)
    published_question = models.TextField(max_length=4000, blank=True)
    published_answer = models.TextField(max_length=8000, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withheld = models.CharField(max_length=500, blank=True)  # why it is not published
    salt = models.BinaryField(max_length=16, default=new_information_salt)

    objects = InformationRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="citizen_information_known",
                condition=Q(
                    channel__in=["page", "email", "post", "counter"],
                    delivery__in=["read", "copy", "electronic", "post"],
                    language__in=["vi", "minority", "en"],
                    weight__in=["", "simple", "complex"],
                ),
            ),
            models.CheckConstraint(
                name="citizen_information_shown_once",
                condition=Q(published_at__isnull=True) | Q(withheld=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_at"],
                condition=Q(published_at__isnull=False),
                name="citizen_information_shown",
            )
        ]

    def __str__(self) -> str:
        return f"information request {self.case_id}"

    @property
    def is_partial(self) -> bool:
        """Answered, but for a part that was refused."""
        return bool(self.ground and self.answer)


class InformationPaper(models.Model):
    """A paper of the agency about a request: its number has no gap within agency and year; the page is drawn anew from the rows."""

    class Form(models.TextChoices):
        RECEIPT = "receipt", "Phiếu tiếp nhận yêu cầu cung cấp thông tin"
        NOTICE = "notice", "Thông báo chi phí, thời điểm, cách thức cung cấp thông tin"
        EXTENSION = "extension", "Thông báo gia hạn cung cấp thông tin"
        REFUSAL = "refusal", "Thông báo từ chối cung cấp thông tin"

    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="papers")
    form = models.CharField(max_length=10, choices=Form)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "number"], name="citizen_information_paper_number"
            ),
            models.UniqueConstraint(fields=["request", "form"], name="citizen_information_paper_once"),
            models.CheckConstraint(
                name="citizen_information_paper_known",
                condition=Q(form__in=["receipt", "notice", "extension", "refusal"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} of information request {self.request_id}"


class InformationFile(models.Model):
    """A file that goes along with an answer."""

    MOST = 5

    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="files")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"file {self.file_id} of information request {self.request_id}"
