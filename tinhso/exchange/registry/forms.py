"""Forms of the registry: shapes and limits."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tinhso.exchange.models import InformationSystem, Member, Service, ServiceAddress
from tinhso.exchange.pages.fields import CodeField, NamedChoicesField
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.forms import VnDateField, WordsField
from tinhso.lib.dates import HANOI, in_reach


class FindForm(forms.Form):
    """Of lists; what cannot be read finds everything."""

    tim = WordsField(_("Tìm theo tên, mã, bên cung cấp"), 100, required=False)


class MemberForm(forms.Form):
    member_class = forms.ChoiceField(label=_("Loại thành viên"), choices=Member.Class.choices)
    code = CodeField(_("Mã thành viên"))
    name = WordsField(_("Tên"), 300)
    agency = forms.ModelChoiceField(
        label=_("Cơ quan trên hệ thống này"), queryset=Agency.objects.none(), required=False
    )
    tax_code = forms.RegexField(
        regex=r"^[0-9]{10}(-?[0-9]{3})?\Z",
        label=_("Mã số thuế (doanh nghiệp, tổ chức)"),
        max_length=14,
        required=False,
        error_messages={"invalid": _("Mã số thuế có 10 hoặc 13 chữ số.")},
    )
    contact_email = forms.EmailField(label=_("Thư điện tử của đầu mối kỹ thuật"), max_length=254)
    contact_phone = WordsField(_("Điện thoại của đầu mối kỹ thuật"), 20, required=False)

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]


class SystemForm(forms.Form):
    code = CodeField(_("Mã hệ thống"))
    name = WordsField(_("Tên hệ thống thông tin"), 300)


class NationalForm(forms.Form):
    national = forms.TypedChoiceField(
        label=_("Hệ thống này"),
        choices=[
            ("yes", _("Là cơ sở dữ liệu quốc gia, hoặc lối vào của một cơ sở dữ liệu quốc gia")),
            ("no", _("Không phải")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class ServiceForm(forms.Form):
    code = CodeField(_("Mã dịch vụ"))
    title = WordsField(_("Tên dịch vụ"), 300)
    description = WordsField(_("Mô tả: dữ liệu nào, dùng để làm gì"), 4000, rows=4, required=False)
    personal = forms.BooleanField(label=_("Có dữ liệu cá nhân"), required=False)
    subject_in = forms.ChoiceField(label=_("Lời gọi nêu cá nhân ở đâu"), choices=Service.Subject.choices)
    subject_at = WordsField(
        _("Tên tham số, tiêu đề hoặc con trỏ JSON"),
        200,
        required=False,
        help_text=_("Ví dụ: so-dinh-danh; /cong-dan/so-dinh-danh. Để trống nếu không nêu cá nhân."),
    )


class SubjectForm(forms.Form):
    subject_in = forms.ChoiceField(label=_("Lời gọi nêu cá nhân ở đâu"), choices=Service.Subject.choices)
    subject_at = WordsField(
        _("Tên tham số, tiêu đề hoặc con trỏ JSON"),
        200,
        required=False,
        help_text=_(
            "Tên đúng như trong bản mô tả. Nội dung gửi chỉ được đọc khi là JSON tối đa 64 KB; dài hơn thì lời gọi được ghi là không đọc được."
        ),
    )


class OpenApiForm(forms.Form):
    text = WordsField(
        _("Bản mô tả OpenAPI 3 (JSON)"),
        1_000_000,
        rows=16,
        help_text=_("Dán toàn bộ tệp JSON, tối đa 1 MB. Phiên bản mới được so với phiên bản đang có."),
    )


class PlaceForm(forms.Form):
    environment = forms.ChoiceField(label=_("Môi trường"), choices=ServiceAddress.Environment.choices)
    url = WordsField(_("Địa chỉ"), 500, help_text=_("Ví dụ: https://api.so-a.tinh.gov.vn/v1"))


class MomentField(forms.CharField):
    """A day and an hour as they are written here, in Hà Nội's time."""

    def __init__(self, label: Any) -> None:
        super().__init__(label=label, max_length=20, help_text=_("Ví dụ: 22:00 08/03/2024"))

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            found = datetime.strptime(text.strip(), "%H:%M %d/%m/%Y").replace(tzinfo=HANOI)
        except ValueError as error:
            raise forms.ValidationError(_("Ghi giờ và ngày theo dạng 22:00 08/03/2024.")) from error
        if not in_reach(found.date()):
            raise forms.ValidationError(_("Ghi giờ và ngày theo dạng 22:00 08/03/2024."))
        return found


class MaintenanceForm(forms.Form):
    begins_at = MomentField(_("Bắt đầu"))
    ends_at = MomentField(_("Kết thúc"))
    words = WordsField(_("Lời báo cho nơi gọi"), 500, rows=3)


class WithdrawalForm(forms.Form):
    last_day = VnDateField(label=_("Ngày cuối cùng cung cấp"))
    words = WordsField(_("Lý do, dịch vụ thay thế"), 500, rows=3)


class SuspendMemberForm(forms.Form):
    ground = forms.ChoiceField(label=_("Lý do"), choices=Member.Suspension.choices)
    text = WordsField(_("Giải thích"), 500, rows=3)


class GroupForm(forms.Form):
    code = CodeField(_("Mã nhóm"))
    name = WordsField(_("Tên nhóm"), 300)


class SeatsForm(forms.Form):
    systems = NamedChoicesField(
        label=_("Hệ thống của nhóm"),
        queryset=InformationSystem.objects.select_related("member"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class NothingForm(forms.Form):
    """A deed without words: the page asks once more."""


class PublicPemBox(forms.Textarea):
    """Shows again what was pasted, but never a private key: it is refused, and must not travel once more."""

    def format_value(self, value: Any) -> str | None:
        return None if isinstance(value, str) and "PRIVATE KEY" in value else super().format_value(value)


class PublicPemField(WordsField):
    def __init__(self, label: Any, longest: int, **more: Any) -> None:
        super().__init__(label, longest, widget=PublicPemBox(attrs={"rows": 6}), **more)


class KeyForm(forms.Form):
    pem = PublicPemField(
        _("Khóa công khai (PEM)"),
        4000,
        help_text=_(
            "Ed25519 hoặc P-256: khóa công khai hoặc chứng thư có khóa ấy, bắt đầu bằng -----BEGIN. Không bao giờ dán khóa riêng."
        ),
    )
    last_day = VnDateField(label=_("Dùng đến hết ngày"))


class ClientCertificateForm(forms.Form):
    pem = PublicPemField(
        _("Chứng thư máy khách (PEM)"),
        8000,
        help_text=_(
            "Chứng thư mà hệ thống đưa ra khi xin mã truy cập (mTLS), bắt đầu bằng -----BEGIN CERTIFICATE-----. Chỉ dùng để nhắc ngày hết hạn, không cho thêm quyền nào. Không bao giờ dán khóa riêng."
        ),
    )
