"""Forms of the register of spokespersons: shapes and limits."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import VnDateField, WordsField
from tinhso.press.articles.forms import MomentField
from tinhso.press.models import Spokesperson
from tinhso.press.spokespersons.legal_forms import forms_on


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, row: Spokesperson) -> str:
        return f"{row.full_name}, {row.position}"


class SpokespersonForm(forms.Form):
    full_name = WordsField(_("Họ và tên"), 120)
    position = WordsField(_("Chức vụ"), 120)
    mandate = forms.ChoiceField(label=_("Tư cách phát ngôn"), choices=Spokesperson.Mandate.choices)
    phone = WordsField(_("Điện thoại công khai"), 20)
    email = forms.EmailField(label=_("Thư điện tử công khai"), required=False, max_length=120)
    starts = VnDateField(label=_("Từ ngày"))


class EndForm(forms.Form):
    ends = VnDateField(label=_("Thôi phát ngôn từ ngày"))


class StatementForm(forms.Form):
    spokesperson = PersonField(
        label=_("Người phát ngôn"), queryset=Spokesperson.objects.none(), empty_label=None
    )
    form = forms.ChoiceField(label=_("Hình thức"))
    subject = WordsField(_("Nội dung, một câu"), 200)
    url = WordsField(_("Đường dẫn"), 300, required=False, help_text=_("Bắt đầu bằng / hoặc https://."))
    at = MomentField(_("Phát ngôn lúc"))
    happened_at = MomentField(_("Sự việc đột xuất xảy ra lúc"))

    def __init__(self, *args: Any, spokespersons: Any, day: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["spokesperson"].queryset = spokespersons  # type: ignore[attr-defined]
        self.fields["form"].choices = list(forms_on(day).items())  # type: ignore[attr-defined]
        self.fields["at"].help_text = _("Ngày/tháng/năm giờ:phút. Để trống là lúc này.")
        self.fields["happened_at"].help_text = _("Chỉ ghi khi phát ngôn về sự việc đột xuất, để tính hạn.")
