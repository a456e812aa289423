from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import WholeNumberField
from tinhso.opendata.dataset.words_field import Words
from tinhso.opendata.models import HarvestSource, Theme


class SourceForm(forms.Form):
    """A catalogue elsewhere to harvest."""

    title = Words(_("Tên nguồn"), 200)
    kind = forms.ChoiceField(label=_("Loại"), choices=HarvestSource.Kind.choices)
    url = forms.CharField(
        label=_("Địa chỉ"),
        max_length=2000,
        widget=forms.URLInput(attrs={"inputmode": "url"}),
        help_text=_(
            "CKAN: địa chỉ gốc của cổng. DCAT: địa chỉ tệp ttl, rdf hoặc jsonld. CSW: địa chỉ dịch vụ danh mục không gian. Danh sách tệp: một trang chữ, mỗi dòng một địa chỉ và tên."
        ),
    )
    theme = forms.ChoiceField(label=_("Chủ đề khi nguồn không nêu"))
    days = WholeNumberField(label=_("Thu thập lại sau (ngày)"), min_value=1, max_value=90, initial=7)

    def __init__(self, *words: Any, **more: Any) -> None:
        super().__init__(*words, **more)
        self.fields["theme"].choices = list(Theme.objects.values_list("code", "name"))  # type: ignore[attr-defined]
