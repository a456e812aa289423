"""Forms of the editorial desk: shapes and limits. A block has a form of its kind."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import WholeNumberField, WordsField
from tinhso.kernel.site.public import HANOI
from tinhso.press.articles.blocks import FOCAL_PARTS
from tinhso.press.models import Article, Category


class CategoryField(forms.ModelChoiceField):
    def label_from_instance(self, category: Category) -> str:
        return str(category.name)


class NewArticleForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    title = WordsField(_("Tiêu đề"), 200)
    category = CategoryField(label=_("Chuyên mục"), queryset=Category.objects.none(), empty_label=None)

    def __init__(self, *args: Any, categories: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)
        self.fields["category"].queryset = categories  # type: ignore[attr-defined]


class TranslationForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    language = forms.ChoiceField(label=_("Thứ tiếng"), choices=[("en", "English")])
    title = WordsField(_("Tiêu đề bản dịch"), 200)

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)


class HeadForm(forms.Form):
    """Title and sapô; the text that it was written upon."""

    base = forms.IntegerField(min_value=0, max_value=10**6, widget=forms.HiddenInput)
    title = WordsField(_("Tiêu đề"), 200)
    lead = WordsField(
        _("Sapô"),
        600,
        rows=3,
        required=False,
        help_text=_("Một, hai câu tóm tắt; hiện ở danh sách và bản tin RSS."),
    )


class HeadingForm(forms.Form):
    text = WordsField(_("Tiêu đề mục"), 200, required=False)


class TextForm(forms.Form):
    text = WordsField(
        _("Đoạn văn"),
        10_000,
        rows=8,
        required=False,
        help_text=_("Dòng trống ngăn các đoạn. Đường dẫn viết là [chữ](/dia-chi/)."),
    )


class QuoteForm(forms.Form):
    text = WordsField(_("Lời trích"), 2_000, rows=3, required=False)
    who = WordsField(_("Người nói, chức vụ"), 200, required=False)


class TableForm(forms.Form):
    caption = WordsField(_("Tên bảng"), 200, required=False)
    rows = WordsField(
        _("Các dòng"),
        20_000,
        rows=6,
        required=False,
        help_text=_("Mỗi dòng một hàng, các ô cách nhau bằng dấu |. Dòng đầu là tên cột."),
    )


class FileChoiceForm(forms.Form):
    """What shows one of the article's files."""

    file = forms.ChoiceField(label=_("Tệp"), required=False)

    def __init__(self, *args: Any, files: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["file"].choices = [("", _("(chưa chọn)")), *files]  # type: ignore[attr-defined]


class ImageForm(FileChoiceForm):
    alt = WordsField(
        _("Mô tả ảnh"),
        300,
        rows=2,
        required=False,
        help_text=_("Bắt buộc khi đăng: người không nhìn được ảnh nghe câu này."),
    )
    caption = WordsField(_("Lời dưới ảnh"), 300, required=False)
    credit = WordsField(_("Nguồn ảnh"), 200, required=False, help_text=_("Bắt buộc khi đăng."))
    focal_part = forms.ChoiceField(
        label=_("Phần ảnh cần thấy"),
        choices=list(FOCAL_PARTS.items()),
        required=False,
        help_text=_("Ảnh cao chỉ hiện một phần trên trang."),
    )


class AttachedForm(FileChoiceForm):
    label = WordsField(_("Tên tệp trên trang"), 200, required=False)


class AudioForm(FileChoiceForm):
    label = WordsField(_("Tên bản ghi trên trang"), 200, required=False)
    transcript = WordsField(
        _("Lời ghi lại"),
        20_000,
        rows=6,
        required=False,
        help_text=_("Bắt buộc khi đăng: người không nghe được đọc lời này."),
    )


class FigureForm(forms.Form):
    indicator = forms.ChoiceField(label=_("Chỉ tiêu"), required=False)
    period = WordsField(
        _("Kỳ"),
        20,
        required=False,
        help_text=_("Viết như 2023, 2023Q1 (quý), 202303 (tháng). Trang tự lấy con số."),
    )

    def __init__(self, *args: Any, indicators: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["indicator"].choices = [("", _("(chưa chọn)")), *indicators]  # type: ignore[attr-defined]


class DocumentForm(forms.Form):
    number = WordsField(_("Số, ký hiệu"), 100, required=False)
    label = WordsField(_("Tên văn bản"), 300, required=False)
    url = WordsField(_("Đường dẫn"), 200, required=False, help_text=_("Bắt đầu bằng / hoặc https://."))


class MomentField(forms.CharField):
    """A moment typed as `08/03/2024 14:30`, in Hà Nội's time; the text stays as typed where it cannot be read."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label=label, required=False, max_length=20, **more)
        self.help_text = _("Ngày/tháng/năm giờ:phút, ví dụ 08/03/2024 14:30. Để trống nếu không hẹn.")

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            found = datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=HANOI)
        except ValueError as error:
            raise forms.ValidationError(_("Ghi như 08/03/2024 14:30."), code="invalid") from error
        if not 2000 <= found.year <= 2100:
            raise forms.ValidationError(_("Năm phải từ 2000 đến 2100."), code="year")
        return found


class TimesForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    go_live_at = MomentField(_("Đăng lúc"))
    embargo_until = MomentField(_("Giữ tin đến"))
    expires_at = MomentField(_("Hết hạn lúc"))

    @staticmethod
    def initial_of(article: Article) -> dict[str, Any]:
        names = ("go_live_at", "embargo_until", "expires_at")
        times = {name: getattr(article, name) for name in names}
        return {"ver": article.ver} | {
            name: at.astimezone(HANOI).strftime("%d/%m/%Y %H:%M") if at else "" for name, at in times.items()
        }


class AddressForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    slug = WordsField(
        _("Địa chỉ"),
        100,
        help_text=_("Chữ thường không dấu, chữ số, dấu gạch ngang. Địa chỉ cũ vẫn dẫn tới bài."),
    )


class ArticleFileForm(forms.Form):
    file = forms.FileField(
        label=_("Ảnh, tệp"),
        help_text=_(
            "Một ảnh, tệp PDF, DOCX, XLSX hoặc âm thanh MP3, OGG, M4A dài nhất hai giờ, nhiều nhất 20 MB."
        ),
    )
    name = WordsField(_("Tên để chọn"), 200, required=False)


class VersionForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)


class ReasonForm(VersionForm):
    reason = WordsField(_("Lý do"), 500, rows=3)


class ChangeForm(ReasonForm):
    change = forms.ChoiceField(
        label=_("Sửa thế nào"),
        choices=[
            ("correction", _("Đính chính: sửa chỗ sai")),
            ("rewrite", _("Viết lại: thay bài bằng bài khác")),
        ],
    )
    field_order = ["ver", "change", "reason"]


class OutsideForm(VersionForm):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    approver = WordsField(_("Người duyệt"), 200, help_text=_("Chức vụ, cơ quan, ví dụ: Giám đốc Sở Y tế."))
    days = WholeNumberField(label=_("Số ngày mở được"), min_value=1, max_value=30)

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4(), "days": 3} | more.get("initial", {})
        super().__init__(*args, **more)


class CodeForm(forms.Form):
    code = WordsField(
        _("Mã duyệt"), 60, help_text=_("Phần sau dấu # của đường dẫn mà cơ quan gửi cho ông/bà.")
    )


class OutsideAnswerForm(forms.Form):
    code = forms.CharField(max_length=60, widget=forms.HiddenInput)
    full_name = WordsField(_("Họ tên, chức vụ"), 120)
    answer = forms.ChoiceField(
        label=_("Ý kiến"),
        choices=[("yes", _("Đồng ý cho đăng bản này")), ("no", _("Trả lại, cần sửa"))],
        widget=forms.RadioSelect,
    )
    remark = WordsField(
        _("Điều cần sửa, ghi chú"), 1000, rows=4, required=False, help_text=_("Bắt buộc khi trả lại.")
    )
