"""allauth's forms in Vietnamese: the labels."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.utils.translation import gettext_lazy as _

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


class LoginForm(Labelled, account.LoginForm):
    """User name and password."""


class SignupForm(Labelled, account.SignupForm):
    """A citizen's own account, while the dated rule allows one."""


class ChangePasswordForm(Labelled, account.ChangePasswordForm):
    """Old password, new one twice."""


class ReauthenticateForm(Labelled, account.ReauthenticateForm):
    """The password once more before something that matters."""


class AuthenticateForm(Labelled, mfa.AuthenticateForm):
    """The second step of signing in."""


class ReauthenticateCodeForm(Labelled, mfa.ReauthenticateForm):
    """A code once more before something that matters."""


class ActivateForm(Labelled, totp.ActivateTOTPForm):
    """The first code of a new authenticator app."""
