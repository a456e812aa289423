"""Forms of the tracker: the filter, a question, an answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.exchange.models import DataUseRequest
from tinhso.kernel.site.forms import paragraphs


class UseQuestionForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Ông/bà muốn"),
        choices=DataUseRequest.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn hỏi hoặc khiếu nại.")},
    )
    text = paragraphs(
        _("Nội dung"),
        _("Viết điều ông/bà muốn hỏi."),
        help_text=_("Tối đa 4.000 ký tự. Cơ quan đã dùng dữ liệu đọc được nội dung này."),
    )


class UseAnswerForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    finding = forms.ChoiceField(
        label=_("Kết luận"),
        choices=DataUseRequest.Finding.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một kết luận.")},
    )
    text = paragraphs(
        _("Trả lời người dân"),
        _("Viết nội dung trả lời."),
        help_text=_("Dữ liệu nào đã dùng, vào việc gì, theo điều luật nào. Tối đa 4.000 ký tự."),
    )
