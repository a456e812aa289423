"""Forms of the steps of a normative document's way, and of what an issued one does."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.documents.models import IssuedRule, RuleRelation, RuleStep, RuleTextChange
from tinhso.documents.normative.text_limits import (
    MOST_CLAUSE,
    MOST_DECISION,
    MOST_REASON,
    MOST_REFERENCE,
    MOST_TEXT,
    MOST_TITLE,
)
from tinhso.documents.normative.way import BEFORE_ISSUE
from tinhso.documents.rulemaking.paragraphs import Paragraph
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.forms import VnDateField, WordsField


class VersionedForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)


class BeginStepForm(VersionedForm):
    kind = forms.ChoiceField(label=_("Bước"), choices=[(one.value, one.label) for one in BEFORE_ISSUE])
    agency = forms.ModelChoiceField(
        label=_("Cơ quan thẩm định"),
        queryset=Agency.objects.none(),
        required=False,
        empty_label=_("Không (phản biện của Mặt trận Tổ quốc)"),
        help_text=_("Chỉ chọn khi gửi thẩm định."),
    )

    def __init__(self, *args: Any, agencies: Sequence[Agency], **more: Any) -> None:
        super().__init__(*args, **more)
        rows = Agency.objects.filter(pk__in=[one.pk for one in agencies]).order_by("sort_key")
        self.fields["agency"].queryset = rows  # type: ignore[attr-defined]


class ReportStepForm(VersionedForm):
    verdict = forms.ChoiceField(label=_("Kết luận"), choices=RuleStep.Verdict.choices[1:])
    reference = WordsField(
        _("Số, ký hiệu văn bản trả lời"),
        MOST_REFERENCE,
        help_text=_("Ví dụ: 45/BC-STP; số Công báo; mã trên CSDL quốc gia."),
    )
    dated = VnDateField(label=_("Ngày"))
    text = WordsField(_("Nội dung"), MOST_TEXT, rows=5, required=False)

    def __init__(self, *args: Any, has_verdict: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not has_verdict:
            del self.fields["verdict"]


class ShortenForm(forms.Form):
    decision = WordsField(
        _("Văn bản cho phép"), MOST_DECISION, help_text=_("Số, ký hiệu, ngày, cơ quan quyết định rút gọn.")
    )
    reason = WordsField(_("Lý do"), MOST_REASON, rows=4)


class EffectForm(forms.Form):
    effective_on = VnDateField(label=_("Ngày có hiệu lực"))
    expires_on = VnDateField(
        label=_("Ngày hết hiệu lực"), required=False, help_text=_("Chỉ ghi khi văn bản tự nêu.")
    )


class RelationForm(forms.Form):
    kind = forms.ChoiceField(label=_("Văn bản này"), choices=RuleRelation.Kind.choices)
    earlier = forms.ModelChoiceField(
        label=_("Văn bản có trên hệ thống"), queryset=IssuedRule.objects.none(), required=False
    )
    title = WordsField(
        _("Văn bản khác: số, ký hiệu, trích yếu"),
        MOST_TITLE,
        required=False,
        help_text=_("Khi không có trong danh sách trên."),
    )

    def __init__(self, *args: Any, rule: IssuedRule, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["earlier"]
        field.queryset = IssuedRule.objects.whole().filter(pk__lt=rule.pk).order_by("-pk")[:200]
        field.queryset = IssuedRule.objects.whole().filter(pk__lt=rule.pk).order_by("-pk")
        field.label_from_instance = lambda one: f"{one.document.number} {one.document.subject}"[:120]


class TextChangeForm(forms.Form):
    paragraph = forms.TypedChoiceField(label=_("Đoạn của văn bản bị tác động"), coerce=int)
    kind = forms.ChoiceField(label=_("Văn bản này"), choices=RuleTextChange.Kind.choices)
    text = WordsField(
        _("Nội dung mới"), MOST_TEXT, rows=6, required=False, help_text=_("Bãi bỏ thì để trống.")
    )
    clause = WordsField(
        _("Theo điều, khoản nào của văn bản này"), MOST_CLAUSE, help_text=_("Ví dụ: khoản 1 Điều 2.")
    )

    def __init__(self, *args: Any, paragraphs: Sequence[Paragraph], **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["paragraph"]
        field.choices = [(one.number, f"{one.label}: {one.text}"[:120]) for one in paragraphs]


class DayForm(forms.Form):
    ngay = VnDateField(label=_("Nội dung theo ngày"))
