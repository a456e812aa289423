"""The form of a tried call: one field for each parameter that the description names."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tinhso.exchange.developer.inputs import MOST_BODY, MOST_VALUE, Input
from tinhso.kernel.site.forms import TOO_LONG, WordsField

PLACES = {"path": _("trong đường dẫn"), "query": _("sau dấu hỏi"), "header": _("tiêu đề")}


class TrialForm(forms.Form):
    """`values` by place and name, `body` in bytes."""

    def __init__(self, *args: Any, inputs: list[Input], takes_body: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.inputs = inputs
        for number, one in enumerate(inputs):
            field = forms.CharField(
                label=f"{one.name} ({PLACES[one.place]})",
                help_text=one.meaning,
                max_length=MOST_VALUE,
                required=one.required,
                initial=one.example,
            )
            field.error_messages["max_length"] = TOO_LONG
            self.fields[f"p{number}"] = field
        if takes_body:
            self.fields["body"] = WordsField(_("Nội dung gửi (JSON)"), MOST_BODY, rows=8, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for number, one in enumerate(self.inputs):
            value = given.get(f"p{number}", "")
            if one.place == "header" and not (value.isascii() and value.isprintable()):
                self.add_error(f"p{number}", gettext("Tiêu đề chỉ gồm chữ không dấu, số và dấu câu thường."))
        return given

    def values(self) -> dict[tuple[str, str], str]:
        return {
            (one.place, one.name): self.cleaned_data[f"p{number}"] for number, one in enumerate(self.inputs)
        }

    def sent_body(self) -> bytes:
        return str(self.cleaned_data.get("body", "")).encode()
