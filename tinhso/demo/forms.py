from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.demo.days import FIRST, LAST
from tinhso.kernel.site.public import VnDateField

ARTICLE = date(2024, 3, 8)


class ShiftForm(forms.Form):
    """The day to which the demo's legal clock is set: one of two with a meaning, or any other."""

    choice = forms.ChoiceField(
        label=_("Mở bản trình diễn ở ngày"),
        choices=[
            ("article", _("08/03/2024, luật áp dụng 2023/24, ba cấp chính quyền")),
            ("today", _("hôm nay, luật đang có hiệu lực, hai cấp chính quyền")),
            ("other", _("một ngày khác")),
        ],
        widget=forms.RadioSelect,
        initial="article",
    )
    day = VnDateField(label=_("Ngày khác"), required=False)

    def clean(self) -> dict[str, Any]:
        """With "other" the day is needed and must lie where the demo has rules."""
        data = super().clean() or {}
        if data.get("choice") == "other" and "day" not in self.errors:
            day = data.get("day")
            if day is None:
                self.add_error("day", _("Nhập ngày muốn chuyển đến."))
            elif not FIRST <= day <= LAST:
                self.add_error("day", _("Chọn một ngày từ 01/01/2023 đến 31/12/2026."))
        return data

    def chosen(self) -> date | None:
        """The day that was chosen; None for the real clock."""
        choice = self.cleaned_data["choice"]
        day: date | None = self.cleaned_data["day"] if choice == "other" else None
        return ARTICLE if choice == "article" else day
