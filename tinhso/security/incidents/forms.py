from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import VnDateField, WholeNumberField, WordsField
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import HANOI, local
from tinhso.security.incidents.alerts import AlertSeen
from tinhso.security.incidents.law import criteria_on, first_steps, steps_of
from tinhso.security.models import CyberIncident, IncidentEntry, IncidentTask, InformationSystem, Machine
from tinhso.security.support.sent_files import FileForm

STATES = [
    ("mo", _("Đang xử lý")),
    ("da-dong", _("Đã đóng, bài học")),
    ("gop", _("Đã gộp")),
    ("khong-phai", _("Không phải sự cố")),
    ("dien-tap", _("Diễn tập")),
    ("tat-ca", _("Tất cả sự cố thật")),
]
KINDS = CyberIncident.Kind.choices
NO_SECRETS = _("Không ghi mật khẩu, mã OTP, thông tin của người dân.")


class FilterForm(forms.Form):
    """What a list shows; what is wrong is left out, for it stands in an address."""

    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), choices=STATES, required=False)
    loai = forms.ChoiceField(label=_("Loại"), choices=[("", _("Mọi loại")), *KINDS], required=False)


class MomentForm(forms.Form):
    """A day and a time that together are one moment, under the name `moment`."""

    moment = ""
    day = VnDateField(label=_("Ngày"))
    hour = forms.TimeField(
        label=_("Giờ"),
        input_formats=["%H:%M", "%Hh%M", "%H"],
        help_text=_("Ví dụ: 14:30"),
        error_messages={"invalid": _("Ghi giờ và phút, ví dụ 14:30.")},
        widget=forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        day, hour = given.pop("day", None), given.pop("hour", None)
        if isinstance(day, date) and isinstance(hour, time):
            given[self.moment] = datetime.combine(day, hour, tzinfo=HANOI)
        return given


def at_present(now: datetime) -> dict[str, Any]:
    return {"day": local(now).date(), "hour": local(now).time().replace(second=0, microsecond=0)}


class AlertsField(forms.MultipleChoiceField):
    def __init__(self, **more: Any) -> None:
        super().__init__(label=_("Cảnh báo gộp vào sự cố"), widget=forms.CheckboxSelectMultiple, **more)


def alert_choices(offered: list[AlertSeen]) -> list[tuple[str, str]]:
    """Each by what it says, on which machine, with which value, when."""
    return [
        (one.key, ", ".join(part for part in (one.words, one.where, one.value, f"{local(one.seen_at):%d/%m/%Y}") if part))
        for one in offered
    ]  # fmt: skip


class ReportForm(MomentForm):
    moment = "detected_at"
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Đã thấy gì"), widget=forms.RadioSelect)
    title = WordsField(
        _("Nói ngắn gọn"), 200, help_text=_("Ví dụ: Máy phòng một cửa hiện thông báo đòi tiền.")
    )
    text = WordsField(_("Diễn biến"), 4000, rows=5, help_text=NO_SECRETS)
    field_order: tuple[str, ...] = ("kind", "title", "day", "hour", "text")

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)
        self.fields["kind"].choices = [(one.kind, one.seen) for one in first_steps()]  # type: ignore[attr-defined]


class OpenForm(ReportForm):
    """Out of alerts, or an exercise: for who answers for an agency."""

    exercise = forms.BooleanField(label=_("Đây là diễn tập"), required=False)
    field_order = ("alerts", "exercise", "kind", "title", "day", "hour", "text")

    def __init__(self, *args: Any, offered: list[AlertSeen], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = KINDS  # type: ignore[attr-defined]
        self.fields["kind"].label = _("Loại sự cố")
        if offered:
            self.fields["alerts"] = AlertsField(choices=alert_choices(offered), required=False)
            self.order_fields(self.field_order)


class VersionForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)


class VerifyForm(VersionForm):
    kind = forms.ChoiceField(label=_("Loại sự cố"), choices=KINDS)
    finding = WordsField(_("Kết quả xác minh"), 2000, rows=5, help_text=NO_SECRETS)


