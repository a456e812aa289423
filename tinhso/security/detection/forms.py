from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import VnDateField, WordsField
from tinhso.security.detection.reading import MOST_TEXT
from tinhso.security.intake.forms import ReportForm
from tinhso.security.models import DetectionHit, DetectionRule, SecurityFinding

RULE_STATES = [
    ("", _("Mọi tình trạng")),
    ("cho-bat", _("Chờ bật")),
    ("dang-bat", _("Đang bật")),
    ("da-tat", _("Đã tắt")),
]
HIT_STATES = [
    ("cho", _("Chờ xem xét")),
    ("ngoai-le", _("Thuộc ngoại lệ")),
    ("bao-nham", _("Báo nhầm")),
    ("diem-yeu", _("Đã ghi thành điểm yếu")),
    ("tat-ca", _("Tất cả")),
]
STATE_OF_RULE = {
    "cho-bat": DetectionRule.State.PENDING,
    "dang-bat": DetectionRule.State.ON,
    "da-tat": DetectionRule.State.OFF,
}
STATE_OF_HIT = {
    "cho": DetectionHit.State.NEW,
    "ngoai-le": DetectionHit.State.EXCEPTED,
    "bao-nham": DetectionHit.State.FALSE_ALARM,
    "diem-yeu": DetectionHit.State.FINDING,
}
KINDS = [
    (one.value, one.label)
    for one in (
        SecurityFinding.Kind.MALWARE,
        SecurityFinding.Kind.BOTNET,
        SecurityFinding.Kind.VULNERABILITY,
        SecurityFinding.Kind.MISCONFIGURATION,
    )
]


class RuleFilterForm(forms.Form):
    """What is wrong is left out, for it stands in an address."""

    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), choices=RULE_STATES, required=False)


class HitFilterForm(forms.Form):
    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), choices=HIT_STATES, required=False)
    muc = forms.ChoiceField(
        label=_("Mức"), choices=[("", _("Mọi mức")), *DetectionRule.Level.choices], required=False
    )


class RulesForm(forms.Form):
    """The text of a file that was chosen comes back in the box, where it can be mended."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)
    text = WordsField(
        _("Quy tắc Sigma (YAML)"),
        MOST_TEXT,
        rows=16,
        required=False,
        strip=False,
        help_text=_("Một hay nhiều quy tắc, cách nhau bằng dòng ---. Tối đa 1 MB, 500 quy tắc."),
    )
    content = forms.FileField(label=_("Hoặc chọn tệp"), required=False, allow_empty_file=True)
    skip_faulty = forms.BooleanField(
        label=_("Bỏ qua quy tắc có lỗi, ghi những quy tắc chạy được"), required=False
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)


class SwitchOnForm(forms.Form):
    reported = forms.BooleanField(
        label=_("Báo riêng từng lần bắt được"),
        required=False,
        help_text=_("Bỏ chọn khi quy tắc chỉ phục vụ một tương quan gọi nó."),
    )


class SwitchOffForm(forms.Form):
    reason = WordsField(_("Lý do tắt"), 500, rows=3)


class EventsForm(ReportForm):
    """A file of events; those of Windows say themselves of which log they are."""

    product = WordsField(_("Sản phẩm (product)"), 60, required=False)
    category = WordsField(_("Loại sự kiện (category)"), 60, required=False)
    service = WordsField(
        _("Dịch vụ (service)"),
        60,
        required=False,
        help_text=_("Ba ô này chỉ dùng cho sự kiện JSON không phải của Windows, như linux, auditd."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["content"].label = _("Tệp sự kiện")
        self.fields["content"].help_text = _(
            "Tối đa 64 MB. Sự kiện Windows (.evtx) hoặc JSON mỗi dòng một sự kiện; cả .gz và .zip có một tệp. Tệp bị xóa khi chạy xong."
        )


class DismissForm(forms.Form):
    reason = WordsField(_("Vì sao là báo nhầm"), 1000, rows=4)
    expires_on = VnDateField(label=_("Ngoại lệ đến hết ngày"))


class ConfirmForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại điểm yếu"), choices=KINDS, widget=forms.RadioSelect)
