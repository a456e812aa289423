"""Forms of outgoing documents: the draft, and the deeds on it."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tinhso.documents.layout.document_types import DocumentType
from tinhso.documents.models import OutgoingDocument, PaperDelivery, RegisterNumber, RelatedDocument
from tinhso.documents.models.outgoing_document import DECIDERS
from tinhso.documents.outgoing.authority import law_on
from tinhso.documents.outgoing.text import MOST_LINES, MOST_PARAGRAPHS, Draft, Text, lines_of
from tinhso.documents.registers.forms import secrecy_field
from tinhso.documents.registers.notations import needs_unit
from tinhso.documents.registers.outside import choices_on
from tinhso.kernel.people.public import Agency, Decider, Post, User
from tinhso.kernel.site.forms import VnDateField, WholeNumberField, WordsField

A_LINE_EACH = _("Mỗi dòng một mục.")


class NamedUserField(forms.ModelChoiceField):
    def label_from_instance(self, user: User) -> str:
        return str(user.full_name)


class NamedPostField(forms.ModelChoiceField):
    """A post, with whose it is."""

    def label_from_instance(self, post: Post) -> str:
        return f"{post.user.full_name}, {post.title}, {post.agency.name}"


def choose_outside(form: forms.Form, on: date) -> None:
    """The recipients outside the province whose code holds that day; those chosen before are ticked, not typed."""
    choices = choices_on(on)
    if not choices:
        del form.fields["outside"]
        return
    form.fields["outside"].choices = choices  # type: ignore[attr-defined]
    codes = {code for code, _label in choices}
    typed = lines_of(str(form.initial.get("receivers", "")))
    form.initial["outside"] = [code for code in typed if code in codes]
    form.initial["receivers"] = "\n".join(code for code in typed if code not in codes)


class DraftForm(forms.Form):
    """Subject and text; one paragraph a line. `client_key` makes one document of a form that is sent twice."""

    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    subject = WordsField(_("Trích yếu nội dung"), 500, rows=2)
    urgency = forms.ChoiceField(label=_("Độ khẩn"), choices=OutgoingDocument.Urgency.choices, required=False)
    circulation = forms.ChoiceField(
        label=_("Phạm vi lưu hành"),
        choices=OutgoingDocument.Circulation.choices,
        required=False,
        help_text=_("Có giới hạn thì bản tải xuống mang tên người đọc ở từng trang."),
    )
    secrecy = secrecy_field()
    unit = forms.RegexField(
        r"^[A-ZĐa-zđ0-9&]*$",
        label=_("Chữ viết tắt đơn vị soạn thảo"),
        max_length=20,
        required=False,
        help_text=_("Ví dụ VP; in sau tên cơ quan trong ký hiệu của công văn."),
        error_messages={"invalid": _("Chỉ gồm chữ và số, không có dấu cách.")},
    )
    decider = forms.ChoiceField(
        label=_("Thẩm quyền ban hành"),
        choices=DECIDERS,
        required=False,
        help_text=_(
            "Tập thể quyết định: ghi tên Ủy ban nhân dân, ký TM. Chủ tịch quyết định: ghi chức danh Chủ tịch."
        ),
    )
    legal_basis = WordsField(_("Căn cứ"), 10_000, rows=3, required=False, help_text=A_LINE_EACH)
    to = WordsField(_("Kính gửi"), 5_000, rows=2, required=False, help_text=A_LINE_EACH)
    paragraphs = WordsField(_("Nội dung"), 200_000, rows=14, help_text=_("Mỗi dòng một đoạn."))
    recipients = WordsField(_("Nơi nhận (in ở cuối văn bản)"), 5_000, rows=3, required=False)
    receivers = WordsField(
        _("Mã định danh của cơ quan nhận"),
        12_000,
        rows=2,
        required=False,
        help_text=_("Mỗi dòng một mã, ví dụ H56.14; tối đa 300."),
    )
    outside = forms.MultipleChoiceField(
        label=_("Nơi nhận ngoài tỉnh"), choices=(), required=False, widget=forms.CheckboxSelectMultiple
    )
    related = WordsField(
        _("Văn bản liên quan"), 5_000, rows=2, required=False, help_text=_("Mỗi dòng một văn bản; không in.")
    )

    def __init__(
        self, *args: Any, kind: DocumentType, agency: Agency, is_new: bool, on: date, **more: Any
    ) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)
        choose_outside(self, on)
        if kind.abbreviation:
            del self.fields["unit"]
        elif needs_unit(kind, on):
            self.fields["unit"].required = True
        if law_on(kind.code, agency, on).who not in ("", Decider.Who.EITHER):
            del self.fields["decider"]
        if not is_new:
            del self.fields["client_key"]
            del self.fields["secrecy"]
            hidden = forms.HiddenInput
            self.fields["ver"] = forms.IntegerField(min_value=1, max_value=10**8, widget=hidden)
            self.fields["was"] = forms.IntegerField(min_value=1, max_value=10**8, widget=hidden)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, most in (("paragraphs", MOST_PARAGRAPHS), ("recipients", MOST_LINES), ("to", MOST_LINES)):
            if len(lines_of(given.get(name, ""))) > most:
                self.add_error(name, gettext("Tối đa %(n)d dòng.") % {"n": most})
        return given

    def draft(self) -> Draft:
        """What was typed, as the deed takes it."""
        given = self.cleaned_data
        text = Text(**{name: lines_of(given[name]) for name in Text.__dataclass_fields__})
        return Draft(
            subject=given["subject"],
            text=text,
            urgency=given["urgency"],
            circulation=given["circulation"],
            unit=given.get("unit", ""),
            decider=given.get("decider", ""),
            receivers=(*lines_of(given["receivers"]), *given.get("outside", ())),
        )


class DocxForm(forms.Form):
    """A draft that was edited in a word processor; what the file holds is judged when it is read."""

    file = forms.FileField(
        label=_("Tệp DOCX đã sửa"),
        max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        help_text=_("Tệp tải xuống từ trang của dự thảo, sửa trong Word hoặc LibreOffice; tối đa 10 MB."),
    )


class VersionForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)


class AttachForm(VersionForm):
    title = forms.CharField(label=_("Tên văn bản, tài liệu kèm theo"), max_length=200)
    file = forms.FileField(
        label=_("Tệp"),
        max_length=200,
        help_text=_("Một tệp PDF, ảnh, DOCX hoặc XLSX, nhiều nhất 10 MB."),
    )


class RelateForm(VersionForm):
    """The other document by what stands on it or in its address; nothing of it is repeated before it is found."""

    name = forms.CharField(
        label=_("Số, ký hiệu hoặc mã văn bản"),
        max_length=90,
        help_text=_(
            "Ví dụ 15/UBND-CNTT, hoặc mã trong hệ thống; văn bản đến, văn bản đi mà ông/bà xem được."
        ),
    )
    kind = forms.ChoiceField(label=_("Quan hệ"), choices=RelatedDocument.Kind.choices)


class DeliveryForm(forms.Form):
    """Copies on paper that went to somebody; `client_key` makes one row of a form that is sent twice."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)
    receiver = forms.CharField(label=_("Nơi nhận"), max_length=200)
    way = forms.ChoiceField(label=_("Cách gửi"), choices=PaperDelivery.Way.choices)
    address = forms.CharField(
        label=_("Địa chỉ"), max_length=300, required=False, help_text=_("Gửi bưu chính thì phải ghi.")
    )
    copies = WholeNumberField(label=_("Số bản"), min_value=1, max_value=9_999)
    dated = VnDateField(label=_("Ngày gửi"))
    reference = forms.CharField(label=_("Số bưu gửi hoặc người ký nhận"), max_length=100, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4(), "copies": 1} | more.get("initial", {})
        super().__init__(*args, **more)


