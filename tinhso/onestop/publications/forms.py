"""Forms of the register of decisions of publication."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.forms import VnDateField
from tinhso.lib.numbers import vn_size
from tinhso.onestop.models import PublishedProcedure
from tinhso.onestop.publications.limits import MOST_BYTES
from tinhso.onestop.publications.lines import MOST_LINES, PublishedLine


class PublicationForm(forms.Form):
    """One decision with its procedures, all changed in the same way; more ways at once come by file."""

    number = forms.CharField(
        label=_("Số quyết định"),
        max_length=60,
        help_text=_("Ví dụ 1234/QĐ-UBND"),
        error_messages={"required": _("Ghi số quyết định.")},
    )
    issued_on = VnDateField(label=_("Ngày quyết định"))
    basis = forms.CharField(
        label=_("Văn bản làm căn cứ"),
        max_length=300,
        help_text=_("Văn bản quy phạm pháp luật và quyết định công bố của bộ"),
        error_messages={"required": _("Ghi văn bản làm căn cứ.")},
    )
    basis_from = VnDateField(label=_("Ngày căn cứ có hiệu lực (ngày mới nhất nếu có nhiều văn bản)"))
    change = forms.ChoiceField(label=_("Thay đổi"), choices=PublishedProcedure.Change.choices)
    codes = forms.CharField(
        label=_("Mã thủ tục"),
        max_length=20_000,
        help_text=_("Mỗi dòng một mã, tối đa 500 mã"),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Ghi ít nhất một mã thủ tục.")},
    )

    def clean_codes(self) -> list[str]:
        codes: list[str] = self.cleaned_data["codes"].replace(",", " ").split()
        if len(codes) > MOST_LINES:
            raise forms.ValidationError(_("Một quyết định ghi được tối đa 500 thủ tục."))
        return codes

    def lines(self) -> list[PublishedLine]:
        return [PublishedLine(code, self.cleaned_data["change"]) for code in self.cleaned_data["codes"]]

    def fields_of(self, agency: Agency) -> dict[str, Any]:
        """What the action takes."""
        names = ("number", "issued_on", "basis", "basis_from")
        return {name: self.cleaned_data[name] for name in names} | {"agency": agency, "lines": self.lines()}


class PublicationFileForm(forms.Form):
    """A file of decisions."""

    file = forms.FileField(
        label=_("Tệp CSV hoặc XLSX"),
        help_text=_("Theo mẫu; tối đa 2 MB và 5.000 dòng. Có một dòng sai thì không ghi dòng nào."),
        error_messages={"required": _("Chọn tệp cần nhập."), "empty": _("Tệp này trống.")},
    )

    def clean_file(self) -> Any:  # noqa: ANN401 - Django's uploaded file
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("Tệp lớn hơn %(size)s.") % {"size": vn_size(MOST_BYTES)})
        return file


class ShownForm(forms.Form):
    """The day on which the ticked procedures were shown."""

    day = VnDateField(label=_("Ngày công khai"))
    lines = forms.TypedMultipleChoiceField(
        coerce=int,
        label=_("Thủ tục"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một thủ tục.")},
    )

    def __init__(self, *args: Any, waiting: list[PublishedProcedure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(line.pk, f"{line.procedure.name} ({line.procedure.code})") for line in waiting]
        self.fields["lines"].choices = choices  # type: ignore[attr-defined]


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do gạch khỏi sổ"),
        max_length=500,
        error_messages={"required": _("Ghi lý do gạch khỏi sổ.")},
    )
