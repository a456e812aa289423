"""The shape of what the desk and the handling unit send."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.citizen.complaints.content import COMPLAINT_REASON
from tinhso.citizen.intake.forms import PlaceForm
from tinhso.citizen.models import Report, ReportCategory
from tinhso.citizen.reports.content import MOST_TEXT, OUTSIDE, on_the_map
from tinhso.citizen.sender.phones import plain_phone
from tinhso.kernel.people.public import Agency, Post
from tinhso.kernel.places.public import AdminUnit, units_on
from tinhso.kernel.site.forms import CoordinateField


def paragraph(label: Any, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class VerForm(forms.Form):
    """The version that the page showed: who acts on an old page is told what happened meanwhile."""

    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)


class RouteForm(VerForm):
    category = forms.ModelChoiceField(
        label=_("Loại phản ánh"), queryset=ReportCategory.objects.none(), to_field_name="code"
    )
    agency = forms.ModelChoiceField(
        label=_("Đơn vị xử lý"),
        queryset=Agency.objects.none(),
        to_field_name="code",
        error_messages={
            "required": _("Chọn đơn vị xử lý."),
            "invalid_choice": _("Không có cơ quan này; chọn trong danh sách gợi ý."),
        },
        widget=forms.TextInput(attrs={"list": "agencies", "autocomplete": "off"}),
        help_text=_("Mã cơ quan; gợi ý theo phân công là ô đã điền sẵn."),
    )
    commune = forms.ModelChoiceField(
        label=_("Xã, phường, thị trấn"),
        queryset=AdminUnit.objects.none(),
        to_field_name="code",
        required=False,
        error_messages={"invalid_choice": _("Không có xã, phường này; chọn trong danh sách gợi ý.")},
        widget=forms.TextInput(attrs={"list": "communes", "autocomplete": "off"}),
        help_text=_(
            "Mã xã, phường; ghi khi người gửi chỉ cho điểm trên bản đồ. Bỏ trống thì giữ như người gửi chọn."
        ),
    )
    shown_text = paragraph(
        _("Nội dung gửi đơn vị xử lý và đăng"),
        required=False,
        help_text=_("Đã che số điện thoại, họ tên nhận ra được; đọc lại và che thêm nếu còn."),
    )
    publish = forms.BooleanField(label=_("Đăng công khai"), required=False)
    lat = CoordinateField(min_value=-90, max_value=90, required=False, widget=forms.HiddenInput)
    lon = CoordinateField(min_value=-180, max_value=180, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = ReportCategory.objects.on(on)  # type: ignore[attr-defined]
        self.fields["commune"].queryset = units_on(on, AdminUnit.Level.COMMUNE)  # type: ignore[attr-defined]
        self.fields["agency"].queryset = Agency.objects.on(on).exclude(kind=Agency.Kind.DESK)  # type: ignore[attr-defined]
        self.day = on

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        lat, lon = data.get("lat"), data.get("lon")
        if lat is not None and lon is not None and not on_the_map(lat, lon, self.day):
            self.add_error("commune", OUTSIDE)
        return data


class TurnDownForm(VerForm):
    reason = forms.ChoiceField(label=_("Lý do"), error_messages={"required": _("Chọn lý do.")})
    text = paragraph(_("Ghi thêm cho người phản ánh"), rows=3, required=False)

    def __init__(self, *args: Any, reasons: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", _("Chọn…")), *reasons.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Words to the sender of a complaint are the receiving unit's: none is dropped in silence on the way there."""
        data = super().clean() or {}
        if data.get("reason") == COMPLAINT_REASON and data.get("text"):
            self.add_error(
                "text",
                _(
                    "Đơn khiếu nại, tố cáo chuyển sang sổ riêng, cơ quan thụ lý sẽ trả lời người gửi. Bỏ trống ô này."
                ),
            )
        return data


class MergeForm(VerForm):
    into = forms.CharField(
        label=_("Mã phản ánh đã có"), max_length=60, error_messages={"required": _("Nhập mã phản ánh đã có.")}
    )


class AssignForm(VerForm):
    officer = forms.TypedChoiceField(
        label=_("Giao cho"), coerce=int, error_messages={"required": _("Chọn người xử lý.")}
    )

    def __init__(self, *args: Any, posts: list[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(post.user_id, f"{post.user.full_name} · {post.title}") for post in posts]
        self.fields["officer"].choices = choices  # type: ignore[attr-defined]


class GiveBackForm(VerForm):
    reason = paragraph(_("Vì sao không thuộc đơn vị"), rows=3, error_messages={"required": _("Ghi lý do.")})


class AnswerForm(VerForm):
    text = paragraph(
        _("Kết quả xử lý"),
        rows=5,
        error_messages={"required": _("Ghi kết quả xử lý.")},
        help_text=_("Đã làm gì, khi nào, còn gì. Câu này được đăng sau khi cơ quan đầu mối đọc lại."),
    )


class PublishForm(VerForm):
    text = paragraph(_("Trả lời được đăng"), rows=5, error_messages={"required": _("Ghi kết quả xử lý.")})


class HideForm(VerForm):
    reason = forms.ChoiceField(label=_("Lý do không đăng"))

    def __init__(self, *args: Any, reasons: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = list(reasons.items())  # type: ignore[attr-defined]


class EntryForm(PlaceForm):
    """A report that came by telephone or at the counter, on one page."""

    channel = forms.ChoiceField(
        label=_("Nhận qua"),
        choices=[(c.value, c.label) for c in (Report.Channel.PHONE, Report.Channel.COUNTER)],
    )
    category = forms.ModelChoiceField(
        label=_("Nội dung phản ánh"), queryset=ReportCategory.objects.none(), to_field_name="code"
    )
    description = paragraph(_("Mô tả sự việc"), rows=5, required=False)
    name = forms.CharField(label=_("Họ tên người phản ánh"), max_length=200, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("channel", "category", "description", "address", "commune", "lat", "lon", "name", "phone")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        self.fields["category"].queryset = ReportCategory.objects.on(on)  # type: ignore[attr-defined]

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"].strip()
        if typed and not plain_phone(typed):
            raise forms.ValidationError(_("Số điện thoại gồm 10 chữ số, bắt đầu bằng 0."))
        return plain_phone(typed)
