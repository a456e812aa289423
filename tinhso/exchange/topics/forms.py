"""The form by which a topic is opened."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tinhso.exchange.models import InformationSystem
from tinhso.exchange.pages.fields import NamedChoiceField


class OpenTopicForm(forms.Form):
    system = NamedChoiceField(
        label=_("Hệ thống cung cấp"), queryset=InformationSystem.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, systems: QuerySet[InformationSystem], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["system"].queryset = systems  # type: ignore[attr-defined]