class ClassifyForm(VersionForm):
    criteria = forms.MultipleChoiceField(
        label=_("Tiêu chí đúng với sự cố"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, incident: CyberIncident, **more: Any) -> None:
        super().__init__(*args, **more)
        day = local(incident.detected_at).date()
        words = [(one.code, f"{one.words} ({one.source})") for one in criteria_on(day)]
        self.fields["criteria"].choices = words  # type: ignore[attr-defined]


class PlanForm(VersionForm):
    plan = WordsField(_("Phương án ứng cứu, ai tham gia"), 4000, rows=6, help_text=NO_SECRETS)


class FindingForm(VersionForm):
    finding = WordsField(_("Đã làm gì"), 2000, rows=5, help_text=NO_SECRETS)


class RestoreForm(MomentForm, VersionForm):
    moment = "restored_at"
    finding = WordsField(_("Đã khôi phục thế nào"), 2000, rows=5, help_text=NO_SECRETS)
    field_order = ("day", "hour", "finding")


class SummaryForm(VersionForm):
    cause = WordsField(_("Nguyên nhân"), 2000, rows=4)
    lesson = WordsField(_("Bài học: lần sau làm khác điều gì"), 2000, rows=4)


class ReasonForm(VersionForm):
    reason = WordsField(_("Lý do"), 500, rows=3)


class MergeForm(VersionForm):
    into = WordsField(_("Số của sự cố chính"), 30, help_text=_("Ví dụ: ATTT-ABCD2345EFGH"))


class AlertsForm(forms.Form):
    alerts = AlertsField()

    def __init__(self, *args: Any, offered: list[AlertSeen], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["alerts"].choices = alert_choices(offered)  # type: ignore[attr-defined]


class WithMachine(forms.Form):
    """A machine by its name in the register: an agency has thousands of them."""

    machine = WordsField(
        _("Máy: tên trong sổ máy"), 100, required=False, help_text=_("Để trống nếu không nêu máy nào.")
    )


class AssetForm(WithMachine):
    system = forms.ModelChoiceField(
        label=_("Hệ thống thông tin"),
        queryset=InformationSystem.objects.none(),
        required=False,
        empty_label=_("Không nêu hệ thống"),
    )
    field_order = ("system", "machine")

    def __init__(self, *args: Any, systems: "QuerySet[InformationSystem]", **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["system"].queryset = systems  # type: ignore[attr-defined]


class EntryForm(WithMachine, MomentForm):
    moment = "happened_at"
    kind = forms.ChoiceField(
        label=_("Loại"), choices=[one for one in IncidentEntry.Kind.choices if one[0] != "alert"]
    )
    text = WordsField(_("Nội dung"), 4000, rows=5, help_text=NO_SECRETS)
    indicator = WordsField(_("Chỉ dấu: tên miền, địa chỉ, SHA-256"), 300, required=False)
    corrects = WholeNumberField(label=_("Đính chính dòng số"), min_value=1, max_value=100000, required=False)
    field_order = ("kind", "day", "hour", "text", "machine", "indicator", "corrects")


class TaskForm(forms.Form):
    step = forms.ChoiceField(label=_("Bước"))
    part = forms.ChoiceField(label=_("Ai làm"), choices=IncidentTask.Part.choices)
    words = WordsField(_("Việc phải làm"), 300)

    def __init__(self, *args: Any, incident: CyberIncident, **more: Any) -> None:
        super().__init__(*args, **more)
        steps = [(row["key"], row["label"]) for row in steps_of(incident.rules)]
        self.fields["step"].choices = steps  # type: ignore[attr-defined]


class TickForm(forms.Form):
    note = WordsField(_("Ghi chú"), 500, rows=3, required=False)


class EvidenceForm(WithMachine, MomentForm, FileForm):
    moment = "collected_at"
    words = WordsField(_("Là gì, lấy ở đâu, bằng cách nào"), 500, rows=3)
    collector = WordsField(_("Ai thu thập (họ tên, cơ quan)"), 200)
    field_order = ("file", "words", "machine", "collector", "day", "hour")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["file"].label = _("Tệp chứng cứ")
        self.fields["file"].help_text = _(
            "PDF, ảnh, Word, Excel, văn bản (.txt, .csv) hoặc .zip không đặt mật khẩu, tối đa 50 MB. Tệp có mã độc không nộp ở đây: "
            "ghi SHA-256 vào diễn biến và giữ bản gốc ở nơi an toàn."
        )


class TransferForm(MomentForm):
    moment = "handed_at"
    giver = WordsField(_("Bên giao (họ tên, cơ quan)"), 200)
    receiver = WordsField(_("Bên nhận (họ tên, cơ quan)"), 200)
    purpose = WordsField(_("Lý do, nơi giao nhận"), 500, rows=3)
    field_order = ("giver", "receiver", "day", "hour", "purpose")


class HoldForm(forms.Form):
    reason = WordsField(_("Lý do, văn bản yêu cầu"), 500, rows=3)


class SentForm(MomentForm):
    moment = "sent_at"
    document_number = WordsField(_("Số, ký hiệu văn bản đã gửi"), 60)
    field_order = ("document_number", "day", "hour")


class BreachForm(MomentForm):
    moment = "found_at"
    data_kinds = WordsField(
        _("Loại dữ liệu cá nhân"), 1000, rows=3, help_text=_("Ví dụ: họ tên, số điện thoại, số căn cước.")
    )
    sensitive = forms.BooleanField(label=_("Có dữ liệu nhạy cảm"), required=False)
    persons_count = WholeNumberField(
        label=_("Số người bị ảnh hưởng"), min_value=0, max_value=10_000_000, required=False,
        help_text=_("Chưa biết thì để trống, ghi lại khi biết."),
    )  # fmt: skip
    consequences = WordsField(_("Hậu quả có thể có"), 2000, rows=3)
    measures = WordsField(_("Biện pháp đã làm và sẽ làm"), 2000, rows=3)
    persons_due = forms.BooleanField(label=_("Phải thông báo cho người có dữ liệu"), required=False)
    persons_reason = WordsField(_("Vì sao phải hoặc không phải thông báo"), 500, rows=2)
    field_order = ("day", "hour")


def systems_of(agency_id: int) -> "QuerySet[InformationSystem]":
    mine = Q(owner_id=agency_id) | Q(operator_id=agency_id)
    return InformationSystem.objects.filter(mine, retired_on=None).order_by("name", "pk")


def machine_named(words: str, agency_id: int) -> Machine | None:
    """The machine of the agency with that name, the newest of several; None where none was asked for. EntryRefused."""
    if not words.strip():
        return None
    rows = Machine.objects.filter(agency_id=agency_id, name__iexact=words.strip())
    if found := rows.order_by("-pk").first():
        return found
    raise EntryRefused("machine", f"Sổ máy của cơ quan không có máy tên “{words.strip()}”.")
