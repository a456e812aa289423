from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.accounts.officers import STATES
from tinhso.kernel.people.roles import ROLES
from tinhso.kernel.site.forms import WholeNumberField


class FindForm(forms.Form):
    """By what accounts are found."""

    q = forms.CharField(label=_("Họ tên hoặc tên đăng nhập"), required=False, max_length=100)
    co_quan = forms.CharField(label=_("Cơ quan"), required=False, max_length=100)
    viec = forms.ChoiceField(
        label=_("Việc được làm"),
        required=False,
        choices=[("", _("Mọi việc")), *[(role.code, role.label) for role in ROLES.values()]],
    )
    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[("", _("Mọi trạng thái")), *STATES]
    )
    trang = WholeNumberField(required=False, min_value=1, max_value=10_000, widget=forms.HiddenInput)


class NewAccountForm(forms.Form):
    full_name = forms.CharField(
        label=_("Họ và tên"),
        max_length=200,
        error_messages={"required": _("Nhập họ và tên."), "max_length": _("Tên dài tối đa 200 ký tự.")},
    )
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        help_text=_("Chữ thường không dấu, số và . _ - @, từ 3 ký tự."),
        error_messages={
            "required": _("Nhập tên đăng nhập."),
            "max_length": _("Tên đăng nhập dài tối đa 150 ký tự."),
        },
    )
    email = forms.EmailField(
        label=_("Thư điện tử công vụ"),
        required=False,
        max_length=120,
        error_messages={
            "invalid": _("Nhập địa chỉ thư đúng dạng, ví dụ ten@example.vn."),
            "max_length": _("Địa chỉ thư dài tối đa 120 ký tự."),
        },
    )
    phone = forms.RegexField(
        r"^0\d{9}$",
        label=_("Điện thoại"),
        required=False,
        error_messages={"invalid": _("Nhập 10 chữ số, bắt đầu bằng số 0.")},
    )
