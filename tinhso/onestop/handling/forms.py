from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import PAUSE_REASONS
from tinhso.kernel.people.public import Agency, Post
from tinhso.kernel.site.forms import VnDateField, WholeNumberField, paragraphs
from tinhso.lib.money.fees import MOST_DONG
from tinhso.onestop.dossier.forms import VerForm
from tinhso.onestop.dossier.identity_differences import Difference
from tinhso.onestop.models import HandOver


class AcceptForm(VerForm):
    days = WholeNumberField(
        label=_("Thời hạn giải quyết (ngày làm việc)"),
        required=False,
        min_value=1,
        max_value=365,
        help_text=_("Danh mục chưa có thời hạn của thủ tục này; nhập theo văn bản quy định."),
        error_messages={
            "min_value": _("Nhập từ 1 đến 365 ngày."),
            "max_value": _("Nhập từ 1 đến 365 ngày."),
            "invalid": _("Nhập số ngày bằng chữ số."),
        },
    )


class IdentityForm(VerForm):
    """Which value of who applies holds, one question for each difference, and why."""

    words = paragraphs(
        _("Căn cứ thống nhất"),
        _("Ghi căn cứ thống nhất thông tin người nộp."),
        rows=3,
        help_text=_(
            "Giấy tờ đã xem, người đã hỏi, vì sao thông tin nào đúng. Ghi vào hồ sơ cùng tên cán bộ."
        ),
    )

    def __init__(self, *args: Any, differences: Sequence[Difference], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choosable = [one for one in differences if one.wants_choice]
        for one in choosable:
            self.fields[one.key] = forms.TypedChoiceField(
                label=one.label,
                coerce=int,
                choices=[(n, f"{value.text} ({value.source})") for n, value in enumerate(one.values)],
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Chọn thông tin đúng."),
                    "invalid_choice": _("Chọn thông tin đúng."),
                },
            )
        self.order_fields([one.key for one in choosable])


class SupplementForm(VerForm):
    text = paragraphs(
        _("Những gì còn thiếu hoặc chưa đúng"),
        _("Ghi những gì cần bổ sung."),
        help_text=_("Ghi một lần, đầy đủ, mỗi nội dung một dòng. Chỉ được yêu cầu bổ sung một lần."),
    )


class LateSupplementForm(VerForm):
    """After the days for asking: the head agrees, and the time goes on."""

    text = paragraphs(
        _("Những gì còn thiếu hoặc chưa đúng"),
        _("Ghi những gì cần bổ sung."),
        help_text=_(
            "Đã quá số ngày được yêu cầu bổ sung hoặc quá giờ hẹn trả: cần lãnh đạo đồng ý, và thời hạn giải quyết giữ "
            "nguyên, không tạm dừng, không tính lại."
        ),
    )
    reason = paragraphs(
        _("Vì sao yêu cầu sau hạn"),
        _("Ghi vì sao chưa yêu cầu trong hạn."),
        rows=3,
        help_text=_("Lãnh đạo và người nộp cùng đọc."),
    )


class AskLateForm(VerForm):
    text = paragraphs(
        _("Nội dung gửi người nộp"),
        _("Ghi những gì cần bổ sung."),
        help_text=_(
            "Thời hạn giải quyết giữ nguyên: không tạm dừng, không tính lại. Chỉ được yêu cầu một lần."
        ),
    )


class ProposeApologyForm(VerForm):
    text = paragraphs(
        _("Lý do chưa trả được"),
        _("Ghi lý do."),
        rows=3,
        help_text=_(
            "Nêu cả ngày đề nghị hẹn lại. Lãnh đạo ký phiếu và định ngày; chỉ hẹn lại một lần, trước khi đến hạn."
        ),
    )


class RefusalForm(VerForm):
    text = paragraphs(
        _("Lý do từ chối"), _("Ghi lý do từ chối."), help_text=_("Mỗi lý do một dòng, nêu căn cứ.")
    )


class LapseForm(VerForm):
    text = paragraphs(
        _("Lý do"),
        _("Ghi lý do từ chối."),
        help_text=_("Nêu phiếu yêu cầu bổ sung và hạn đã quá; phiếu từ chối (mẫu 03) ghi lý do này."),
    )


class AssignForm(VerForm):
    officer = forms.TypedChoiceField(
        label=_("Giao cho"),
        coerce=int,
        error_messages={
            "required": _("Chọn người thụ lý."),
            "invalid_choice": _("Chọn người trong danh sách."),
        },
    )

    def __init__(self, *args: Any, posts: list[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(post.user_id, f"{post.user.full_name} · {post.title}") for post in posts]
        self.fields["officer"].choices = choices  # type: ignore[attr-defined]


class ApologyForm(VerForm):
    day = VnDateField(label=_("Ngày hẹn trả mới"))
    text = paragraphs(_("Lý do chưa trả được"), _("Ghi lý do."), rows=3)


class CorrectionForm(VerForm):
    """When the result was truly ready; early, on time or late follows from it."""

    day = VnDateField(label=_("Ngày có kết quả đúng"))
    hour = forms.TimeField(
        label=_("Giờ có kết quả đúng"),
        help_text=_("Giờ:phút, ví dụ 16:30"),
        input_formats=["%H:%M", "%Hh%M"],
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "short"}),
        error_messages={
            "required": _("Nhập giờ có kết quả."),
            "invalid": _("Ghi giờ theo dạng giờ:phút, ví dụ 16:30."),
        },
    )
    text = paragraphs(
        _("Lý do đính chính"),
        _("Ghi lý do đính chính và giấy tờ chứng minh."),
        rows=3,
        help_text=_("Ngày cũ, ngày mới và lý do được lưu; số liệu thống kê tính lại theo ngày mới."),
    )


