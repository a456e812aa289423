"""Forms of press conferences: shapes and limits."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import WholeNumberField, WordsField
from tinhso.press.articles.forms import MomentField
from tinhso.press.conferences.grounds import seat_grounds
from tinhso.press.models import PressConference


class RequiredMoment(MomentField):
    def __init__(self, label: Any) -> None:
        super().__init__(label)
        self.required = True
        self.help_text = _("Ngày/tháng/năm giờ:phút, ví dụ 08/03/2024 14:30.")


class ConferenceForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Loại"), choices=PressConference.Kind.choices)
    topic = WordsField(_("Nội dung"), 200)
    starts_at = RequiredMoment(_("Bắt đầu lúc"))

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)


class AnnounceForm(forms.Form):
    starts_at = RequiredMoment(_("Bắt đầu lúc"))
    place = WordsField(_("Địa điểm"), 200)
    invitation = WordsField(_("Giấy mời"), 4000, rows=6, required=False)
    accredit_until = MomentField(_("Nhận đăng ký dự đến"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["accredit_until"].help_text = _("Để trống nếu không cần đăng ký.")


class MinutesForm(forms.Form):
    minutes = WordsField(_("Biên bản, để mọi người đọc"), 8000, rows=10)
    outlets_present = WholeNumberField(label=_("Số cơ quan báo chí dự"), min_value=0)


class CancelForm(forms.Form):
    reason = WordsField(_("Lý do hủy"), 300, rows=3)


class AccreditationForm(forms.Form):
    outlet = WordsField(_("Cơ quan báo chí"), 120)
    card = WordsField(_("Số thẻ nhà báo"), 20, help_text=_("Ghi như in trên thẻ, ví dụ IBT01234."))


class CardForm(forms.Form):
    card = WordsField(_("Số thẻ nhà báo"), 20)


class SeatForm(forms.Form):
    accepted = forms.ChoiceField(
        label=_("Trả lời"),
        choices=[("yes", _("Mời dự")), ("no", _("Không được dự"))],
        widget=forms.RadioSelect,
    )
    ground = forms.ChoiceField(label=_("Lý do, khi không được dự"), required=False)

    def __init__(self, *args: Any, day: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["ground"].choices = [("", "–"), *seat_grounds(day).items()]  # type: ignore[attr-defined]
