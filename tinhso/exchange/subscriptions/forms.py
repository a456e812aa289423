"""Forms of subscriptions and deliveries."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tinhso.exchange.models import EventDelivery, EventSubscription, InformationSystem, Service
from tinhso.exchange.pages.fields import NamedChoiceField
from tinhso.kernel.site.forms import WordsField

ADDRESS_HINT = _(
    "Bắt đầu bằng https://. Mỗi sự kiện là một lần POST có chữ ký Standard Webhooks; trả mã 2xx trong 15 giây là đã nhận."
)


class SubscribeForm(forms.Form):
    service = NamedChoiceField(label=_("Chủ đề"), queryset=Service.objects.none())
    system = NamedChoiceField(label=_("Hệ thống nhận"), queryset=InformationSystem.objects.none())
    way = forms.ChoiceField(
        label=_("Cách nhận"),
        choices=EventSubscription.Way.choices,
        initial=EventSubscription.Way.PUSH,
        widget=forms.RadioSelect,
        required=False,
    )
    url = WordsField(_("Địa chỉ nhận, bỏ trống khi tự lấy"), 500, required=False, help_text=ADDRESS_HINT)

    def __init__(
        self,
        *args: Any,
        services: QuerySet[Service],
        systems: QuerySet[InformationSystem],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.fields["service"].queryset = services  # type: ignore[attr-defined]
        self.fields["system"].queryset = systems  # type: ignore[attr-defined]

    def clean_way(self) -> str:
        return self.cleaned_data["way"] or EventSubscription.Way.PUSH


class MoveForm(forms.Form):
    url = WordsField(_("Địa chỉ nhận"), 500, help_text=ADDRESS_HINT)


class NothingForm(forms.Form):
    """A deed without words: the page asks once more."""


class SkipForm(forms.Form):
    text = WordsField(_("Lý do bỏ qua"), 500, rows=3)


class FilterForm(forms.Form):
    """Of the list of deliveries; what cannot be read filters nothing."""

    trang_thai = forms.ChoiceField(
        label=_("Tình trạng"),
        choices=[("", _("Tất cả")), *EventDelivery.State.choices],
        required=False,
    )
    ma = forms.CharField(label=_("Mã hồ sơ"), max_length=60, required=False)
    dang_ky = forms.IntegerField(min_value=1, max_value=2**62, required=False, widget=forms.HiddenInput)
