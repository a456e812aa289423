from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.casework.models import AnswerTemplate, CalendarDay
from tinhso.kernel.site.forms import VnDateField


class WorklistFilter(forms.Form):
    viec = forms.SlugField(required=False, max_length=20)
    trang = forms.IntegerField(required=False, min_value=1, max_value=10_000)


class TrackForm(forms.Form):
    """The code on the receipt, and what only its owner knows."""

    code = forms.CharField(
        label=_("Mã hồ sơ"),
        max_length=60,
        help_text=_("Mã in trên giấy tiếp nhận, ví dụ 000.17.22.H56-240308-0012."),
        error_messages={"required": _("Nhập mã hồ sơ."), "max_length": _("Mã hồ sơ dài tối đa 60 ký tự.")},
    )
    proof = forms.RegexField(
        r"^\d{4}$",
        label=_("4 số cuối điện thoại hoặc số định danh của người nộp"),
        required=False,
        help_text=_("Không bắt buộc. Có 4 số này mới xem được từng bước giải quyết."),
        error_messages={"invalid": _("Nhập đúng 4 chữ số cuối.")},
    )

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).strip().upper()


class AuditForm(forms.Form):
    """The code of the case whose events an auditor asks for; it comes by GET, as a code tells nothing of a person."""

    ma = forms.CharField(
        label=_("Mã hồ sơ"),
        max_length=60,
        error_messages={"required": _("Nhập mã hồ sơ."), "max_length": _("Mã hồ sơ dài tối đa 60 ký tự.")},
    )

    def clean_ma(self) -> str:
        return str(self.cleaned_data["ma"]).strip().upper()


class OpinionForm(forms.Form):
    ver = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Ý kiến của cơ quan"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Nhập ý kiến."),
            "max_length": _("Ý kiến dài tối đa 4.000 ký tự."),
        },
    )


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
    ver = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


class CalendarDayForm(forms.Form):
    """A day that an administrator marks; the name and the paper it rests on are asked for."""

    day = VnDateField(
        label=_("Ngày"),
        error_messages={
            "required": _("Nhập ngày."),
            "invalid": _("Ghi ngày theo dạng ngày/tháng/năm, ví dụ 08/03/2024."),
        },
    )
    kind = forms.TypedChoiceField(
        label=_("Là ngày"),
        choices=CalendarDay.Kind.choices,
        coerce=CalendarDay.Kind,
        widget=forms.RadioSelect,
        initial=CalendarDay.Kind.OFF,
        error_messages={"required": _("Chọn nghỉ hay làm việc.")},
    )
    name = forms.CharField(
        label=_("Tên"),
        max_length=120,
        help_text=_("Ví dụ: Nghỉ bù Tết Dương lịch"),
        error_messages={"required": _("Nhập tên của ngày này.")},
    )
    source = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        help_text=_("Số, ngày của thông báo hoặc văn bản"),
        error_messages={"required": _("Nhập số, ngày của văn bản làm căn cứ.")},
    )
