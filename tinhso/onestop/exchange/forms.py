from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.onestop.models import PortalMessage


class ExchangeFilter(forms.Form):
    """The filter of the exchange page; it comes by GET, as a code tells nothing of a person."""

    trang_thai = forms.ChoiceField(
        label=_("Trạng thái tin gửi"),
        required=False,
        choices=[("", _("Chưa xong")), *PortalMessage.State.choices],
        error_messages={"invalid_choice": _("Chọn một trạng thái trong danh sách.")},
    )
    ma = forms.CharField(
        label=_("Mã hồ sơ"),
        required=False,
        max_length=60,
        error_messages={"max_length": _("Mã hồ sơ dài tối đa 60 ký tự.")},
    )
