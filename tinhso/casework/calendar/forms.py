from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.casework.models import CalendarDay
from tinhso.kernel.site.forms import VnDateField


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
