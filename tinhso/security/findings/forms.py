from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import User
from tinhso.kernel.site.forms import VnDateField, WordsField
from tinhso.security.models import FindingDecision, SecurityFinding

STATES = [
    ("mo", _("Chưa khắc phục")),
    ("qua-han", _("Quá hạn (cả đã khắc phục muộn)")),
    ("cho-quet", _("Đã báo khắc phục")),
    ("xong", _("Đã khắc phục")),
    ("bao-nham", _("Báo nhầm")),
    ("chap-nhan", _("Chấp nhận rủi ro")),
    ("tat-ca", _("Tất cả")),
]
NOW_ONLY = [
    (FindingDecision.Kind.FALSE_POSITIVE, _("Báo nhầm")),
    (FindingDecision.Kind.ACKNOWLEDGED, _("Đã biết, đang xử lý")),
]


class FilterForm(forms.Form):
    """What the list shows; what is wrong is left out, for it stands in an address."""

    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), choices=STATES, required=False)
    loai = forms.ChoiceField(
        label=_("Loại"), choices=[("", _("Mọi loại")), *SecurityFinding.Kind.choices], required=False
    )
    muc = forms.ChoiceField(
        label=_("Mức"), choices=[("", _("Mọi mức")), *SecurityFinding.Severity.choices], required=False
    )


class MendingForm(forms.Form):
    what = WordsField(_("Đã làm gì"), 1000, rows=4, help_text=_("Không ghi mật khẩu."))


class EvidenceForm(forms.Form):
    evidence = WordsField(
        _("Minh chứng đã xem"), 1000, rows=4, help_text=_("Số biên bản, ảnh chụp, ai kiểm tra, ngày nào.")
    )


class DecisionForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Quyết định"), choices=FindingDecision.Kind.choices, widget=forms.RadioSelect
    )
    reason = WordsField(_("Lý do"), 1000, rows=4)
    expires_on = VnDateField(label=_("Đến ngày"))
    approver = forms.ModelChoiceField(
        label=_("Lãnh đạo chấp nhận rủi ro"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("Chỉ khi chấp nhận rủi ro: lãnh đạo của cơ quan, không phải người đề nghị."),
    )

    def __init__(self, *args: Any, approvers: list[User], **more: Any) -> None:
        super().__init__(*args, **more)
        people = User.objects.filter(pk__in=[one.pk for one in approvers])
        self.fields["approver"].queryset = people.order_by("full_name", "pk")  # type: ignore[attr-defined]
        self.fields["approver"].label_from_instance = lambda user: user.full_name  # type: ignore[attr-defined]


class ManyForm(forms.Form):
    """One decision over all that the list shows; a risk is accepted one by one."""

    kind = forms.ChoiceField(label=_("Quyết định"), choices=NOW_ONLY, widget=forms.RadioSelect)
    reason = WordsField(_("Lý do"), 1000, rows=4)
    expires_on = VnDateField(label=_("Đến ngày"))
    expected = forms.CharField(max_length=64, widget=forms.HiddenInput)
