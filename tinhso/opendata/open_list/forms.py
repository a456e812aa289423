from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import VnDateField
from tinhso.opendata.dataset.text_field import text
from tinhso.opendata.models import Dataset


class OpenListForm(forms.Form):
    """The chairman's decision and the datasets that it lists."""

    number = text(60, label=_("Số, ký hiệu quyết định"))
    signed_on = VnDateField(label=_("Ngày ký"))
    title = text(300, label=_("Trích yếu"))
    stage_from = VnDateField(label=_("Giai đoạn từ ngày"))
    stage_to = VnDateField(label=_("Đến ngày"))
    datasets = forms.ModelMultipleChoiceField(
        Dataset.objects.all(), label=_("Bộ dữ liệu trong danh mục"), widget=forms.CheckboxSelectMultiple
    )
