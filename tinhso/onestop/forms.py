"""The shape of what people send; the legal forms of procedures are data and live in `lib.forms`."""

import base64
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import PAUSE_REASONS
from tinhso.kernel.people.public import Agency, Post
from tinhso.kernel.site.forms import MOST_LETTERS, VnDateField, paragraphs, read_version
from tinhso.lib.fees import MOST_DONG
from tinhso.onestop.models import Dossier, HandOver, PortalMessage

OPEN_PLACE = "…"


class StartForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    unit = forms.ChoiceField(
        label=_("Xã, phường, thị trấn nơi làm thủ tục"),
        required=False,
        error_messages={"invalid_choice": _("Chọn một xã, phường, thị trấn trong danh sách.")},
    )

    def __init__(self, *args: Any, units: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if units:
            self.fields["unit"].required = True
            self.fields["unit"].error_messages["required"] = _("Chọn nơi làm thủ tục.")
            self.fields["unit"].choices = [("", _("Chọn…")), *units]  # type: ignore[attr-defined]
        else:
            del self.fields["unit"]


class ContactForm(forms.Form):
    phone = forms.RegexField(
        r"^0\d{9}$",
        label=_("Điện thoại"),
        help_text=_("10 chữ số, để cơ quan báo tin."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        error_messages={
            "required": _("Nhập số điện thoại."),
            "invalid": _("Nhập 10 chữ số, bắt đầu bằng số 0."),
        },
    )
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        max_length=120,
        error_messages={"invalid": _("Nhập địa chỉ thư đúng dạng, ví dụ ten@example.vn.")},
    )
    address = forms.CharField(
        label=_("Địa chỉ liên hệ"),
        max_length=300,
        error_messages={
            "required": _("Nhập địa chỉ liên hệ."),
            "max_length": _("Địa chỉ dài tối đa 300 ký tự."),
        },
    )
    result_by = forms.ChoiceField(
        label=_("Nhận kết quả"),
        choices=Dossier.ResultBy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn cách nhận kết quả.")},
    )


class VerForm(forms.Form):
    """The version that the page showed: who acts on an old page is told what happened meanwhile."""

    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)


class CmsForm(VerForm):
    """What the browser brings back from the local signing service: a signature in base64, or a word of refusal."""

    REFUSALS = ("wrong_pin", "token_unplugged", "certificate_expired", "cancelled", "timeout", "unavailable")

    token = forms.RegexField(r"^[A-Z2-7]{26}$", required=False)
    cms = forms.CharField(required=False, max_length=64 * 1024)
    refused = forms.CharField(required=False, max_length=100)

    def clean_refused(self) -> str:
        """A word that we do not know becomes "refused": nothing else goes into the log."""
        said = self.cleaned_data["refused"]
        return said if said in ("", *self.REFUSALS) else "refused"

    def clean_cms(self) -> bytes:
        try:
            return base64.b64decode(self.cleaned_data["cms"], validate=True)
        except ValueError as error:
            raise forms.ValidationError("base64") from error


class AcceptForm(VerForm):
    days = forms.IntegerField(
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


class SupplementForm(VerForm):
    text = paragraphs(
        _("Những gì còn thiếu hoặc chưa đúng"),
        _("Ghi những gì cần bổ sung."),
        help_text=_("Ghi một lần, đầy đủ, mỗi nội dung một dòng. Chỉ được yêu cầu bổ sung một lần."),
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


class WordingForm(VerForm):
    """What stands on the result; enough to look at it."""

    title = forms.CharField(
        label=_("Tên kết quả"),
        max_length=200,
        error_messages={
            "required": _("Nhập tên kết quả."),
            "max_length": _("Tên kết quả dài tối đa 200 ký tự."),
        },
    )
    articles = paragraphs(
        _("Nội dung quyết định"),
        _("Nhập nội dung quyết định."),
        rows=10,
        help_text=_("Mỗi điều một dòng; số điều được đánh tự động khi lập văn bản."),
    )

    @staticmethod
    def lines(text: str) -> list[str]:
        """One article a line, empty lines left out."""
        return [line.strip() for line in text.splitlines() if line.strip()]


class DecisionForm(WordingForm):
    finding = paragraphs(_("Ý kiến thẩm định"), _("Ghi ý kiến thẩm định."), rows=3)
    valid_until = VnDateField(label=_("Có giá trị đến ngày"), required=False)

    def clean_articles(self) -> str:
        """What the layout of the result left open has to be written in before anybody signs it."""
        text = str(self.cleaned_data["articles"])
        if OPEN_PLACE in text:
            raise forms.ValidationError(_("Còn chỗ trống (…) trong nội dung. Ghi đủ rồi trình ký."))
        return text


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
    days = forms.IntegerField(label=_("Trong số ngày làm việc"), min_value=1, max_value=30, initial=5)
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

    amount = forms.IntegerField(
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


class RateForm(VerForm):
    stars = forms.TypedChoiceField(
        label=_("Ông/bà hài lòng đến đâu?"),
        coerce=int,
        choices=[
            (5, _("5 · Rất hài lòng")),
            (4, _("4 · Hài lòng")),
            (3, _("3 · Bình thường")),
            (2, _("2 · Không hài lòng")),
            (1, _("1 · Rất không hài lòng")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một mức.")},
    )


class WithdrawForm(VerForm):
    text = forms.CharField(
        label=_("Lý do rút"),
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class BulkForm(forms.Form):
    """Several rows of the worklist at once: `mã|phiên bản`, at most fifty."""

    deed = forms.ChoiceField(choices=[("accept", ""), ("forward", ""), ("sign", ""), ("issue", "")])
    chosen = forms.MultipleChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent = self.data.getlist("chosen") if hasattr(self.data, "getlist") else []
        self.fields["chosen"].choices = [(c, c) for c in sent[:50]]  # type: ignore[attr-defined]

    def pairs(self) -> list[tuple[str, int]]:
        found = []
        for item in self.cleaned_data["chosen"]:
            code, _bar, ver = item.rpartition("|")
            if code and read_version(ver):
                found.append((code, read_version(ver)))
        return found


class ExchangeFilter(forms.Form):
    """The filter of the exchange page; it comes by GET, as a code tells nothing of a person."""

    trang_thai = forms.ChoiceField(
        label=_("Trạng thái tin gửi"),
        required=False,
        choices=[("", _("Chưa xong")), *PortalMessage.State.choices],
        error_messages={"invalid_choice": _("Chọn một trạng thái trong danh sách.")},
    )
    ma = forms.CharField(
        label=_("Mã hồ sơ"),
        required=False,
        max_length=60,
        error_messages={"max_length": _("Mã hồ sơ dài tối đa 60 ký tự.")},
    )


class SkipForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do bỏ qua"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Ghi lý do bỏ qua."),
            "max_length": _("Lý do dài tối đa 500 ký tự."),
        },
    )
