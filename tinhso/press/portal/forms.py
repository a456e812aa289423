"""The form of a place of the first page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import WordsField
from tinhso.press.articles.forms import MomentField
from tinhso.press.models import HomePlace


class Moment(MomentField):
    def __init__(self, label: object) -> None:
        super().__init__(label)
        self.required = True
        self.help_text = _("Ngày/tháng/năm giờ:phút, ví dụ 08/03/2024 14:30.")


class HomePlaceForm(forms.Form):
    place = forms.ChoiceField(label=_("Vị trí"), choices=HomePlace.Place.choices)
    slug = WordsField(_("Địa chỉ của bài"), 200, help_text=_("Chép từ trang bài, ví dụ /tin-tuc/ten-bai/."))
    starts_at = Moment(_("Từ lúc"))
    ends_at = Moment(_("Đến lúc"))


class DropForm(forms.Form):
    """A button."""
