from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.casework.models import Case
from tinhso.kernel.site.forms import WholeNumberField

TODAY, SOON, LATE = "hom-nay", "ba-ngay", "qua-han"
DUE = [(TODAY, _("Hết hạn hôm nay")), (SOON, _("Hết hạn trong 3 ngày")), (LATE, _("Đã quá hạn"))]
SORTS = [("", _("Sắp theo hạn")), ("moi", _("Mới nhất trước")), ("cu", _("Nộp lâu nhất trước"))]


class WorklistFilter(forms.Form):
    """What of the worklist is shown and in which order; codes only, so that it may stand in an address."""

    viec = forms.SlugField(required=False, max_length=20)
    loai = forms.SlugField(required=False, max_length=40)
    nguon = forms.ChoiceField(required=False, choices=[("", _("Mọi cách nộp")), *Case.Source.choices])
    han = forms.ChoiceField(required=False, choices=[("", _("Mọi thời hạn")), *DUE])
    sap = forms.ChoiceField(required=False, choices=SORTS)
    trang = WholeNumberField(required=False, min_value=1, max_value=10_000)

    @property
    def words(self) -> str:
        """As it stands in the address, without the page."""
        parameters = ("viec", "loai", "nguon", "han", "sap")
        return urlencode([(k, v) for k in parameters if (v := self.cleaned_data.get(k))])


class SaveFilterForm(forms.Form):
    name = forms.CharField(
        max_length=40,
        error_messages={
            "required": _("Đặt tên cho bộ lọc."),
            "max_length": _("Tên bộ lọc dài tối đa 40 ký tự."),
        },
    )
    wanted = forms.CharField(max_length=200, required=False)
