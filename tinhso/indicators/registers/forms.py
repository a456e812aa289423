"""Forms of published ranks and of recognitions: shapes and limits; what may be entered is the actions'."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.indicators.models import ExternalRank, Recognition
from tinhso.indicators.typed_fields.fields import AgencyField, DayField
from tinhso.kernel.site.forms import WholeNumberField, WordsField

MOST = 32000


def count(label: Any, least: int = 1, **more: Any) -> WholeNumberField:
    return WholeNumberField(label=label, min_value=least, max_value=MOST, **more)


class RankForm(forms.Form):
    index = forms.ChoiceField(label=_("Chỉ số"), choices=ExternalRank.Index.choices)
    assessed_year = WholeNumberField(label=_("Năm đánh giá"), min_value=2000, max_value=2100)
    rank = count(_("Thứ hạng"))
    n = count(
        _("Xếp trong bao nhiêu tỉnh, thành phố"),
        required=False,
        help_text=_("Để trống khi văn bản công bố không nêu; khi đó không so sánh thứ hạng giữa các năm."),
    )
    tied = count(_("Số tỉnh khác cùng hạng này"), 0, required=False)
    version = WordsField(
        _("Bộ chỉ số được dùng"), 120, required=False, help_text=_("Ví dụ: QĐ 922/QĐ-BTTTT 2022.")
    )
    published_on = DayField(_("Ngày công bố"), required=False)
    source = WordsField(_("Văn bản, nơi công bố"), 300)
    reason = WordsField(_("Lý do sửa"), 300, required=False)
    was = forms.IntegerField(min_value=0, max_value=9999, widget=forms.HiddenInput)

    def __init__(self, *args: Any, revises: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if revises:
            self.fields["reason"].required = True
            for name in ("index", "assessed_year"):
                self.fields[name].widget = forms.HiddenInput()
        else:
            del self.fields["reason"]

    def clean_tied(self) -> int:
        return self.cleaned_data["tied"] or 0

    @staticmethod
    def initial_of(rank: ExternalRank | None) -> dict[str, Any]:
        if rank is None:
            return {"was": 0}
        names = ("index", "assessed_year", "rank", "n", "tied", "version", "published_on", "source")
        return {name: getattr(rank, name) for name in names} | {"was": rank.revision}


class RecognitionForm(forms.Form):
    agency = AgencyField(_("Đơn vị được công nhận"))
    number = WordsField(_("Số quyết định"), 60, help_text=_("Ví dụ: 1234/QĐ-UBND."))
    decided_on = DayField(_("Ngày quyết định"))

    def __init__(self, *args: Any, day: date, levels: tuple[str, ...], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["agency"].offer(day, *levels)  # type: ignore[attr-defined]


class RecognitionRevisionForm(forms.Form):
    number = WordsField(_("Số quyết định"), 60)
    decided_on = DayField(_("Ngày quyết định"))
    ended_on = DayField(
        _("Thôi công nhận từ ngày"), required=False, help_text=_("Chỉ ghi khi có quyết định thôi công nhận.")
    )
    reason = WordsField(_("Lý do sửa"), 300)

    @staticmethod
    def initial_of(one: Recognition) -> dict[str, Any]:
        return {"number": one.number, "decided_on": one.decided_on, "ended_on": one.ended_on}