class StrikeForm(forms.Form):
    reason = WordsField(_("Lý do gạch bỏ"), 500, rows=3)


class SendForm(VersionForm):
    reviewer = NamedUserField(label=_("Người duyệt nội dung"), queryset=User.objects.none())
    signer = NamedUserField(label=_("Người ký"), queryset=User.objects.none())

    def __init__(self, *args: Any, reviewers: Any, signers: Any, cosigners: Any = None, **more: Any) -> None:
        super().__init__(*args, **more)
        if cosigners is not None:
            self.fields["cosigner"] = NamedPostField(
                label=_("Người cùng ký"),
                queryset=cosigners,
                help_text=_("Ký trước, rồi đến người ký; thuộc cơ quan mình hoặc cơ quan nhận."),
            )
        self.fields["reviewer"].queryset = reviewers  # type: ignore[attr-defined]
        self.fields["signer"].queryset = signers  # type: ignore[attr-defined]


class ReasonForm(VersionForm):
    reason = WordsField(_("Lý do trả lại"), 1000, rows=3)


class WithdrawDraftForm(VersionForm):
    text = WordsField(_("Lý do bỏ dự thảo"), 1000, rows=3)


class DraftCommentForm(forms.Form):
    paragraph = WholeNumberField(
        label=_("Đoạn số"), min_value=0, max_value=1000, help_text=_("Ghi 0 khi góp ý cho cả văn bản.")
    )
    text = WordsField(_("Góp ý"), 1000, rows=3)


class ReaderForm(forms.Form):
    officer = forms.ChoiceField(label=_("Người xem, góp ý"), choices=())

    def __init__(self, *args: Any, seats: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["officer"].choices = seats  # type: ignore[attr-defined]


class SealForm(VersionForm):
    """The clerk's choice of a reserved number; empty is the next one."""

    reserved = forms.ModelChoiceField(
        label=_("Số đã giữ"), queryset=RegisterNumber.objects.none(), required=False
    )


class ChosenForm(forms.Form):
    """Several rows at once: `mã|phiên bản`, at most fifty."""

    deed = forms.ChoiceField(choices=[("sign", ""), ("issue", "")])
    chosen = forms.MultipleChoiceField()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        sent = self.data.getlist("chosen") if hasattr(self.data, "getlist") else []
        self.fields["chosen"].choices = [(one, one) for one in sent[:50]]  # type: ignore[attr-defined]
