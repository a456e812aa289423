from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinhso.documents.models import AttachedFile, AxisArrival, ChangeOrder, OutgoingDocument
from tinhso.documents.outgoing.forms import choose_outside
from tinhso.kernel.site.forms import VnDateField, WordsField


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class OrderForm(forms.Form):
    """What is ordered about an issued document, and why."""

    kind = forms.ChoiceField(label=_("Việc"), choices=ChangeOrder.Kind.choices, widget=forms.RadioSelect)
    reason = WordsField(_("Lý do"), 500, rows=3)


def letter_field(label: str | Promise) -> WordsField:
    """By which issued document an order is carried out."""
    words = _("Mã, hoặc số và ký hiệu của văn bản đã phát hành, ví dụ 15/QĐ-STTTT.")
    return WordsField(label, 100, help_text=words)


class RecallForm(forms.Form):
    letter = letter_field(_("Thông báo thu hồi"))


class ArrivalStateForm(forms.Form):
    """Which messages are shown; what is wrong is left out, for it stands in an address."""

    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"), choices=[("", _("Tất cả")), *AxisArrival.State.choices], required=False
    )
    q = WordsField(_("Tìm theo nơi gửi, mã văn bản, mã bản tin"), 100, required=False)


class UpdateForm(forms.Form):
    """By which letter a document is corrected, and what it shall say of itself; `client_key` makes one update of a form that is
    sent twice."""

    letter = letter_field(_("Công văn đính chính"))
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    subject = WordsField(_("Trích yếu nội dung"), 500, rows=2)
    urgency = forms.ChoiceField(label=_("Độ khẩn"), choices=OutgoingDocument.Urgency.choices, required=False)
    answer_by = VnDateField(label=_("Hạn trả lời"), required=False)
    removed = forms.MultipleChoiceField(
        label=_("Tệp không đi kèm nữa"), choices=(), required=False, widget=forms.CheckboxSelectMultiple
    )
    title = WordsField(_("Tên tài liệu kèm thêm"), 200, required=False)
    file = forms.FileField(
        label=_("Tệp kèm thêm"),
        max_length=200,
        required=False,
        help_text=_("Một tệp PDF, ảnh, DOCX hoặc XLSX, nhiều nhất 10 MB."),
    )

    def __init__(self, *args: Any, attached: list[AttachedFile], **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)
        if attached:
            self.fields["removed"].choices = [(str(one.pk), one.title) for one in attached]  # type: ignore[attr-defined]
        else:
            del self.fields["removed"]


class ReplaceForm(forms.Form):
    letter = letter_field(_("Văn bản thay thế"))


class MoreRecipientsForm(forms.Form):
    receivers = WordsField(
        _("Mã định danh của cơ quan nhận"), 12_000, rows=2, required=False, help_text=_("Mỗi dòng một mã.")
    )
    outside = forms.MultipleChoiceField(
        label=_("Nơi nhận ngoài tỉnh"), choices=(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        choose_outside(self, on)
