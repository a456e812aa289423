"""Fields of forms of the data exchange."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import TOO_LONG


class NamedChoiceField(forms.ModelChoiceField):
    """A choice by its name, with its code behind it."""

    def label_from_instance(self, obj: Any) -> str:
        return named(obj)


class NamedChoicesField(forms.ModelMultipleChoiceField):
    """Several choices by their names, with their codes behind them."""

    def label_from_instance(self, obj: Any) -> str:
        return named(obj)


def named(obj: Any) -> str:
    """A service has a title, a term of the dictionary a label, all else a name."""
    name = getattr(obj, "title", "") or getattr(obj, "label", "") or obj.name
    return f"{name} ({obj})"


class CodeField(forms.RegexField):
    """A part of a service's address: it never changes."""

    def __init__(self, label: Any, **more: Any) -> None:
        more.setdefault(
            "help_text", _("Chữ thường không dấu, số, gạch nối; không đổi về sau. Ví dụ: ho-tich")
        )
        super().__init__(regex=r"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?\Z", label=label, max_length=40, **more)
        self.error_messages["invalid"] = _(
            "Mã chỉ gồm chữ thường không dấu, số và gạch nối, tối đa 40 ký tự."
        )
        self.error_messages["max_length"] = TOO_LONG
