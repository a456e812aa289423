"""Shapes of the store of results, of scans at the desk, and of keeping."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import VnDateField
from tinhso.onestop.models import PaperShowing, Standing, StoreEntry


class StoreFilter(forms.Form):
    """What of the store is shown; nothing chosen shows all."""

    tu = forms.CharField(label=_("Tên, số hoặc nơi cấp"), max_length=100, required=False)
    nguon = forms.ChoiceField(
        label=_("Nguồn"), required=False, choices=[("", _("Tất cả")), *StoreEntry.Origin.choices]
    )
    hieu_luc = forms.ChoiceField(
        label=_("Hiệu lực"),
        required=False,
        choices=[
            ("", _("Tất cả")),
            (Standing.GOOD.value, _("Còn hiệu lực")),
            (Standing.EXPIRED.value, _("Hết hiệu lực")),
            (Standing.REVOKED.value, _("Đã thu hồi")),
        ],
    )


class ShowForm(forms.Form):
    """What of a paper is shown, and to whom."""

    to_whom = forms.CharField(
        label=_("Cho ai xem"),
        max_length=120,
        help_text=_(
            "Ví dụ: lễ tân khách sạn, nhà trường, người mua nhà. Ghi để ông/bà nhớ; người xem cũng thấy dòng này."
        ),
        error_messages={
            "required": _("Ghi cho ai xem."),
            "max_length": _("Dòng này dài tối đa 120 ký tự."),
        },
    )
    what = forms.ChoiceField(
        label=_("Người xem thấy gì"),
        choices=PaperShowing.What.choices,
        initial=PaperShowing.What.FACTS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn người xem thấy gì.")},
    )


class CodeForm(forms.Form):
    """The code that the owner of a paper told."""

    code = forms.CharField(
        label=_("Mã xem giấy tờ"),
        max_length=20,
        help_text=_("Tám chữ và số, người có giấy tờ đọc hoặc đưa cho xem; mã có hiệu lực 5 phút."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={
            "required": _("Nhập mã xem giấy tờ."),
            "max_length": _("Mã có tám chữ và số."),
        },
    )


class AcceptPaperForm(forms.Form):
    """What the officer reads on a paper that is found valid."""

    title = forms.CharField(
        label=_("Tên giấy tờ"),
        max_length=300,
        error_messages={"required": _("Ghi tên giấy tờ."), "max_length": _("Tên dài quá 300 ký tự.")},
    )
    number = forms.CharField(
        label=_("Số, ký hiệu"),
        max_length=60,
        required=False,
        error_messages={"max_length": _("Số, ký hiệu dài quá 60 ký tự.")},
    )
    dated = VnDateField(label=_("Ngày cấp"), required=False)
    issuer = forms.CharField(
        label=_("Nơi cấp"),
        max_length=200,
        required=False,
        error_messages={"max_length": _("Nơi cấp dài quá 200 ký tự.")},
    )
    valid_until = VnDateField(
        label=_("Có giá trị đến hết ngày"),
        required=False,
        help_text=_("Để trống nếu giấy tờ không ghi thời hạn."),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        dated, until = data.get("dated"), data.get("valid_until")
        if dated and until and until < dated:
            self.add_error("valid_until", _("Ngày hết giá trị phải sau ngày cấp."))
        return data


class ScansForm(forms.Form):
    """The ticked scans of a desk, at most fifty, by their ids."""

    chosen = forms.TypedMultipleChoiceField(coerce=int)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        sent = [one for one in data.getlist("chosen") if one.isdecimal() and len(one) < 18]
        self.fields["chosen"].choices = [(c, c) for c in sent[:50]]  # type: ignore[attr-defined]


class HoldForm(forms.Form):
    """Why a dossier is kept beyond its time."""

    reason = forms.CharField(
        label=_("Lý do tạm dừng huỷ"),
        max_length=500,
        help_text=_("Ví dụ: đang có khiếu nại, thanh tra, kiểm tra; số và ngày văn bản."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("Ghi lý do tạm dừng huỷ."),
            "max_length": _("Lý do dài quá 500 ký tự. Ông/bà rút gọn lại."),
        },
    )
