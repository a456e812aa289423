"""The form of the newsletter: shapes and limits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import WordsField
from tinhso.press.models import NewsSubscription


class SubscriptionForm(forms.Form):
    email = WordsField(_("Thư điện tử"), 120)
    topics = forms.MultipleChoiceField(label=_("Chuyên mục"), widget=forms.CheckboxSelectMultiple)
    frequency = forms.ChoiceField(
        label=_("Nhận khi nào"), choices=NewsSubscription.Frequency.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, topics: list[tuple[str, str]], **more: Any) -> None:
        more["initial"] = {"frequency": "weekly"} | more.get("initial", {})
        super().__init__(*args, **more)
        self.fields["topics"].choices = topics  # type: ignore[attr-defined]
        self.fields["email"].widget.attrs.update(autocomplete="email", inputmode="email")
