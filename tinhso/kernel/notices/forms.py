from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.notices.models import NoticeChoice
from tinhso.kernel.notices.push_endpoint import UnsafeEndpoint, check_endpoint
from tinhso.kernel.notices.push_key import from_base64url
from tinhso.kernel.notices.topics import Topic, channels_of, is_on_at_first
from tinhso.kernel.people.public import User


class DeviceForm(forms.Form):
    """What a browser's push manager says: its address at the push service, its public key, a shared secret."""

    endpoint = forms.CharField(max_length=600)
    p256dh = forms.CharField(max_length=100)
    auth = forms.CharField(max_length=40)

    def clean_endpoint(self) -> str:
        endpoint: str = self.cleaned_data["endpoint"]
        try:
            check_endpoint(endpoint)
        except UnsafeEndpoint as error:
            raise forms.ValidationError("endpoint") from error
        return endpoint

    def clean_p256dh(self) -> str:
        key: str = self.cleaned_data["p256dh"]
        try:
            EllipticCurvePublicKey.from_encoded_point(SECP256R1(), from_base64url(key))
        except ValueError as error:
            raise forms.ValidationError("p256dh") from error
        return key

    def clean_auth(self) -> str:
        secret: str = self.cleaned_data["auth"]
        try:
            right = len(from_base64url(secret)) == 16
        except ValueError:
            right = False
        if not right:
            raise forms.ValidationError("auth")
        return secret


class ChoicesForm(forms.Form):
    """A tick for each topic and each outside channel that reaches this account."""

    def __init__(self, user: User, topics: list[Topic], *args: Any) -> None:
        super().__init__(*args)
        rows = NoticeChoice.objects.filter(user=user).values_list("topic", "channel", "on")
        chosen = {(topic, channel): on for topic, channel, on in rows}
        self.topics = topics
        channels = channels_of(user)
        for topic in topics:
            for channel in channels:
                on = chosen.get((topic.code, channel.value), is_on_at_first(topic, channel.value))
                self.fields[f"{topic.code}|{channel.value}"] = forms.BooleanField(
                    label=channel.label, required=False, initial=on
                )

    def groups(self) -> list[tuple[Topic, list[forms.BoundField]]]:
        """The fields of each topic, for one fieldset each."""
        return [
            (t, [self[name] for name in self.fields if name.split("|")[0] == t.code]) for t in self.topics
        ]

    def choices(self) -> dict[tuple[str, str], bool]:
        pairs = ((tuple(name.split("|")), on) for name, on in self.cleaned_data.items())
        return {(pair[0], pair[1]): on for pair, on in pairs}


class SmsTrialForm(forms.Form):
    """The demo's telephone: from which number, and what is sent."""

    phone = forms.RegexField(
        r"^0\d{9}$",
        label=_("Điện thoại gửi"),
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
        error_messages={
            "required": _("Nhập số điện thoại."),
            "invalid": _("Nhập 10 chữ số, bắt đầu bằng số 0."),
        },
    )
    text = forms.CharField(
        label=_("Nội dung tin nhắn"),
        max_length=160,
        error_messages={
            "required": _("Nhập nội dung tin nhắn."),
            "max_length": _("Tin nhắn dài tối đa 160 ký tự."),
        },
    )
