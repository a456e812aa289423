from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.opendata.dataset.text_field import text


class TokenForm(forms.Form):
    """What a key is for."""

    name = text(100, label=_("Khóa dùng cho chương trình nào"))