class OpinionAskForm(VerForm):
    of = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Cơ quan được hỏi"), error_messages={"required": _("Chọn cơ quan.")}
    )
    days = WholeNumberField(label=_("Trong số ngày làm việc"), min_value=1, max_value=30, initial=5)
    text = paragraphs(_("Nội dung hỏi"), _("Ghi nội dung cần hỏi."), rows=4)


class PauseForm(VerForm):
    reason = forms.ChoiceField(
        label=_("Vì sao tạm dừng"),
        choices=[choice for choice in PAUSE_REASONS if choice[0] != "BO_SUNG"],
        error_messages={"required": _("Chọn lý do.")},
    )
    text = paragraphs(
        _("Giải thích cho người nộp"),
        _("Ghi lý do để người nộp biết."),
        rows=3,
        help_text=_("Chỉ tạm dừng khi pháp luật của thủ tục cho phép."),
    )


class DutyPauseForm(PauseForm):
    """A pause that may wait for a payment: the amount of the notice, in whole đồng."""

    amount = WholeNumberField(
        label=_("Số tiền nghĩa vụ tài chính (đồng)"),
        required=False,
        min_value=1,
        max_value=MOST_DONG,
        help_text=_(
            "Khi chờ nghĩa vụ tài chính: người nộp thấy số tiền và mã VietQR; nộp đủ thì thời hạn tự tính tiếp. "
            "Để trống nếu tiền nộp nơi khác."
        ),
        error_messages={
            "invalid": _("Nhập số đồng, chỉ gồm chữ số."),
            "min_value": _("Số tiền phải lớn hơn 0."),
            "max_value": _("Số tiền quá lớn, kiểm tra lại."),
        },
    )
    source = forms.CharField(
        label=_("Số, ngày của thông báo"),
        required=False,
        max_length=200,
        error_messages={"max_length": _("Ghi tối đa 200 ký tự.")},
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("amount") and data.get("reason") != "NGHIA_VU_TAI_CHINH":
            self.add_error("amount", _("Chỉ ghi số tiền khi tạm dừng vì nghĩa vụ tài chính."))
        if data.get("amount") and not data.get("source"):
            self.add_error("source", _("Ghi số, ngày của thông báo nộp tiền."))
        return data


class TransferForm(VerForm):
    to = forms.ModelChoiceField(
        Agency.objects.none(),
        label=_("Cơ quan có thẩm quyền"),
        error_messages={"required": _("Chọn cơ quan.")},
    )
    text = paragraphs(_("Lý do chuyển"), _("Ghi lý do chuyển."), rows=3)


class HandOverForm(VerForm):
    how = forms.ChoiceField(label=_("Cách trả"), choices=HandOver.How.choices, widget=forms.RadioSelect)
    collected_by = forms.CharField(
        label=_("Người nhận"), max_length=200, error_messages={"required": _("Nhập họ tên người nhận.")}
    )
    collector = forms.ChoiceField(
        label=_("Người nhận là"), choices=HandOver.Collector.choices, widget=forms.RadioSelect, required=False
    )
    authority = forms.CharField(
        label=_("Giấy ủy quyền"),
        required=False,
        max_length=200,
        help_text=_("Số, ngày của giấy ủy quyền khi người khác nhận thay."),
        error_messages={"max_length": _("Ghi tối đa 200 ký tự.")},
    )
    id_number = forms.RegexField(
        r"^(\d{4}|\d{9}|\d{10}|\d{12}|\d{13})$",
        label=_("Số định danh hoặc mã số thuế"),
        required=False,
        help_text=_("Người nhận thay: chỉ ghi 4 số cuối."),
        error_messages={
            "invalid": _("Nhập 12 chữ số định danh, mã số thuế 10 hay 13 chữ số, hoặc 4 số cuối.")
        },
    )
    post_number = forms.CharField(
        label=_("Số bưu gửi"),
        required=False,
        max_length=30,
        help_text=_("Khi trả qua bưu chính công ích."),
        error_messages={"max_length": _("Số bưu gửi dài tối đa 30 ký tự.")},
    )

    def clean(self) -> dict[str, Any]:
        """Somebody else needs a paper and four digits (no more of a stranger's number is kept); the post its number."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("how") == HandOver.How.POST and not data.get("post_number"):
            self.add_error("post_number", _("Nhập số bưu gửi."))
        if data.get("collector") == HandOver.Collector.OTHER:
            if not data.get("authority"):
                self.add_error("authority", _("Ghi giấy ủy quyền của người nhận thay."))
            if "id_number" not in self.errors and len(data.get("id_number") or "") < 4:
                self.add_error("id_number", _("Nhập 4 số cuối định danh của người nhận thay."))
            data["id_number"] = (data.get("id_number") or "")[-4:]
        return data
