from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import VnDateField, paragraphs
from tinhso.onestop.catalogue.result_forms.wording import says_nothing
from tinhso.onestop.dossier.forms import VerForm

OPEN_PLACE = "…"


class WordingForm(VerForm):
    """What stands on the result; enough to look at it."""

    title = forms.CharField(
        label=_("Tên kết quả"),
        max_length=200,
        error_messages={
            "required": _("Nhập tên kết quả."),
            "max_length": _("Tên kết quả dài tối đa 200 ký tự."),
        },
    )
    articles = paragraphs(
        _("Nội dung quyết định"),
        _("Nhập nội dung quyết định."),
        rows=10,
        help_text=_("Mỗi điều một dòng; số điều được đánh tự động khi lập văn bản."),
    )

    @staticmethod
    def lines(text: str) -> list[str]:
        """One article a line, empty lines left out."""
        return [line.strip() for line in text.splitlines() if line.strip()]


class DecisionForm(WordingForm):
    finding = paragraphs(_("Ý kiến thẩm định"), _("Ghi ý kiến thẩm định."), rows=3)
    valid_until = VnDateField(label=_("Có giá trị đến ngày"), required=False)
    own_file = forms.FileField(
        label=_("Hoặc dùng văn bản đã soạn (PDF)"),
        required=False,
        help_text=_(
            "Một tệp PDF chưa ký số, nhiều nhất 10 MB và 100 trang. Tờ đầu mang số, chữ ký, dấu do phần mềm lập; các trang của tệp theo sau. Chỗ còn trống (…) ở trên được bỏ đi."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
    drop_file = forms.BooleanField(label=_("Bỏ tệp đã gửi"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if name := self.initial.get("file_name"):
            self.fields["drop_file"].help_text = _("Đang dùng tệp “%(name)s”.") % {"name": name}
        else:
            del self.fields["drop_file"]

    @property
    def says_it_in_a_file(self) -> bool:
        """Whether a file holds the text: one sent now, or one sent before and not dropped."""
        if self.files.get("own_file"):
            return True
        return bool(self.initial.get("file_name")) and not self.data.get("drop_file")

    def clean_articles(self) -> str:
        """What the layout of the result left open has to be written in before anybody signs it."""
        text = str(self.cleaned_data["articles"])
        if self.says_it_in_a_file:
            return text
        if OPEN_PLACE in text:
            raise forms.ValidationError(_("Còn chỗ trống (…) trong nội dung. Ghi đủ rồi trình ký."))
        if says_nothing(self.lines(text)):
            raise forms.ValidationError(
                _("Nội dung chưa nói gì về việc được giải quyết. Ghi rõ rồi trình ký.")
            )
        return text
