from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.documents.models import AttachedFile, AxisArrival, OutgoingDocument
from tinhso.documents.outgoing.forms import choose_outside
from tinhso.kernel.site.forms import VnDateField, WordsField


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ArrivalStateForm(forms.Form):
    """Which messages are shown; what is wrong is left out, for it stands in an address."""

    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"), choices=[("", _("Tất cả")), *AxisArrival.State.choices], required=False
    )
    q = WordsField(_("Tìm theo nơi gửi, mã văn bản, mã bản tin"), 100, required=False)


class UpdateForm(forms.Form):
    """What an issued document shall say of itself; `client_key` makes one update of a form that is sent twice."""

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
    reason = WordsField(_("Lý do cập nhật"), 500, rows=3)

    def __init__(self, *args: Any, attached: list[AttachedFile], **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)
        if attached:
            self.fields["removed"].choices = [(str(one.pk), one.title) for one in attached]  # type: ignore[attr-defined]
        else:
            del self.fields["removed"]


class ReplaceForm(forms.Form):
    document = WordsField(
        _("Văn bản thay thế"),
        100,
        help_text=_("Mã, hoặc số và ký hiệu của văn bản đã phát hành, ví dụ 15/QĐ-STTTT."),
    )
    reason = WordsField(_("Lý do thay thế"), 500, rows=3)


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
