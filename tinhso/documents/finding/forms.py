"""The form of the search; it is sent, never an address: names and words of documents stand in no log."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.documents.finding.columns import ARRIVING, OUTGOING, choices_of
from tinhso.documents.finding.question import IN, OUT, Question
from tinhso.documents.layout.document_types import every_type
from tinhso.documents.models import OutgoingDocument
from tinhso.kernel.site.forms import VnDateField, WordsField

EVERY_COLUMN = frozenset(one.key for one in (*OUTGOING, *ARRIVING))
SOURCES = [(OUT, _("Văn bản đi")), (IN, _("Văn bản đến"))]
STATES = [("", _("Mọi trạng thái")), ("open", _("Đang xử lý")), ("done", _("Đã xong"))]
ORDERS = [("newest", _("Mới nhất trước")), ("oldest", _("Cũ nhất trước")), ("subject", _("Theo trích yếu"))]


class ColumnsField(forms.MultipleChoiceField):
    """Columns of either register: whoever turns from one to the other takes along what both have, and is not stopped by the rest."""

    def valid_value(self, value: str) -> bool:
        return value in EVERY_COLUMN


class FindForm(forms.Form):
    source = forms.ChoiceField(label=_("Tìm trong"), choices=SOURCES)
    words = WordsField(_("Từ trong trích yếu, nội dung"), 200, required=False)
    number = WordsField(_("Số, ký hiệu"), 80, required=False)
    kind = forms.ChoiceField(label=_("Loại văn bản"), required=False, choices=())
    urgency = forms.ChoiceField(label=_("Độ khẩn"), required=False, choices=())
    person = WordsField(_("Người ký, người soạn"), 150, required=False)
    issuer = WordsField(_("Cơ quan ban hành văn bản đến"), 200, required=False)
    since = VnDateField(label=_("Từ ngày"), required=False)
    until = VnDateField(label=_("Đến ngày"), required=False)
    state = forms.ChoiceField(label=_("Trạng thái"), required=False, choices=STATES)
    order = forms.ChoiceField(label=_("Thứ tự"), required=False, choices=ORDERS)
    columns = ColumnsField(
        label=_("Cột hiện ra"), required=False, choices=(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, source: str, **more: Any) -> None:
        super().__init__(*args, **more)
        kinds = [(one.code, one.name) for one in every_type()]
        urgencies = [(code, name) for code, name in OutgoingDocument.Urgency.choices if code]
        self.fields["kind"].choices = [("", _("Mọi loại")), *kinds]  # type: ignore[attr-defined]
        self.fields["urgency"].choices = [("", _("Mọi độ khẩn")), *urgencies]  # type: ignore[attr-defined]
        self.fields["columns"].choices = [(one.key, one.label) for one in choices_of(source)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("Ngày sau phải không sớm hơn ngày trước."))
        return data

    def question(self) -> Question:
        data = {**self.cleaned_data, "order": self.cleaned_data["order"] or "newest"}
        data.pop("columns")
        return Question(**data)


class NameForm(forms.Form):
    name = WordsField(_("Tên của phép tìm"), 100)
