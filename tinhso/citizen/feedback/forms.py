"""The shape of what senders and officers write about feedback."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.citizen.models import Feedback
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.forms import paragraphs


class FeedbackForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    wished = forms.ChoiceField(
        label=_("Phản ánh về việc gì?"),
        choices=Feedback.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một trong hai.")},
    )
    subject = forms.CharField(
        label=_("Tóm tắt trong một câu"),
        max_length=200,
        error_messages={
            "required": _("Viết một câu tóm tắt."),
            "max_length": _("Câu tóm tắt dài tối đa 200 ký tự."),
        },
    )
    text = paragraphs(
        _("Nội dung phản ánh, kiến nghị"),
        _("Viết nội dung phản ánh, kiến nghị."),
        8,
        _("Việc gì, ở đâu, khi nào, quy định hoặc thủ tục nào, ông/bà đề nghị ra sao. Tối đa 4.000 ký tự."),
    )
    about = forms.ModelChoiceField(
        label=_("Cơ quan liên quan"),
        queryset=Agency.objects.none(),
        required=False,
        empty_label=_("Không rõ hoặc không có"),
    )
    phone = forms.RegexField(
        r"^0\d{9}$",
        label=_("Điện thoại"),
        help_text=_("10 chữ số, để cơ quan hỏi lại khi cần. Không công khai."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        error_messages={
            "required": _("Nhập số điện thoại."),
            "invalid": _("Nhập 10 chữ số, bắt đầu bằng số 0."),
        },
    )
    address = forms.CharField(
        label=_("Địa chỉ"),
        max_length=300,
        help_text=_("Pháp luật yêu cầu người gửi ghi họ tên, địa chỉ, điện thoại. Không công khai."),
        error_messages={"required": _("Nhập địa chỉ."), "max_length": _("Địa chỉ dài tối đa 300 ký tự.")},
    )

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].queryset = agencies  # type: ignore[attr-defined]


class EnterForm(FeedbackForm):
    """What came by letter or telephone, written down by the receiving office."""

    source = forms.ChoiceField(
        label=_("Nhận bằng"),
        choices=[("counter", _("Trực tiếp, điện thoại")), ("post", _("Thư, bưu chính"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn cách nhận.")},
    )
    name = forms.CharField(
        label=_("Họ và tên người gửi"),
        max_length=200,
        error_messages={"required": _("Nhập họ và tên."), "max_length": _("Tối đa 200 ký tự.")},
    )
    field_order = ("source", "name", "phone", "address")


class VersionForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)


class MoreForm(VersionForm):
    text = paragraphs(_("Nội dung bổ sung"), _("Viết nội dung bổ sung."))


class StarsForm(VersionForm):
    stars = forms.TypedChoiceField(
        label=_("Ông/bà có hài lòng với kết quả trả lời không?"),
        coerce=int,
        choices=[
            (5, _("Rất hài lòng")),
            (4, _("Hài lòng")),
            (3, _("Bình thường")),
            (2, _("Không hài lòng")),
            (1, _("Rất không hài lòng")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một mức.")},
    )


class TakeForm(VersionForm):
    kind = forms.ChoiceField(
        label=_("Phân loại"),
        choices=Feedback.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn phân loại.")},
    )
    agency = forms.ModelChoiceField(
        label=_("Cơ quan trả lời"),
        queryset=Agency.objects.none(),
        help_text=_("Không chuyển cho chính người, bộ phận bị phản ánh về hành vi."),
        error_messages={"required": _("Chọn cơ quan trả lời.")},
    )
    repeats = forms.CharField(
        label=_("Nhắc lại phản ánh có mã"), max_length=60, required=False, help_text=_("Bỏ trống nếu không.")
    )

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]


class ReasonForm(VersionForm):
    text = paragraphs(_("Lý do, hướng dẫn người gửi"), _("Viết lý do."))


class AskForm(VersionForm):
    text = paragraphs(_("Nội dung cần bổ sung"), _("Viết những gì cần bổ sung."))


class AnswerForm(VersionForm):
    answer = paragraphs(_("Nội dung trả lời"), _("Viết nội dung trả lời."), 10)


class PublishForm(VersionForm):
    question = paragraphs(
        _("Nội dung phản ánh, để công khai"),
        _("Viết nội dung để công khai."),
        6,
        _("Bỏ tên, điện thoại, địa chỉ và mọi chi tiết chỉ ra người gửi hoặc cá nhân khác."),
    )
    answer = paragraphs(_("Nội dung trả lời, để công khai"), _("Viết nội dung trả lời để công khai."), 8)


class WithholdForm(VersionForm):
    reason = forms.CharField(
        label=_("Lý do không công khai"),
        max_length=500,
        error_messages={"required": _("Viết lý do không công khai.")},
    )
