"""allauth's forms in Vietnamese: the labels."""

import logging
from typing import Any

from allauth.account import forms as account
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.models import User
from tinhso.kernel.site.rate_limit import allow

log = logging.getLogger("tinhso.people")
CODE_TRIES = 10  # for one account in ten minutes, whatever the address they come from
LABELS = {
    "login": _("Tên đăng nhập"),
    "username": _("Tên đăng nhập"),
    "password": _("Mật khẩu"),
    "password1": _("Mật khẩu mới"),
    "password2": _("Nhập lại mật khẩu mới"),
    "oldpassword": _("Mật khẩu hiện nay"),
    "code": _("Mã gồm 6 chữ số trong ứng dụng xác thực, hoặc một mã dự phòng"),
}


class Labelled:
    """Gives the fields our labels and drops placeholders: a label stays when something is typed."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
        if "password" in self.fields:
            self.fields["password"].help_text = ""


class CountedCode:
    """A code of the second step: few tries for an account, and each code once, over all server processes.

    allauth counts both in its process's own memory. Its codes live for 30 seconds without tolerance, which are the
    stretches of `allow`.
    """

    user: User

    def clean_code(self) -> str:
        if not allow("second_factor", str(self.user.pk), CODE_TRIES, 600):
            log.warning("sign-in refused", extra={"code": "too_many_codes", "user_id": self.user.pk})
            raise get_adapter().validation_error("too_many_codes")
        try:
            code = str(super().clean_code())  # type: ignore[misc]
        except ValidationError:
            log.warning("sign-in refused", extra={"code": "second_factor", "user_id": self.user.pk})
            raise
        if not allow("second_factor_code", f"{self.user.pk}|{normalize_user_code(code)}", 1, 30):
            log.warning("sign-in refused", extra={"code": "used_code", "user_id": self.user.pk})
            raise get_adapter().validation_error("incorrect_code")
        return code


class LoginForm(Labelled, account.LoginForm):
    """User name and password."""


class SignupForm(Labelled, account.SignupForm):
    """A citizen's own account, while the dated rule allows one."""


class ChangePasswordForm(Labelled, account.ChangePasswordForm):
    """Old password, new one twice."""


class ReauthenticateForm(Labelled, account.ReauthenticateForm):
    """The password once more before something that matters."""


class AuthenticateForm(Labelled, CountedCode, mfa.AuthenticateForm):
    """The second step of signing in."""


class ReauthenticateCodeForm(Labelled, CountedCode, mfa.ReauthenticateForm):
    """A code once more before something that matters."""


class ActivateForm(Labelled, totp.ActivateTOTPForm):
    """The first code of a new authenticator app."""
