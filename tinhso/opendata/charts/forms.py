from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.opendata.dataset.text_field import text


class SqlForm(forms.Form):
    sql = text(
        20_000, label=_("Câu lệnh SELECT"), widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"})
    )
