from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.documents.models import AxisArrival
from tinhso.kernel.site.forms import WordsField


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ArrivalStateForm(forms.Form):
    """Which messages are shown; what is wrong is left out, for it stands in an address."""

    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"), choices=[("", _("Tất cả")), *AxisArrival.State.choices], required=False
    )
    q = WordsField(_("Tìm theo nơi gửi, mã văn bản, mã bản tin"), 100, required=False)
