from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.casework.models import AnswerTemplate


class TemplateForm(forms.Form):
    """An answer template; `kind` is chosen once, when it is new."""

    kind = forms.ChoiceField(
        label=_("Dùng cho"),
        choices=AnswerTemplate.Kind.choices,
        error_messages={
            "required": _("Chọn mẫu dùng cho việc gì."),
            "invalid_choice": _("Chọn trong danh sách."),
        },
    )
    title = forms.CharField(
        label=_("Tên mẫu"),
        max_length=120,
        help_text=_("Để chọn trong danh sách, ví dụ: Thiếu bản vẽ thiết kế."),
        error_messages={"required": _("Nhập tên mẫu."), "max_length": _("Tên mẫu dài tối đa 120 ký tự.")},
    )
    text = forms.CharField(
        label=_("Nội dung mẫu"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Nhập nội dung mẫu."),
            "max_length": _("Nội dung mẫu dài tối đa 4.000 ký tự."),
        },
    )
    ver = forms.IntegerField(required=False, min_value=1, max_value=10**8, widget=forms.HiddenInput)
