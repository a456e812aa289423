"""Forms of the desk of data stories: shapes and limits. A block has a form of its kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import WordsField
from tinhso.lib.forms.block_editor import Block
from tinhso.opendata.models import Story
from tinhso.opendata.stories.blocks import FIGURES, IN_WORDS, KINDS, LIMITS, LONGEST_ADDRESS


class NewStoryForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    title = WordsField(_("Tên câu chuyện"), 200)

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)


class HeadForm(forms.Form):
    title = WordsField(_("Tên câu chuyện"), 200)
    lead = WordsField(
        _("Tóm tắt"),
        600,
        rows=3,
        required=False,
        help_text=_("Một, hai câu nói điều chính; hiện ở danh sách và bản tin RSS."),
    )


class ReasonForm(forms.Form):
    reason = WordsField(_("Lý do"), 1000, rows=3, help_text=_("Người đọc sẽ thấy câu này."))


class DecisionForm(forms.Form):
    remark = WordsField(_("Điều cần sửa"), 1000, rows=3, required=False, help_text=_("Bắt buộc khi trả lại."))


class PictureForm(forms.Form):
    file = forms.FileField(label=_("Ảnh"), help_text=_("Một ảnh JPEG, PNG hoặc WebP, nhiều nhất 20 MB."))
    name = WordsField(_("Tên để chọn"), 200, required=False)


class HeadingForm(forms.Form):
    text = WordsField(_("Tiêu đề mục"), 200, required=False)


class TextForm(forms.Form):
    text = WordsField(
        _("Đoạn văn"),
        10_000,
        rows=8,
        required=False,
        help_text=_(
            "Dòng trống ngăn các đoạn. Đường dẫn viết là [chữ](/dia-chi/). Con số lấy từ dữ liệu viết là {ten-goi} của khối Con số."
        ),
    )


class DataForm(forms.Form):
    """What every block of data has; `page` says which page's address it takes."""

    address = WordsField(_("Địa chỉ"), LONGEST_ADDRESS, required=False)
    caption = WordsField(
        _("Lời dẫn"), 300, required=False, help_text=_("Người đọc cần thấy điều gì ở đây; bắt buộc khi gửi.")
    )
    version = WordsField(
        _("Phiên bản dữ liệu"), 8, required=False, help_text=_("Để trống là bản mới nhất lúc lưu.")
    )
    page = _("Chép từ thanh địa chỉ của trang bộ dữ liệu, kèm điều kiện lọc.")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["address"].help_text = self.page
        self.fields["version"].widget.attrs["inputmode"] = "numeric"


class ChartForm(DataForm):
    page = _("Vẽ ở trang Vẽ biểu đồ của bộ dữ liệu, rồi chép địa chỉ vào đây.")


class MapForm(DataForm):
    page = _("Vẽ ở trang Xem trên bản đồ của bộ dữ liệu, rồi chép địa chỉ vào đây.")


class TableForm(DataForm):
    page = _("Lọc, sắp xếp ở trang bộ dữ liệu, rồi chép địa chỉ vào đây.")
    columns = WordsField(
        _("Các cột"),
        600,
        required=False,
        help_text=_("Tên cột, cách nhau bằng dấu chấm phẩy; để trống là 8 cột đầu."),
    )
    rows = WordsField(_("Số dòng"), 4, required=False, help_text=_("Từ 1 đến 30; để trống là 10."))


class FigureForm(DataForm):
    page = _("Lọc ở trang bộ dữ liệu những dòng cần tính, rồi chép địa chỉ vào đây.")
    measure = forms.ChoiceField(label=_("Phép tính"), choices=list(FIGURES.items()), required=False)
    column = WordsField(_("Của cột"), 80, required=False, help_text=_("Không cần khi đếm dòng."))
    label = WordsField(_("Con số này là gì"), 200, required=False)
    unit = WordsField(_("Đơn vị"), 30, required=False)
    mark = WordsField(
        _("Tên gọi trong lời văn"),
        30,
        required=False,
        help_text=_("Chữ thường không dấu, ví dụ so-truong; trong đoạn văn viết {so-truong}."),
    )
    place = forms.ChoiceField(
        label=_("Chỗ hiện"),
        choices=[("", _("thành ô riêng")), (IN_WORDS, _("chỉ trong lời văn"))],
        required=False,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        del self.fields["caption"]
        self.order_fields([*LIMITS["figure"]])


class ImageForm(forms.Form):
    file = forms.ChoiceField(label=_("Ảnh"), required=False)
    alt = WordsField(
        _("Mô tả ảnh"),
        300,
        rows=2,
        required=False,
        help_text=_("Bắt buộc khi gửi: người không nhìn được ảnh nghe câu này."),
    )
    caption = WordsField(_("Lời dưới ảnh"), 300, required=False)
    credit = WordsField(_("Nguồn ảnh"), 200, required=False, help_text=_("Bắt buộc khi gửi."))

    def __init__(self, *args: Any, files: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["file"].choices = [("", _("(chưa chọn)")), *files]  # type: ignore[attr-defined]


FORMS: dict[str, type[forms.Form]] = {
    "heading": HeadingForm,
    "text": TextForm,
    "figure": FigureForm,
    "chart": ChartForm,
    "table": TableForm,
    "map": MapForm,
    "image": ImageForm,
}


@dataclass(frozen=True)
class BlockForm:
    """A block of the editor: its form, what it is called, and what is wrong with it."""

    position: int
    kind: str
    label: Any
    form: forms.Form
    problems: Sequence[str] = ()


def block_forms(
    story: Story, blocks: list[Block], problems: Mapping[int, Sequence[str]] = {}
) -> list[BlockForm]:
    """Filled with what is stored or was sent. One query where a block chooses a picture."""
    more: dict[str, dict[str, Any]] = {}
    if any(one["type"] == "image" for one in blocks):
        more["image"] = {"files": [(str(one.file_id), one.name) for one in story.pictures.all()]}
    return [
        BlockForm(
            position,
            one["type"],
            KINDS[one["type"]],
            FORMS[one["type"]](initial=one, prefix=f"k{position}", **more.get(one["type"], {})),
            problems.get(position, ()),
        )
        for position, one in enumerate(blocks, 1)
    ]
