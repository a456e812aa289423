"""Forms of arriving documents: what the clerk reads off the paper, and the deeds on it."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.documents.incoming.assigning import Assignee, find
from tinhso.documents.incoming.letter import ArrivingLetter
from tinhso.documents.layout.document_types import every_type
from tinhso.documents.models import ArrivingDocument, OutgoingDocument
from tinhso.documents.registers.forms import secrecy_field
from tinhso.kernel.people.public import User
from tinhso.kernel.site.forms import VnDateField, WholeNumberField, WordsField
from tinhso.lib.dates import FIRST_YEAR, LAST_YEAR

CHANNELS = [
    (one.value, one.label)
    for one in (
        ArrivingDocument.Channel.PAPER,
        ArrivingDocument.Channel.SCAN,
        ArrivingDocument.Channel.EMAIL,
    )
]


class NamedUserField(forms.ModelChoiceField):
    def label_from_instance(self, user: User) -> str:
        return str(user.full_name)


class SeveralFilesField(forms.FileField):
    """Files chosen together in one box; none is an empty list."""

    class Box(forms.ClearableFileInput):
        allow_multiple_selected = True
        template_name = "django/forms/widgets/file.html"

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=self.Box(attrs={"multiple": True}), required=False, **more)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        chosen = data if isinstance(data, list | tuple) else [data]
        return [super(SeveralFilesField, self).clean(one, initial) for one in chosen if one]


class RegisterEntryForm(forms.Form):
    """A paper that came by hand, post or mail, entered and registered in one go."""

    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    channel = forms.ChoiceField(label=_("Cách đến"), choices=CHANNELS)
    issuer_name = WordsField(_("Cơ quan, tổ chức ban hành"), 200)
    issuer_ident = WordsField(_("Mã định danh cơ quan ban hành"), 35, required=False)
    number = WordsField(_("Số"), 20, required=False)
    notation = WordsField(_("Ký hiệu"), 60, required=False, help_text=_("Ví dụ QĐ-UBND."))
    dated = VnDateField(label=_("Ngày của văn bản"), required=False)
    type_code = forms.ChoiceField(label=_("Loại văn bản"), required=False, choices=())
    subject = WordsField(_("Trích yếu nội dung"), 500, rows=2)
    urgency = forms.ChoiceField(label=_("Độ khẩn"), choices=OutgoingDocument.Urgency.choices, required=False)
    secrecy = secrecy_field()
    signer = WordsField(_("Người ký"), 150, required=False)
    pages = WholeNumberField(label=_("Số trang"), min_value=1, max_value=32_000, required=False)
    answer_by = VnDateField(label=_("Hạn trả lời ghi trên văn bản"), required=False)
    document_ident = WordsField(_("Mã định danh văn bản"), 120, required=False)
    scans = SeveralFilesField(
        label=_("Tệp văn bản"),
        help_text=_("PDF, ảnh JPG, PNG, DOCX hoặc XLSX; tối đa 20 tệp, mỗi tệp 50 MB."),
    )
    leader = NamedUserField(
        label=_("Trình lãnh đạo chỉ đạo"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Lãnh đạo cơ quan"),
    )
    duplicate_reason = WordsField(
        _("Lý do vẫn vào sổ khi trùng văn bản đã đến"),
        500,
        rows=2,
        required=False,
        help_text=_("Chỉ ghi khi hệ thống báo trùng."),
    )

    def __init__(self, *args: Any, leaders: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)
        names = [(one.code, one.name) for one in every_type()]
        self.fields["type_code"].choices = [("", _("Khác")), *names]  # type: ignore[attr-defined]
        self.fields["leader"].queryset = leaders  # type: ignore[attr-defined]

    def letter(self) -> ArrivingLetter:
        data = self.cleaned_data
        names = (
            "issuer_name issuer_ident number notation dated type_code subject urgency signer pages answer_by"
            " document_ident"
        )
        return ArrivingLetter(**{name: data[name] for name in names.split()})


class RegisterForm(forms.Form):
    """To register what a message brought."""

    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    leader = NamedUserField(
        label=_("Trình lãnh đạo chỉ đạo"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Lãnh đạo cơ quan"),
    )
    duplicate_reason = WordsField(
        _("Lý do vẫn vào sổ khi trùng văn bản đã đến"),
        500,
        rows=2,
        required=False,
        help_text=_("Chỉ ghi khi hệ thống báo trùng."),
    )

    def __init__(self, *args: Any, leaders: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["leader"].queryset = leaders  # type: ignore[attr-defined]


class RefuseForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    reason = WordsField(_("Lý do từ chối tiếp nhận"), 500, rows=3)


class ArrivalFilterForm(forms.Form):
    """What of the register is shown; what is wrong is left out, for it stands in an address."""

    nam = WholeNumberField(label=_("Năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    q = WordsField(_("Tìm theo số, cơ quan ban hành, trích yếu"), 100, required=False)


class DirectForm(forms.Form):
    """The leader's direction: what, who, with whom, until when."""

    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    instruction = WordsField(_("Ý kiến chỉ đạo"), 4000, rows=3)
    main = forms.ChoiceField(label=_("Nơi xử lý chính"), choices=())
    supports = forms.MultipleChoiceField(
        label=_("Nơi phối hợp"), required=False, choices=(), widget=forms.CheckboxSelectMultiple
    )
    due = VnDateField(label=_("Hạn xử lý"), required=False)

    def __init__(self, *args: Any, options: Sequence[Assignee], **more: Any) -> None:
        super().__init__(*args, **more)
        self.options = options
        choices = [(one.value, one.label) for one in options]
        self.fields["main"].choices = [("", _("Chọn")), *choices]  # type: ignore[attr-defined]
        self.fields["supports"].choices = choices  # type: ignore[attr-defined]

    def clean_main(self) -> Assignee | None:
        return find(self.options, self.cleaned_data["main"])

    def clean_supports(self) -> list[Assignee]:
        chosen = (find(self.options, one) for one in self.cleaned_data["supports"])
        return [one for one in chosen if one is not None]


