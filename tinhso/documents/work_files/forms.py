"""Forms of files: the list of a year, a line of it, a paper, the deeds on a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.documents.models import WorkFile
from tinhso.documents.work_files.due import states_offered
from tinhso.kernel.people.public import User
from tinhso.kernel.site.forms import VnDateField, WholeNumberField, WordsField
from tinhso.lib.dates import FIRST_YEAR, LAST_YEAR


class HolderField(forms.ModelChoiceField):
    def label_from_instance(self, user: User) -> str:
        return str(user.full_name)


class ListFilterForm(forms.Form):
    """What of the list is shown; what is wrong is left out, for it stands in an address."""

    nam = WholeNumberField(label=_("Năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    tt = forms.ChoiceField(label=_("Trạng thái"), required=False, choices=())
    q = WordsField(_("Tìm theo ký hiệu, tiêu đề"), 100, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["tt"].choices = [("", _("Mọi trạng thái")), *states_offered()]  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    """A line of the year's list (NĐ 30/2020, phụ lục V)."""

    year = WholeNumberField(label=_("Năm"), min_value=2000, max_value=LAST_YEAR)
    code = WordsField(_("Số, ký hiệu hồ sơ"), 30, help_text=_("Ví dụ 05-CĐS."))
    heading = WordsField(_("Đề mục trong danh mục"), 200, required=False)
    title = WordsField(_("Tiêu đề hồ sơ"), 500, rows=2)
    keep_years = WholeNumberField(
        label=_("Thời hạn bảo quản (năm)"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=_("Để trống là vĩnh viễn."),
    )
    keep_source = WordsField(
        _("Căn cứ thời hạn bảo quản"), 300, help_text=_("Văn bản, nhóm tài liệu quy định thời hạn.")
    )
    holder = HolderField(label=_("Người lập hồ sơ"), queryset=User.objects.none())

    def __init__(self, *args: Any, holders: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["holder"].queryset = holders  # type: ignore[attr-defined]


class FileField(forms.ModelChoiceField):
    def label_from_instance(self, file: WorkFile) -> str:
        return f"{file.code} · {file.title}"[:120]


class FilePaperForm(forms.Form):
    file = FileField(label=_("Hồ sơ"), queryset=WorkFile.objects.none(), empty_label=_("Chọn hồ sơ"))

    def __init__(self, *args: Any, files: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["file"].queryset = files  # type: ignore[attr-defined]


class MaterialForm(forms.Form):
    title = WordsField(_("Tên tài liệu"), 500, rows=2)
    dated = VnDateField(label=_("Ngày của tài liệu"))
    material = forms.FileField(
        label=_("Tệp"), help_text=_("PDF, ảnh JPG, PNG, DOCX hoặc XLSX; tối đa 50 MB.")
    )


class EndForm(forms.Form):
    ended_on = VnDateField(label=_("Ngày kết thúc công việc"))


class ReasonForm(forms.Form):
    reason = WordsField(_("Lý do"), 500, rows=3)


class PlaceForm(forms.Form):
    place = WordsField(
        _("Nơi để bản giấy"),
        200,
        required=False,
        help_text=_("Kho, giá, hộp; để trống nếu không có bản giấy."),
    )


class HolderForm(ReasonForm):
    holder = HolderField(label=_("Người lập hồ sơ mới"), queryset=User.objects.none())
    field_order = ("holder", "reason")

    def __init__(self, *args: Any, holders: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["holder"].queryset = holders  # type: ignore[attr-defined]


class NothingForm(forms.Form):
    """A deed that needs no word, confirmed on a page of its own."""
