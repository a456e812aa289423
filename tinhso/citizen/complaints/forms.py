"""The shape of what officers write about complaints and denunciations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.citizen.feedback.forms import VersionForm
from tinhso.citizen.models import Complaint
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.forms import paragraphs

PURPOSES = [
    ("contact", _("Liên hệ, mời làm việc")),
    ("verify", _("Xác minh danh tính, điều kiện thụ lý")),
    ("protect", _("Bảo vệ người tố cáo")),
    ("answer", _("Gửi thông báo, kết luận")),
]


class ApartForm(VersionForm):
    kind = forms.ChoiceField(
        label=_("Loại đơn"),
        choices=Complaint.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn khiếu nại hoặc tố cáo.")},
    )
    accused = forms.ModelChoiceField(
        label=_("Cơ quan bị khiếu nại, tố cáo"),
        queryset=Agency.objects.none(),
        required=False,
        empty_label=_("Không rõ"),
        help_text=_("Cơ quan này không thấy được đơn."),
    )

    printed = forms.BooleanField(
        label=_("Tố cáo: đã in ra giấy để trao cơ quan nhận, đồng ý xoá khỏi hệ thống"), required=False
    )

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["accused"].queryset = agencies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What is a denunciation leaves this machine for good: not before it stands on paper."""
        data: dict[str, Any] = super().clean() or {}
        kind = data.get("kind")
        if kind == Complaint.Kind.DENUNCIATION and "printed" in self.fields and not data.get("printed"):
            self.add_error(
                "printed", _("In nội dung ra giấy trước; khi chuyển, nội dung bị xoá khỏi hệ thống.")
            )
        data.pop("printed", None)
        return data


class NumberForm(ApartForm):
    """A denunciation that came on paper: against which agency, to choose who receives it; that is not kept."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("ver", "kind", "printed"):
            del self.fields[name]


class RegisterForm(ApartForm):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    sender_name = forms.CharField(label=_("Họ và tên người gửi"), max_length=200, required=False)
    phone = forms.RegexField(
        r"^0\d{9}$",
        label=_("Điện thoại"),
        required=False,
        error_messages={"invalid": _("Nhập 10 chữ số, bắt đầu bằng số 0.")},
    )
    address = forms.CharField(label=_("Địa chỉ"), max_length=300, required=False)
    subject = forms.CharField(
        label=_("Tóm tắt"),
        max_length=200,
        error_messages={"required": _("Viết một câu tóm tắt."), "max_length": _("Tối đa 200 ký tự.")},
    )
    text = paragraphs(_("Nội dung đơn"), _("Viết nội dung đơn."), 10)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("ver", "kind", "printed"):
            del self.fields[name]


class ComplaintForm(RegisterForm):
    """A citizen's own complaint: the law wants name, address and what is asked for."""

    mine = forms.BooleanField(
        label=_("Đây là khiếu nại về quyết định, hành vi hành chính đối với tôi, không phải tố cáo"),
        error_messages={
            "required": _("Đánh dấu ô này; nếu là tố cáo thì không gửi qua mạng, xem nơi nộp đơn tố cáo.")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["accused"].label = _("Cơ quan bị khiếu nại")
        for name, words in {
            "sender_name": _("Nhập họ và tên."),
            "phone": _("Nhập số điện thoại."),
            "address": _("Nhập địa chỉ."),
        }.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = words
        self.fields["text"].help_text = _(
            "Quyết định, hành vi nào, của ai, ngày nào; vì sao ông/bà cho là sai; ông/bà đề nghị gì. Tối đa 4.000 ký tự."
        )


class ConclusionForm(VersionForm):
    conclusion = paragraphs(_("Kết luận, quyết định giải quyết"), _("Viết kết luận."), 10)


class RefusalForm(VersionForm):
    text = paragraphs(_("Lý do không thụ lý, hướng dẫn"), _("Viết lý do."))


class PurposeForm(forms.Form):
    purpose = forms.ChoiceField(
        label=_("Cần biết để làm gì?"),
        choices=PURPOSES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn mục đích.")},
    )
