"""Shapes of what a keeper of the catalogue sends."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import VnDateField
from tinhso.lib.numbers import vn_size
from tinhso.onestop.catalogue.files import MOST_BYTES
from tinhso.onestop.models import OnlineService, ProcedureCompetence

LEVELS = ProcedureCompetence.Level
OWN_LEVELS = [(level.value, str(level.label)) for level in (LEVELS.COMMUNE, LEVELS.DISTRICT, LEVELS.PROVINCE)]


class CatalogueFileForm(forms.Form):
    """A file of procedures."""

    file = forms.FileField(
        label=_("Tệp CSV hoặc XLSX"),
        help_text=_(
            "Theo mẫu của tệp xuất ra; tối đa 8 MB và 5.000 dòng. Tệp được kiểm tra trước, chưa ghi gì."
        ),
        error_messages={"required": _("Chọn tệp cần nhập."), "empty": _("Tệp này trống.")},
    )

    def clean_file(self) -> Any:  # noqa: ANN401 - Django's uploaded file
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("Tệp lớn hơn %(size)s.") % {"size": vn_size(MOST_BYTES)})
        return file


class ProcedureForm(forms.Form):
    """Name, place in the catalogue and levels of a procedure."""

    name = forms.CharField(label=_("Tên thủ tục"), max_length=1200, widget=forms.Textarea(attrs={"rows": 3}))
    field = forms.ChoiceField(label=_("Lĩnh vực"))
    keywords = forms.CharField(
        label=_("Từ khóa"),
        max_length=2000,
        required=False,
        help_text=_("Lời người dân hay dùng, cách nhau bằng dấu chấm phẩy: mở quán; bán hàng qua mạng"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    events = forms.MultipleChoiceField(
        label=_("Nhóm sự kiện"), required=False, widget=forms.CheckboxSelectMultiple
    )
    level = forms.ChoiceField(label=_("Cấp giải quyết"), choices=LEVELS.choices)
    also_at = forms.MultipleChoiceField(
        label=_("Cấp tiếp nhận, giải quyết khác"),
        choices=OWN_LEVELS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    since = VnDateField(label=_("Cấp giải quyết áp dụng từ ngày"))

    def __init__(
        self, *args: Any, fields: list[tuple[str, str]], events: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = fields  # type: ignore[attr-defined]
        self.fields["events"].choices = events  # type: ignore[attr-defined]

    def clean_also_at(self) -> list[str]:
        also: list[str] = self.cleaned_data["also_at"]
        return [level for level in also if level != self.cleaned_data.get("level")]


class ServicesForm(forms.Form):
    """For each level of the province: whether the procedure is offered online, how, since when."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        kinds = [("", _("Không trực tuyến")), *OnlineService.Kind.choices]
        for level, label in OWN_LEVELS:
            words = {"level": label}
            self.fields[f"{level}_kind"] = forms.ChoiceField(
                label=_("%(level)s: mức độ") % words, choices=kinds, required=False
            )
            self.fields[f"{level}_reason"] = forms.CharField(
                label=_("%(level)s: lý do khi chỉ một phần") % words, max_length=300, required=False
            )
            self.fields[f"{level}_since"] = VnDateField(
                label=_("%(level)s: trực tuyến từ ngày") % words, required=False
            )
            self.fields[f"{level}_national_since"] = VnDateField(
                label=_("%(level)s: tích hợp lên Cổng Dịch vụ công quốc gia từ ngày") % words, required=False
            )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for level, _label in OWN_LEVELS:
            if given.get(f"{level}_kind") == "partly" and not given.get(f"{level}_reason"):
                self.add_error(f"{level}_reason", _("Ghi lý do chỉ cung cấp một phần; lý do được công bố."))
        return given

    def lines(self) -> Iterator[dict[str, Any]]:
        """The services as `set_online_services` takes them."""
        for level, _label in OWN_LEVELS:
            given = {
                n: self.cleaned_data[f"{level}_{n}"] for n in ("kind", "reason", "since", "national_since")
            }
            if given["kind"]:
                reason = given["reason"] if given["kind"] == "partly" else ""
                yield given | {"level": level, "since": given["since"] or self.today, "reason": reason}


def initial_of(services: list[OnlineService]) -> dict[str, Any]:
    """What the form of services starts with."""
    return {
        f"{service.level}_{name}": value
        for service in services
        for name, value in (
            ("kind", service.kind),
            ("reason", service.reason),
            ("since", service.valid.lower),
            ("national_since", service.national_since),
        )
    }
