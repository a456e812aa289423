"""Forms of the two registers."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tinhso.exchange.models import Agreement, DictionaryTerm, Service
from tinhso.exchange.pages.fields import CodeField, NamedChoiceField
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.forms import VnDateField, WordsField


class SharedDatasetForm(forms.Form):
    code = CodeField(_("Mã"))
    title = WordsField(_("Tên dữ liệu"), 300)
    holder = forms.ModelChoiceField(label=_("Cơ quan quản lý"), queryset=Agency.objects.none())
    sharing = forms.ChoiceField(label=_("Hình thức chia sẻ"), choices=Agreement.Kind.choices)
    service = NamedChoiceField(
        label=_("Dịch vụ cung cấp"), queryset=Service.objects.select_related("system__member"), required=False
    )
    source = WordsField(_("Căn cứ: số, ngày quyết định"), 300)
    valid_from = VnDateField(label=_("Có hiệu lực từ ngày"))

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["holder"].queryset = agencies  # type: ignore[attr-defined]


class TermForm(forms.Form):
    code = CodeField(_("Mã"))
    label = WordsField(_("Tên"), 200)
    meaning = WordsField(_("Ý nghĩa"), 500, rows=3)
    kind = forms.ChoiceField(label=_("Kiểu giá trị"), choices=DictionaryTerm.Kind.choices)
    personal = forms.BooleanField(label=_("Là dữ liệu cá nhân"), required=False)
    source = WordsField(_("Căn cứ"), 300)


class MappingForm(forms.Form):
    field = WordsField(_("Trường trong câu trả lời của dịch vụ"), 120)
    term = NamedChoiceField(label=_("Mục của từ điển"), queryset=DictionaryTerm.objects.all())
