"""Forms of given tasks: giving one, and the deeds on it."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.documents.assignments.finding import SIDES, STATES
from tinhso.documents.incoming.forms import AnswerField, NamedUserField, VersionForm
from tinhso.documents.models import OutgoingDocument
from tinhso.documents.registers.forms import secrecy_field
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.site.forms import VnDateField, WholeNumberField, WordsField
from tinhso.lib.dates import FIRST_YEAR, LAST_YEAR


class AgencyField(forms.ModelChoiceField):
    def label_from_instance(self, agency: Agency) -> str:
        return str(agency.name)


class AgenciesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, agency: Agency) -> str:
        return str(agency.name)


class GiveForm(forms.Form):
    """What is given, to whom, with whom, until when; without an issued document what it rests on."""

    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    content = WordsField(_("Nội dung nhiệm vụ"), 2000, rows=4)
    source_words = WordsField(
        _("Căn cứ giao"),
        300,
        help_text=_("Ví dụ: kết luận của Chủ tịch tại cuộc họp ngày 05/03/2024."),
    )
    main = AgencyField(label=_("Cơ quan chủ trì"), queryset=Agency.objects.none(), empty_label=_("Chọn"))
    supports = AgenciesField(
        label=_("Cơ quan phối hợp"),
        queryset=Agency.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    due = VnDateField(label=_("Hạn hoàn thành"))
    task_code = WordsField(
        _("Mã nhiệm vụ trên trục liên thông"),
        100,
        required=False,
        help_text=_("Chỉ ghi khi nhiệm vụ đã có mã ở hệ thống khác."),
    )
    secrecy = secrecy_field()

    def __init__(self, *args: Any, receivers: Any, has_source: bool, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)
        self.fields["main"].queryset = receivers  # type: ignore[attr-defined]
        self.fields["supports"].queryset = receivers  # type: ignore[attr-defined]
        if has_source:
            del self.fields["source_words"]


class AssignmentFilterForm(forms.Form):
    """Which tasks are shown; what is wrong is left out, for it stands in an address."""

    phia = forms.ChoiceField(label=_("Phía"), choices=SIDES, required=False)
    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), choices=STATES, required=False)
    q = WordsField(_("Tìm trong nhiệm vụ, báo cáo"), 100, required=False)


class WeekForm(forms.Form):
    ngay = VnDateField(label=_("Tuần có ngày"), required=False)


class YearForm(forms.Form):
    nam = WholeNumberField(label=_("Năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)


class OfficerForm(VersionForm):
    officer = NamedUserField(label=_("Người thực hiện"), queryset=User.objects.none())

    def __init__(self, *args: Any, officers: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["officer"].queryset = officers  # type: ignore[attr-defined]


class TextForm(forms.Form):
    text = WordsField(_("Nội dung"), 4000, rows=4)


class TurnTextForm(VersionForm):
    text = WordsField(_("Nội dung"), 4000, rows=4)


class StopForm(VersionForm):
    text = WordsField(_("Lý do dừng nhiệm vụ"), 1000, rows=3)


class ProgressForm(TextForm):
    percent = WholeNumberField(label=_("Tỷ lệ hoàn thành (%)"), min_value=0, max_value=100, required=False)


class ExtensionForm(forms.Form):
    until = VnDateField(label=_("Xin gia hạn đến"))
    reason = WordsField(_("Lý do xin gia hạn"), 1000, rows=3)


class DecideForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Quyết định"), choices=[("grant", _("Cho gia hạn")), ("refuse", _("Không gia hạn"))]
    )
    answer = WordsField(_("Ý kiến, lý do không gia hạn"), 1000, rows=3, required=False)


class LetterForm(forms.Form):
    document = AnswerField(
        label=_("Văn bản đi trả lời nhiệm vụ"),
        queryset=OutgoingDocument.objects.none(),
        empty_label=_("Chọn"),
        help_text=_("Văn bản đi của cơ quan mà ông/bà tham gia, mới nhất trước."),
    )

    def __init__(self, *args: Any, documents: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["document"].queryset = documents  # type: ignore[attr-defined]