class OfficerForm(forms.Form):
    """Who of the unit does it."""

    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    officer = NamedUserField(label=_("Người xử lý"), queryset=User.objects.none())

    def __init__(self, *args: Any, officers: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["officer"].queryset = officers  # type: ignore[attr-defined]


class VersionForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)


class WordsForm(VersionForm):
    text = WordsField(_("Nội dung"), 4000, rows=4)


class OpinionForm(forms.Form):
    text = WordsField(_("Nội dung"), 4000, rows=4)


class AnswerField(forms.ModelChoiceField):
    def label_from_instance(self, document: OutgoingDocument) -> str:
        number = document.number.full_number if document.number else document.case.code
        return f"{number} · {document.subject}"[:120]


class ReportForm(WordsForm):
    answer = AnswerField(
        label=_("Văn bản trả lời"),
        queryset=OutgoingDocument.objects.none(),
        required=False,
        empty_label=_("Không có văn bản trả lời"),
        help_text=_("Văn bản đi mà ông/bà tham gia, mới nhất trước."),
    )

    def __init__(self, *args: Any, answers: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["answer"].queryset = answers  # type: ignore[attr-defined]


class TakeBackForm(forms.Form):
    """What the clerk answers a sender who wants a document back; a recall leaves no choice."""

    answer = forms.ChoiceField(
        label=_("Trả lời nơi gửi"),
        choices=[("agree", _("Đồng ý: hủy văn bản và tệp")), ("decline", _("Không đồng ý"))],
    )
    reason = WordsField(_("Lý do không đồng ý"), 500, rows=3, required=False)

    def __init__(self, *args: Any, binds: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if binds:
            self.fields["answer"].choices = [("agree", _("Hủy văn bản và tệp"))]  # type: ignore[attr-defined]
            del self.fields["reason"]
