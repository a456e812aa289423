"""Forms of the registers of digital infrastructure: shapes and limits."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.indicators.infrastructure.columns import COLUMNS, NEEDED
from tinhso.indicators.infrastructure.row_reading import RowReader, RowRefused
from tinhso.indicators.models import InfrastructureItem, ItemKind, NetworkOperator, Signal
from tinhso.indicators.typed_fields.fields import DayField
from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.forms import WholeNumberField, WordsField

LONGEST_TEXT = 2000
MOST_HOUSEHOLDS = 100_000
CHOICES_OF_COLUMN = {"commune", "user_agency"}
YES_OR_NO = [("", _("Chưa rõ")), ("co", _("Có")), ("khong", _("Không"))]


class OperatorField(forms.ModelChoiceField):
    """Operators of a day."""

    def __init__(self, **more: Any) -> None:
        words = {"label": _("Doanh nghiệp, đơn vị vận hành"), "empty_label": _("Chọn doanh nghiệp")}
        super().__init__(NetworkOperator.objects.none(), **words | more)
        self.error_messages["invalid_choice"] = _("Không có doanh nghiệp này. Hãy chọn trong danh sách.")

    def offer(self, day: date) -> None:
        self.queryset = NetworkOperator.objects.filter(valid__contains=day)


class PlaceField(forms.ModelChoiceField):
    """Communes of a day."""

    def __init__(self, **more: Any) -> None:
        super().__init__(AdminUnit.objects.none(), label=_("Xã, phường"), empty_label=_("Chọn xã"), **more)
        self.error_messages["invalid_choice"] = _("Không có xã này. Hãy chọn trong danh sách.")

    def label_from_instance(self, obj: Any) -> str:
        """With its code: two communes of a province may have one name."""
        return f"{obj.name} ({obj.code})"

    def offer(self, day: date) -> None:
        self.queryset = AdminUnit.objects.on(day).communes()


class NetworkOperatorForm(forms.Form):
    code = forms.SlugField(
        label=_("Mã"),
        max_length=30,
        help_text=_("Chữ không dấu, số, gạch nối; không đổi được sau này."),
        error_messages={"invalid": _("Mã chỉ gồm chữ không dấu, số, gạch nối.")},
    )
    name = WordsField(_("Tên doanh nghiệp, đơn vị"), 200)
    begins = DayField(_("Hoạt động tại tỉnh từ ngày"))
    ends = DayField(_("Ngày cuối"), required=False)

    def clean_ends(self) -> Any:
        """The day after the last one."""
        last = self.cleaned_data["ends"]
        return last + timedelta(days=1) if last else None


class ItemForm(forms.Form):
    """A row of one register; its cells are read as those of a table are."""

    def __init__(
        self, *args: Any, kind: str, day: date, item: InfrastructureItem | None = None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.kind, self.day = kind, day
        if item is None:
            self.fields["operator"] = OperatorField()
            self.fields["operator"].offer(day)  # type: ignore[attr-defined]
        for column in COLUMNS[kind]:
            if column.key not in ("commune_name", "until"):
                self.fields[column.key] = self._field(column)
        if item is not None:
            self.initial = initial_of(item)

    def _field(self, column: Any) -> forms.Field:
        needed = column.key in NEEDED[self.kind] or column.key == "commune"
        label = _("Xã, phường") if column.key == "commune" else column.label
        words: dict[str, Any] = {"label": label, "required": needed}
        if column.key in CHOICES_OF_COLUMN:
            return forms.ChoiceField(choices=self._choices(column.key), **words)
        if column.key in ("shared", "internet"):
            return forms.ChoiceField(choices=YES_OR_NO, **words)
        return WordsField(column.label, column.longest, required=needed, help_text=column.hint)

    def _choices(self, key: str) -> list[tuple[str, Any]]:
        if key == "commune":
            rows = AdminUnit.objects.on(self.day).communes().values_list("code", "name")
            return [("", _("Chọn xã")), *((code, f"{name} ({code})") for code, name in rows)]
        kinds = [Agency.Kind.COMMITTEE, Agency.Kind.DEPARTMENT]
        agencies = Agency.objects.on(self.day).filter(kind__in=kinds).values_list("code", "name")
        return [("", _("Chọn cơ quan")), *agencies]

    def clean(self) -> dict[str, Any]:
        """With `words`, the row that was read; every reason stands beside its column."""
        given = self.cleaned_data
        cells = {key: text for key, text in given.items() if isinstance(text, str)}
        if self.errors:
            return given
        try:
            read = RowReader(self.kind, self.day).read(cells)
        except RowRefused as refused:
            for key, words in refused.problems:
                self.add_error(key if key in self.fields else None, words)
            return given
        found: dict[str, Any] = {"words": read}
        return found | ({"operator": given["operator"]} if "operator" in given else {})


def initial_of(item: InfrastructureItem) -> dict[str, Any]:
    """What the columns of a row say; the position stays away, empty it is left as it is."""
    yes = {None: "", True: "co", False: "khong"}
    return {
        "code": item.code,
        "name": item.name,
        "commune": item.place.code,
        "village": item.village,
        "technologies": "/".join(item.technologies),
        "shared": yes[item.shared],
        "internet": yes[item.internet],
        "villages": item.villages,
        "kilometres": str(item.kilometres).replace(".", ",") if item.kilometres is not None else "",
        "hours": item.hours,
        "user_agency": item.user_agency.code if item.user_agency else "",
        "bandwidth": item.bandwidth,
        "in_use_since": f"{item.in_use_since:%d/%m/%Y}" if item.in_use_since else "",
    }


class ItemEndForm(forms.Form):
    until = DayField(_("Ngừng sử dụng từ ngày"))


class ItemFilterForm(forms.Form):
    q = forms.CharField(label=_("Mã, tên, thôn"), max_length=100, required=False)
    xa = PlaceField(required=False)
    doanh_nghiep = forms.ModelChoiceField(
        NetworkOperator.objects.all(), label=_("Doanh nghiệp"), empty_label=_("Tất cả"), required=False
    )
    ca_da_ngung = forms.BooleanField(label=_("Cả dòng đã kết thúc"), required=False)

    def __init__(self, *args: Any, day: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["xa"].offer(day)  # type: ignore[attr-defined]
        self.fields["xa"].empty_label = _("Tất cả")  # type: ignore[attr-defined]


class TableForm(forms.Form):
    kind = forms.ChoiceField(label=_("Sổ"), choices=ItemKind.choices)
    operator = OperatorField()
    as_of = DayField(_("Số liệu đến ngày"))
    file = forms.FileField(
        label=_("Tệp CSV hoặc XLSX"), help_text=_("Nhiều nhất 5 MB, 10.000 dòng; cột như tệp mẫu của sổ.")
    )

    def __init__(self, *args: Any, day: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["operator"].offer(day)  # type: ignore[attr-defined]


class VillageForm(forms.Form):
    place = PlaceField()
    name = WordsField(_("Tên thôn, bản"), 120)
    signal = forms.ChoiceField(
        label=_("Tình trạng sóng"), choices=[one for one in Signal.choices if one[0] != Signal.COVERED]
    )
    households = WholeNumberField(label=_("Số hộ"), min_value=0, max_value=MOST_HOUSEHOLDS, required=False)
    found_on = DayField(_("Ghi nhận ngày"))
    operator = OperatorField(label=_("Doanh nghiệp được yêu cầu phủ sóng"))
    due_on = DayField(
        _("Phải có sóng trước hết ngày"), help_text=_("Năm của ngày này là năm kế hoạch phủ sóng của thôn.")
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, day: date, **more: Any) -> None:
        more.setdefault("initial", {"client_key": uuid4()})
        super().__init__(*args, **more)
        for name in ("place", "operator"):
            self.fields[name].offer(day)  # type: ignore[attr-defined]


class SignalCheckForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    signal = forms.ChoiceField(label=_("Tình trạng sóng"), choices=Signal.choices)
    checked_on = DayField(_("Kiểm tra ngày"))
    operator = OperatorField(label=_("Doanh nghiệp được yêu cầu phủ sóng"))
    text = WordsField(_("Kết quả đo, việc doanh nghiệp đã làm"), LONGEST_TEXT, rows=4)
    file = forms.FileField(
        label=_("Tệp minh chứng"),
        required=False,
        help_text=_("Một tệp PDF, ảnh, DOCX hoặc XLSX, nhiều nhất 10 MB; bắt buộc khi báo đã có sóng."),
    )

    def __init__(self, *args: Any, day: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["operator"].offer(day)  # type: ignore[attr-defined]


class VillageFilterForm(forms.Form):
    q = forms.CharField(label=_("Tên thôn, xã"), max_length=100, required=False)
    song = forms.ChoiceField(
        label=_("Tình trạng sóng"), choices=[("", _("Tất cả")), *Signal.choices], required=False
    )
    nam = WholeNumberField(label=_("Năm kế hoạch"), min_value=2000, max_value=2100, required=False)
    qua_han = forms.BooleanField(label=_("Chỉ thôn quá hạn"), required=False)


class SignalReturnForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    reason = WordsField(_("Vì sao chưa công nhận có sóng"), 2000, rows=3)


class PublicFilterForm(forms.Form):
    q = forms.CharField(label=_("Tìm xã, huyện"), max_length=100, required=False)
    ban_do = forms.ChoiceField(label=_("Bản đồ"), required=False)

    def __init__(self, *args: Any, maps: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["ban_do"].choices = maps  # type: ignore[attr-defined]
