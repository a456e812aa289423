from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import WholeNumberField, WordsField
from tinhso.security.intelligence.limits import MOST_BYTES, MOST_WARNING_BYTES
from tinhso.security.models import Indicator, IntelligenceSource, Tlp, WarningList

STATES = [("", _("Mọi trạng thái")), *((one.value, one.label) for one in Indicator.State)]


class KeyedForm(forms.Form):
    """Sent twice it makes one thing."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)


class SourceForm(KeyedForm):
    name = WordsField(_("Tên nguồn"), 150)
    licence = WordsField(
        _("Giấy phép, điều kiện sử dụng"), 200, help_text=_("Ví dụ: CC0; chỉ dùng nội bộ theo văn bản số …")
    )
    kind = forms.ChoiceField(label=_("Cách lấy"), choices=IntelligenceSource.Kind.choices)
    address = forms.CharField(
        label=_("Địa chỉ"),
        max_length=2000,
        required=False,
        widget=forms.URLInput(attrs={"inputmode": "url"}),
        help_text=_(
            "Tệp danh sách, manifest.json của MISP, hoặc trang khám phá hay bộ sưu tập của máy chủ TAXII."
        ),
    )
    collection = WordsField(
        _("Bộ sưu tập TAXII"), 200, required=False, help_text=_("Để trống nếu máy chủ chỉ có một.")
    )
    key_name = WordsField(
        _("Tên khóa truy cập"),
        40,
        required=False,
        help_text=_("Khóa do người vận hành đặt trong thiết lập; không nhập khóa vào đây."),
    )
    hours = WholeNumberField(
        label=_("Lấy lại sau (giờ)"),
        min_value=1,
        max_value=720,
        required=False,
        help_text=_("Để trống: chỉ lấy khi bấm nút."),
    )
    tlp = forms.ChoiceField(label=_("Mức chia sẻ (TLP)"), choices=Tlp.choices, initial=Tlp.GREEN)
    audience = forms.ChoiceField(label=_("Ai được xem"), choices=IntelligenceSource.Audience.choices)
    trust = WholeNumberField(label=_("Độ tin cậy của nguồn (1–100)"), min_value=1, max_value=100, initial=70)
    fades = forms.BooleanField(
        label=_("Tin cậy giảm theo ngày"),
        required=False,
        initial=True,
        help_text=_("Bỏ chọn với danh sách do tỉnh tự lập và tự rút."),
    )


class ListForm(KeyedForm):
    content = forms.FileField(
        label=_("Tệp danh sách"),
        help_text=_(
            "Tối đa 64 MB, một triệu giá trị. STIX 2.0/2.1, MISP (JSON, CSV), danh sách mỗi dòng một giá trị, tệp hosts, CSV, KEV, EPSS; có thể nén gzip hoặc zip."
        ),
    )

    def clean_content(self) -> Any:
        content = self.cleaned_data["content"]
        if content.size > MOST_BYTES:
            raise forms.ValidationError(_("Tệp lớn hơn 64 MB. Ông/bà chia danh sách thành nhiều tệp."))
        return content


class WarningListForm(KeyedForm):
    name = WordsField(_("Tên danh sách"), 200)
    kind = forms.ChoiceField(label=_("Loại"), choices=[(one.value, one.label) for one in WarningList.LOADED])
    source = WordsField(_("Nguồn, giấy phép"), 300)
    content = forms.FileField(
        label=_("Tệp danh sách"),
        help_text=_(
            "Tối đa 8 MB, 200.000 giá trị. Danh sách cảnh báo của MISP (JSON) hoặc mỗi dòng một tên, địa chỉ, dải địa chỉ."
        ),
    )

    def clean_content(self) -> Any:
        content = self.cleaned_data["content"]
        if content.size > MOST_WARNING_BYTES:
            raise forms.ValidationError(_("Danh sách cảnh báo lớn hơn 8 MB."))
        return content


class DecisionForm(forms.Form):
    state = forms.ChoiceField(label=_("Quyết định"))
    reason = WordsField(_("Lý do"), 500, rows=3)

    def __init__(self, *args: Any, states: tuple[str, ...], **more: Any) -> None:
        super().__init__(*args, **more)
        labels = dict(Indicator.State.choices)
        self.fields["state"].choices = [(one, labels[one]) for one in states]  # type: ignore[attr-defined]


class FilterForm(forms.Form):
    """What the list shows; what is wrong is left out, for it stands in an address."""

    tinh_trang = forms.ChoiceField(label=_("Trạng thái"), choices=STATES, required=False)
    loai = forms.ChoiceField(
        label=_("Loại"), choices=[("", _("Mọi loại")), *Indicator.Kind.choices], required=False
    )
