"""Forms of official corrections: shapes and limits."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import WordsField


class ClarificationForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    claim = WordsField(
        _("Điều đang loan truyền, không đúng"),
        300,
        rows=3,
        help_text=_("Không nêu tài khoản, trang, nhóm, người đăng."),
    )
    fact = WordsField(_("Sự thật"), 3000, rows=6)
    evidence = WordsField(_("Căn cứ"), 1000, rows=3, help_text=_("Văn bản, số liệu, biên bản kiểm tra."))
    evidence_url = WordsField(
        _("Đường dẫn tới căn cứ"), 300, required=False, help_text=_("Bắt đầu bằng / hoặc https://.")
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)


class PublishForm(forms.Form):
    """A press on a button, on a page that says what it means."""


class WithdrawForm(forms.Form):
    reason = WordsField(_("Lý do rút, hiện trên trang"), 300, rows=3)
