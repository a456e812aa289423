from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import VnDateField, WordsField


class SendForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    design = WordsField(
        _("Thiết kế: mô hình mạng, vùng mạng, máy chủ, phần mềm"),
        4000,
        rows=6,
        help_text=_("Không ghi mật khẩu, khóa, địa chỉ quản trị."),
    )
    plan = WordsField(_("Phương án bảo đảm an toàn thông tin: quản lý và kỹ thuật"), 4000, rows=8)

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)


class VersionForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)


class AppraiseForm(VersionForm):
    finding = WordsField(_("Ý kiến thẩm định"), 2000, rows=5)


class ApproveForm(VersionForm):
    number = WordsField(_("Số quyết định"), 60)
    expires_on = VnDateField(label=_("Hết hiệu lực từ ngày"), required=False)


class RefuseForm(VersionForm):
    reason = WordsField(_("Nội dung phải sửa"), 2000, rows=5)
