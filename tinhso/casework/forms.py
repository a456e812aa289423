from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.casework.models import AnswerTemplate, CalendarDay
from tinhso.kernel.people.public import Post
from tinhso.kernel.site.forms import DayField, VnDateField, read_version

CHOOSE = {"required": _("Chọn một người."), "invalid_choice": _("Chọn trong danh sách.")}


class WorklistFilter(forms.Form):
    viec = forms.SlugField(required=False, max_length=20)
    trang = forms.IntegerField(required=False, min_value=1, max_value=10_000)


class RadarFilter(forms.Form):
    """`thang` is the month whose results are counted, as 2024-02."""

    thang = DayField(required=False, input_formats=["%Y-%m"])
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
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
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
    ver = forms.IntegerField(required=False, min_value=1, max_value=10**8, widget=forms.HiddenInput)


DAY = {"required": _("Nhập ngày."), "invalid": _("Ghi ngày theo dạng ngày/tháng/năm, ví dụ 08/03/2024.")}


class PostField(forms.ModelChoiceField):
    """A post by its holder, title and agency."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user.full_name}, {obj.title}, {obj.agency.short_name}"


class AbsenceForm(forms.Form):
    """Who is away from when to when, and who stands in; without `officer` it is the own absence."""

    officer = PostField(
        Post.objects.none(), label=_("Người vắng mặt"), empty_label=_("Chọn…"), error_messages=CHOOSE
    )
    stand_in = PostField(
        Post.objects.none(), label=_("Người làm thay"), empty_label=_("Chọn…"), error_messages=CHOOSE
    )
    first = VnDateField(label=_("Từ ngày"), error_messages=DAY)
    last = VnDateField(label=_("Đến hết ngày"), error_messages=DAY)

    def __init__(self, *args: Any, officers: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers  # type: ignore[attr-defined]
        self.fields["stand_in"].queryset = colleagues  # type: ignore[attr-defined]


class HandOnForm(forms.Form):
    """Which cases go over, to whom and why: `mã|phiên bản` of each."""

    chosen = forms.MultipleChoiceField(error_messages={"required": _("Đánh dấu ít nhất một việc.")})
    to = PostField(
        Post.objects.none(), label=_("Người nhận bàn giao"), empty_label=_("Chọn…"), error_messages=CHOOSE
    )
    reason = forms.CharField(
        label=_("Lý do bàn giao"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Ghi lý do bàn giao."), "max_length": _("Lý do dài tối đa 500 ký tự.")},
    )

    def __init__(self, *args: Any, posts: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = posts  # type: ignore[attr-defined]
        sent = self.data.getlist("chosen") if hasattr(self.data, "getlist") else []
        self.fields["chosen"].choices = [(c, c) for c in sent[:most]]  # type: ignore[attr-defined]

    def versions(self) -> dict[str, int]:
        """The version that the page showed of each chosen case, by code."""
        parts = (item.rpartition("|") for item in self.cleaned_data["chosen"])
        return {code: read_version(ver) for code, _bar, ver in parts if code and read_version(ver)}


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
