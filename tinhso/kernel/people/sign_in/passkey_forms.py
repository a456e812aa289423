"""allauth's forms of passkeys in Vietnamese; what no browser would send is refused and never an error page."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.sign_in.account_forms import Labelled

UNREADABLE = (AttributeError, InvalidSignature, KeyError, TypeError, ValueError)
WRONG_KEY = _("Khóa truy cập này không đúng với tài khoản. Ông/bà thử lại hoặc dùng mã.")
NOT_ADDED = _("Chưa thêm được khóa truy cập. Ông/bà bấm Thêm và làm lại.")


class AddPasskeyForm(Labelled, webauthn.AddWebAuthnForm):
    """A name for the key, and what the browser made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Tên khóa, để phân biệt")
        self.fields["name"].max_length = 60
        self.fields["name"].widget.attrs["maxlength"] = "60"

    def clean_name(self) -> str:
        return str(super().clean_name())[:60]

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except (ValidationError, *UNREADABLE) as error:
            raise ValidationError(NOT_ADDED) from error
        return cleaned


class _Refused:
    """Says in our words why a key did not open the door."""

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except UNREADABLE as error:
            raise ValidationError(WRONG_KEY) from error
        except ValidationError as error:
            if error.code == "incorrect_code":
                raise ValidationError(WRONG_KEY) from error
            raise


class AuthenticatePasskeyForm(_Refused, webauthn.AuthenticateWebAuthnForm):
    """The second step of signing in."""


class ReauthenticatePasskeyForm(_Refused, webauthn.ReauthenticateWebAuthnForm):
    """The key once more before something that matters."""
