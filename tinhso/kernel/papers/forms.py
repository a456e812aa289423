import base64
import re
from urllib.parse import urlencode

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

MAX_PDF = 10 * 1024 * 1024
TOKEN = re.compile(r"[A-Z2-7]{26}")
NUMBER = re.compile(r"(?:số|so)?\s*:?\s*(\d{1,7}(?:/\d{4})?/[A-ZĐ]{1,12}(?:-[A-ZĐ&]{1,15})+)", re.IGNORECASE)
CENTRAL = ("NĐ-CP", "ND-CP", "QĐ-TTG", "QD-TTG", "TT-", "NQ-CP", "TTLT-")
"""Endings of texts of law, which are no papers of this province."""


def verification_address(words: str) -> str:
    """The code of a paper leads to its proof; the number of one to the page that says what proves it."""
    token = re.sub(r"[\s-]", "", words).upper()
    if TOKEN.fullmatch(token) and re.search(r"\d", token):  # plain words may have 26 letters too
        return reverse("verify_paper", args=[token])
    found = NUMBER.fullmatch(words.strip())
    if found is None or any(mark in found[1].upper() for mark in CENTRAL):
        return ""
    return f"{reverse('verify')}?{urlencode({'so': found[1].upper()})}"


class TokenForm(forms.Form):
    """The code printed below the QR, typed by hand: spaces and small letters are forgiven."""

    ma = forms.CharField(
        label=_("Mã xác minh"),
        help_text=_("26 chữ và số in dưới mã QR trên giấy tờ"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Nhập mã xác minh in trên giấy tờ.")},
    )

    def clean_ma(self) -> str:
        token = re.sub(r"[\s-]", "", self.cleaned_data["ma"]).upper()
        if not TOKEN.fullmatch(token):
            raise forms.ValidationError(_("Mã xác minh gồm 26 chữ và số. Kiểm tra lại mã rồi nhập lại."))
        return token


class PhotoForm(forms.Form):
    """A photo of the code on a paper."""

    anh = forms.FileField(
        label=_("Ảnh chụp mã QR trên giấy tờ"),
        help_text=_("Ảnh JPG, PNG hoặc WebP, tối đa 10 MB. Ảnh chỉ được đọc mã, không được lưu lại."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"}),
        error_messages={
            "required": _("Chụp hoặc chọn ảnh có mã QR."),
            "empty": _("Tệp rỗng. Chọn ảnh khác."),
        },
    )

    def clean_anh(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["anh"]
        if file.size is None or file.size > MAX_PDF:
            raise forms.ValidationError(_("Ảnh lớn hơn 10 MB. Chọn ảnh nhỏ hơn."))
        return file


class UploadForm(forms.Form):
    """A PDF to be checked."""

    tep = forms.FileField(
        label=_("Tệp PDF đã ký số"),
        help_text=_("Tối đa 10 MB. Tệp chỉ được đọc để kiểm tra, không được lưu lại."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={
            "required": _("Chọn tệp PDF cần kiểm tra."),
            "empty": _("Tệp rỗng. Chọn tệp khác."),
        },
    )

    def clean_tep(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["tep"]
        if file.size is None or file.size > MAX_PDF:
            raise forms.ValidationError(_("Tệp lớn hơn 10 MB. Chọn tệp nhỏ hơn."))
        return file


class CmsForm(forms.Form):
    """What the browser brings back from the local signing service: a signature in base64, or a word of refusal."""

    REFUSALS = ("wrong_pin", "token_unplugged", "certificate_expired", "cancelled", "timeout", "unavailable")

    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    token = forms.RegexField(r"^[A-Z2-7]{26}$", required=False)
    cms = forms.CharField(required=False, max_length=64 * 1024)
    refused = forms.CharField(required=False, max_length=100)

    def clean_refused(self) -> str:
        """A word that we do not know becomes "refused": nothing else goes into the log."""
        refused_words = self.cleaned_data["refused"]
        return refused_words if refused_words in ("", *self.REFUSALS) else "refused"

    def clean_cms(self) -> bytes:
        try:
            return base64.b64decode(self.cleaned_data["cms"], validate=True)
        except ValueError as error:
            raise forms.ValidationError("base64") from error
