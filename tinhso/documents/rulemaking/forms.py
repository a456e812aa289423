"""Forms of consultations: a comment of whoever reads the draft, and the deeds of the desk."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.documents.models import CommentAnswer
from tinhso.documents.rulemaking.text_limits import (
    MOST_ANSWER,
    MOST_COMMENT,
    MOST_ORGANISATION,
    MOST_QUOTE,
    MOST_SUMMARY,
)
from tinhso.kernel.site.forms import VnDateField, WordsField


class VersionedForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)


class ProposeForm(VersionedForm):
    summary = WordsField(
        _("Vì sao ban hành, nội dung chính, xin ý kiến về điểm nào"),
        MOST_SUMMARY,
        rows=6,
        help_text=_("Đăng công khai cùng dự thảo."),
    )


class OpenForm(VersionedForm):
    closes_on = VnDateField(label=_("Nhận góp ý đến hết ngày"))


class DeclineForm(VersionedForm):
    reason = WordsField(_("Lý do không mở lấy ý kiến"), 1000, rows=3)


class CommentForm(forms.Form):
    """`client_key` makes one comment of a form that is sent twice."""

    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    quote = WordsField(
        _("Góp ý về những chữ nào"),
        MOST_QUOTE,
        rows=2,
        required=False,
        help_text=_("Chép đúng từ đoạn trên; để trống nếu góp ý cả đoạn."),
    )
    text = WordsField(_("Nội dung góp ý"), MOST_COMMENT, rows=6)
    organisation = WordsField(
        _("Tên cơ quan, tổ chức"),
        MOST_ORGANISATION,
        required=False,
        help_text=_("Chỉ ghi khi góp ý thay mặt cơ quan, tổ chức; hiện cùng góp ý."),
    )

    def __init__(self, *args: Any, has_quote: bool, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)
        if not has_quote:
            del self.fields["quote"]


class AnswerForm(forms.Form):
    """One answer for the comments that are ticked, or for all that the page's filter finds."""

    every = forms.BooleanField(label=_("Trả lời chung mọi góp ý đang lọc, kể cả ở trang sau"), required=False)
    newest = forms.IntegerField(min_value=0, max_value=10**15, required=False, widget=forms.HiddenInput)
    decision = forms.ChoiceField(label=_("Kết quả"), choices=CommentAnswer.Decision.choices)
    text = WordsField(_("Tiếp thu thế nào, vì sao"), MOST_ANSWER, rows=5)
