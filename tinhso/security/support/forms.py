from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import WordsField
from tinhso.security.models import KnownError, SupportIncident
from tinhso.security.support.sent_files import FileForm
from tinhso.security.support.shared_systems import every_system, systems_on

STATES = [
    ("mo", _("Chờ bộ phận hỗ trợ")),
    ("qua-han", _("Quá hạn")),
    ("cho-nguoi-bao", _("Chờ người báo")),
    ("xong", _("Đã khắc phục, đã đóng")),
    ("khong-nhan", _("Không tiếp nhận, trùng")),
    ("da-rut", _("Đã rút")),
    ("tat-ca", _("Tất cả")),
]
SEVERITIES = SupportIncident.Severity.choices
STARS = [
    (5, _("5 – Rất hài lòng")),
    (4, _("4 – Hài lòng")),
    (3, _("3 – Bình thường")),
    (2, _("2 – Không hài lòng")),
    (1, _("1 – Rất không hài lòng")),
]
YES_NO = [("no", _("Không")), ("yes", _("Có"))]


class FilterForm(forms.Form):
    """What a list shows; what is wrong is left out, for it stands in an address."""

    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), choices=STATES, required=False)
    phan_mem = forms.ChoiceField(label=_("Phần mềm"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        names = [(one.code, one.name) for one in every_system()]
        self.fields["phan_mem"].choices = [("", _("Mọi phần mềm")), *names]  # type: ignore[attr-defined]


class ReportForm(FileForm):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    system = forms.ChoiceField(label=_("Phần mềm"))
    title = WordsField(
        _("Điều không làm được"), 200, help_text=_("Ngắn gọn, ví dụ: Không gửi được văn bản đi.")
    )
    severity = forms.ChoiceField(label=_("Mức ảnh hưởng"), choices=SEVERITIES, widget=forms.RadioSelect)
    text = WordsField(
        _("Diễn biến"),
        4000,
        rows=6,
        help_text=_("Bắt đầu lúc nào, đã thao tác gì, màn hình báo gì. Không ghi mật khẩu, mã OTP."),
    )
    field_order = ("system", "title", "severity", "text", "file")

    def __init__(self, *args: Any, day: date, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)
        self.fields["system"].choices = systems_on(day)  # type: ignore[attr-defined]


class SeverityForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    severity = forms.ChoiceField(label=_("Mức độ"), choices=SEVERITIES, widget=forms.RadioSelect)


class WordsForm(FileForm):
    """Reporter or desk write to each other."""

    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    text = WordsField(_("Nội dung"), 4000, rows=6, help_text=_("Không ghi mật khẩu, mã OTP."))
    field_order = ("text", "file")


class KnownErrorChoice(forms.ModelChoiceField):
    def label_from_instance(self, one: KnownError) -> str:
        return one.title


class ResolveForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    known_error = KnownErrorChoice(
        label=_("Do lỗi đã biết"), queryset=KnownError.objects.none(), required=False, empty_label=_("Không")
    )
    cause = WordsField(_("Nguyên nhân"), 2000, rows=3)
    solution = WordsField(_("Đã khắc phục thế nào"), 2000, rows=4, help_text=_("Người báo đọc phần này."))
    cyber = forms.TypedChoiceField(
        label=_("Sự cố an toàn thông tin mạng"),
        choices=YES_NO,
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
        help_text=_(
            "Có, nếu thông tin, hệ thống bị tấn công hoặc gây nguy hại, ảnh hưởng tính nguyên vẹn, bảo mật, khả dụng."
        ),
    )
    cyber_reason = WordsField(_("Lý do của kết luận"), 1000, rows=3)

    def __init__(self, *args: Any, errors_of: "QuerySet[KnownError]", **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["known_error"].queryset = errors_of  # type: ignore[attr-defined]


class ConfirmForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    stars = forms.TypedChoiceField(
        label=_("Mức hài lòng"), choices=STARS, coerce=int, widget=forms.RadioSelect
    )
    words = WordsField(_("Góp ý"), 1000, rows=3, required=False)


class RefuseForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    reason = WordsField(_("Lý do"), 2000, rows=4, help_text=_("Người báo đọc phần này."))
    same_as = WordsField(
        _("Trùng với sự cố số"), 20, required=False, help_text=_("Chỉ khi trùng, ví dụ SC-ABCD2345EFGH.")
    )


class WithdrawForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    text = WordsField(_("Lý do rút"), 1000, rows=3)


class KnownErrorForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    system = forms.ChoiceField(label=_("Phần mềm"))
    title = WordsField(_("Tên lỗi"), 200)
    cause = WordsField(_("Nguyên nhân"), 2000, rows=3)
    workaround = WordsField(_("Cách làm tạm trong khi chờ sửa"), 2000, rows=4)

    def __init__(self, *args: Any, day: date, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)
        self.fields["system"].choices = systems_on(day)  # type: ignore[attr-defined]


class EndKnownErrorForm(forms.Form):
    mended_by = WordsField(_("Đã sửa thế nào"), 1000, rows=3)
