from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import MOST_LETTERS
from tinhso.onestop.dossier.forms import VerForm


class RateForm(VerForm):
    stars = forms.TypedChoiceField(
        label=_("Ông/bà hài lòng đến đâu?"),
        coerce=int,
        choices=[
            (5, _("5 · Rất hài lòng")),
            (4, _("4 · Hài lòng")),
            (3, _("3 · Bình thường")),
            (2, _("2 · Không hài lòng")),
            (1, _("1 · Rất không hài lòng")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một mức.")},
    )


class WithdrawForm(VerForm):
    text = forms.CharField(
        label=_("Lý do rút"),
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
