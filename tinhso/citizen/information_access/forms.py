"""The shape of what askers and officers write about requests for information."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.citizen.information_access.public_items import items_of
from tinhso.citizen.information_access.route import MOST_COST, answering_agencies, grounds_on
from tinhso.citizen.models import InformationRequest, PublicInformation
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.forms import VnDateField, WholeNumberField, WordsField, paragraphs

Delivery = InformationRequest.Delivery
CHOOSE = {"required": _("Chọn một cách.")}
LONGEST = 4000


class WantedForm(forms.Form):
    """What is wanted and how it shall be given: the part of form 01 that everybody fills."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)
    subject = WordsField(
        _("Tóm tắt thông tin cần trong một câu"),
        200,
        error_messages={"required": _("Viết một câu tóm tắt.")},
    )
    text = paragraphs(
        _("Nội dung thông tin yêu cầu cung cấp"),
        _("Viết thông tin cần được cung cấp."),
        6,
        _("Tên văn bản, hồ sơ, tài liệu, số, ngày, nếu biết. Tối đa 4.000 ký tự."),
    )
    purpose = WordsField(_("Mục đích sử dụng"), 1000, rows=2, required=False)
    delivery = forms.ChoiceField(
        label=_("Cách nhận thông tin"),
        choices=Delivery.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    language = forms.ChoiceField(
        label=_("Ngôn ngữ"),
        choices=InformationRequest.Language.choices,
        initial=InformationRequest.Language.VIETNAMESE,
    )
    phone = forms.RegexField(
        r"^0\d{9}$",
        label=_("Điện thoại"),
        required=False,
        help_text=_("10 chữ số. Không công khai."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"invalid": _("Nhập 10 chữ số, bắt đầu bằng số 0.")},
    )
    address = WordsField(
        _("Địa chỉ"),
        300,
        help_text=_("Mẫu số 01 của NĐ 13/2018/NĐ-CP có địa chỉ. Không công khai."),
        error_messages={"required": _("Nhập địa chỉ.")},
    )
    represents = WordsField(
        _("Yêu cầu thay cho"),
        200,
        required=False,
        help_text=_("Tên người, tổ chức mà ông/bà đại diện (mẫu số 02). Bỏ trống nếu yêu cầu cho mình."),
    )
    authority = WordsField(
        _("Giấy tờ về việc đại diện"),
        300,
        required=False,
        help_text=_("Giấy ủy quyền, quyết định; số, ngày. Bỏ trống nếu yêu cầu cho mình."),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if bool(data.get("represents")) != bool(data.get("authority")):
            empty = "authority" if data.get("represents") else "represents"
            self.add_error(empty, _("Người đại diện ghi cả người được đại diện và giấy tờ đại diện."))
        return data


class AddressedForm(WantedForm):
    """With the agency that is addressed; `agencies` are those of the day."""

    agency = forms.ModelChoiceField(
        label=_("Cơ quan được yêu cầu"),
        queryset=Agency.objects.none(),
        help_text=_("Không rõ cơ quan nào giữ thông tin: chọn nơi gần nhất, nơi đó chuyển giúp."),
        error_messages={"required": _("Chọn cơ quan.")},
    )
    field_order: tuple[str, ...] = ("agency", "subject", "text")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = answering_agencies(on)  # type: ignore[attr-defined]


class AskerFields(forms.Form):
    """Who wants to know, where no account says so."""

    name = WordsField(_("Họ và tên"), 200, error_messages={"required": _("Nhập họ và tên.")})
    identity_number = forms.RegexField(
        r"^[0-9A-Za-z]{6,20}$",
        label=_("Số căn cước, hộ chiếu"),
        required=False,
        help_text=_("Mẫu số 01 có mục này; có thể đưa sau. Không công khai."),
        error_messages={"invalid": _("Nhập từ 6 đến 20 chữ số, chữ cái.")},
    )
    email = forms.EmailField(
        label=_("Thư điện tử"),
        max_length=120,
        required=False,
        help_text=_("Cần khi nhận thông tin qua mạng. Không công khai."),
        error_messages={
            "invalid": _("Nhập địa chỉ thư điện tử, ví dụ ten@vi-du.vn."),
            "max_length": _("Tối đa 120 ký tự."),
        },
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("delivery") == Delivery.ELECTRONIC and not data.get("email"):
            self.add_error("email", _("Nhập thư điện tử để nhận thông tin qua mạng."))
        if not data.get("email") and not data.get("phone"):
            self.add_error("phone", _("Nhập điện thoại hoặc thư điện tử để cơ quan liên hệ."))
        return data


class VisitorForm(AskerFields, AddressedForm):
    """Form 01 or 02 of somebody without an account."""

    field_order = (
        *("agency", "subject", "text", "purpose", "delivery", "language"),
        *("name", "identity_number", "phone", "email", "address"),
    )


class EnterForm(AskerFields, WantedForm):
    """What came by mail, post or at the counter, written down by the agency that it came to."""

    channel = forms.ChoiceField(
        label=_("Nhận bằng"),
        choices=[pair for pair in InformationRequest.Channel.choices if pair[0] != "page"],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    received_on = VnDateField(label=_("Ngày nhận"), error_messages={"required": _("Nhập ngày nhận.")})
    field_order = ("channel", "received_on", "name", "identity_number", "phone", "email", "address")


class VersionForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)


class MoreForm(VersionForm):
    text = paragraphs(_("Nội dung bổ sung"), _("Viết nội dung bổ sung."))


class AcceptForm(VersionForm):
    weight = forms.ChoiceField(
        label=_("Thông tin yêu cầu"),
        choices=InformationRequest.Weight.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )


class AskForm(VersionForm):
    text = paragraphs(_("Nội dung cần bổ sung"), _("Viết những gì cần bổ sung."))


class HandOnForm(VersionForm):
    agency = forms.ModelChoiceField(
        label=_("Cơ quan giữ thông tin"),
        queryset=Agency.objects.none(),
        error_messages={"required": _("Chọn cơ quan.")},
    )
    reason = paragraphs(_("Lý do chuyển"), _("Viết lý do chuyển."), 3)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = answering_agencies(on)  # type: ignore[attr-defined]


class CostsForm(VersionForm):
    cost = WholeNumberField(
        label=_("Chi phí thực tế, đồng"),
        min_value=0,
        max_value=MOST_COST,
        help_text=_("In, sao, chụp, gửi; 0 nếu không thu."),
        error_messages={"required": _("Nhập số tiền, 0 nếu không thu.")},
    )
    words = WordsField(
        _("Chi phí gồm gì, thanh toán thế nào"),
        1000,
        rows=2,
        required=False,
        help_text=_("Bỏ trống nếu không thu."),
    )
    day = VnDateField(label=_("Ngày cung cấp"), error_messages={"required": _("Nhập ngày cung cấp.")})


class ExtendForm(VersionForm):
    days = WholeNumberField(
        label=_("Thêm số ngày làm việc"),
        min_value=1,
        max_value=60,
        error_messages={"required": _("Nhập số ngày.")},
    )
    reason = WordsField(
        _("Lý do gia hạn"), 1000, rows=3, error_messages={"required": _("Nhập lý do gia hạn.")}
    )


class ThirdPartyForm(VersionForm):
    third_party = WordsField(
        _("Bên thứ ba"),
        300,
        required=False,
        help_text=_("Người, tổ chức mà thông tin nói đến. Không công khai."),
    )
    agrees = forms.TypedChoiceField(
        label=_("Trả lời của bên thứ ba"),
        choices=[("", _("Đã gửi văn bản, chưa có trả lời")), ("1", _("Đồng ý")), ("0", _("Không đồng ý"))],
        coerce=lambda text: text == "1",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class AttachForm(VersionForm):
    file = forms.FileField(label=_("Tệp kèm câu trả lời"), error_messages={"required": _("Chọn một tệp.")})


class GroundsForm(VersionForm):
    """With the grounds of the list of a day."""

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = list(grounds_on(on).items())
        field = self.fields["ground"]
        field.choices = listed if field.required else [("", _("Không từ chối phần nào")), *listed]  # type: ignore[attr-defined]


class RefuseForm(GroundsForm):
    ground = forms.ChoiceField(
        label=_("Căn cứ từ chối"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Chọn một căn cứ trong danh mục."),
            "invalid_choice": _("Chọn một căn cứ trong danh mục."),
        },
    )
    text = paragraphs(
        _("Lý do cụ thể, hướng dẫn người yêu cầu"), _("Viết lý do cụ thể và hướng dẫn người yêu cầu."), 4
    )


class ReplyForm(GroundsForm):
    answer = WordsField(
        _("Nội dung trả lời"),
        8000,
        rows=8,
        error_messages={"required": _("Viết nội dung trả lời.")},
        help_text=_("Hoặc nói rõ các tệp kèm theo là gì."),
    )
    ground = forms.ChoiceField(
        label=_("Từ chối một phần"),
        required=False,
        error_messages={"invalid_choice": _("Chọn một căn cứ trong danh mục.")},
    )
    ground_text = WordsField(
        _("Phần nào bị từ chối, vì sao"),
        LONGEST,
        rows=3,
        required=False,
        help_text=_("Bỏ trống nếu cung cấp toàn bộ."),
    )


class PublishForm(VersionForm):
    question = WordsField(
        _("Câu hỏi, bằng lời trung tính"),
        LONGEST,
        rows=3,
        error_messages={"required": _("Viết câu hỏi để công khai.")},
        help_text=_("Không chép lời người yêu cầu; bỏ tên, địa chỉ, số và mọi chi tiết chỉ ra một người."),
    )
    answer = WordsField(
        _("Câu trả lời, để công khai"),
        8000,
        rows=8,
        error_messages={"required": _("Viết câu trả lời để công khai.")},
    )


class WithholdForm(VersionForm):
    reason = WordsField(
        _("Lý do không công khai"), 500, error_messages={"required": _("Viết lý do không công khai.")}
    )


class ReasonForm(VersionForm):
    text = paragraphs(_("Lý do, hướng dẫn người yêu cầu"), _("Viết lý do."))


class PublicEntryForm(forms.Form):
    """Where an agency has published an item of its yearly list."""

    year = forms.IntegerField(min_value=2018, max_value=2100, widget=forms.HiddenInput)
    item = forms.ChoiceField(
        label=_("Mục của danh mục"),
        error_messages={
            "required": _("Chọn một mục."),
            "invalid_choice": _("Mục này không có trong danh mục của cơ quan năm đó."),
        },
    )
    kind = forms.ChoiceField(label=_("Công khai ở"), choices=PublicInformation.Kind.choices)
    title = WordsField(_("Tên nơi công khai"), 200, error_messages={"required": _("Nhập tên nơi công khai.")})
    link = WordsField(
        _("Đường dẫn"),
        500,
        help_text=_("Địa chỉ https, hoặc đường dẫn của trang này bắt đầu bằng /."),
        error_messages={"required": _("Nhập đường dẫn.")},
    )
    published_on = VnDateField(
        label=_("Ngày công khai"), error_messages={"required": _("Nhập ngày công khai.")}
    )

    def __init__(self, *args: Any, agency: Agency, for_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [(one.code, one.name) for one in items_of(agency, for_year)]  # type: ignore[attr-defined]
        self.fields["year"].initial = for_year
