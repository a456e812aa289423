import base64

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import VnDateField, paragraphs
from tinhso.onestop.dossier.forms import VerForm

OPEN_PLACE = "…"


class CmsForm(VerForm):
    """What the browser brings back from the local signing service: a signature in base64, or a word of refusal."""

    REFUSALS = ("wrong_pin", "token_unplugged", "certificate_expired", "cancelled", "timeout", "unavailable")

    token = forms.RegexField(r"^[A-Z2-7]{26}$", required=False)
    cms = forms.CharField(required=False, max_length=64 * 1024)
    refused = forms.CharField(required=False, max_length=100)

    def clean_refused(self) -> str:
        """A word that we do not know becomes "refused": nothing else goes into the log."""
        said = self.cleaned_data["refused"]
        return said if said in ("", *self.REFUSALS) else "refused"

    def clean_cms(self) -> bytes:
        try:
            return base64.b64decode(self.cleaned_data["cms"], validate=True)
        except ValueError as error:
            raise forms.ValidationError("base64") from error


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

    def clean_articles(self) -> str:
        """What the layout of the result left open has to be written in before anybody signs it."""
        text = str(self.cleaned_data["articles"])
        if OPEN_PLACE in text:
            raise forms.ValidationError(_("Còn chỗ trống (…) trong nội dung. Ghi đủ rồi trình ký."))
        return text
