"""What the historical archive said when it received a package."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import VnDateField, WordsField


class ReceiptForm(forms.Form):
    receiver = WordsField(
        _("Lưu trữ lịch sử nhận"), 200, help_text=_("Ví dụ Trung tâm Lưu trữ lịch sử tỉnh.")
    )
    receipt = WordsField(_("Số biên bản giao nhận"), 120)
    received_on = VnDateField(label=_("Ngày nhận"))
