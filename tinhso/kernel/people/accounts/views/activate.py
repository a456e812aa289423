from typing import Any

from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.forms import CharField, Form, PasswordInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tinhso.kernel.people.accounts.actions.activate import UsedMeanwhile
from tinhso.kernel.people.accounts.actions.activate import activate as set_first_password
from tinhso.kernel.people.accounts.activation import account_of
from tinhso.kernel.people.guards.guards import public_page
from tinhso.kernel.people.models import User
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import too_many
from tinhso.kernel.site.rate_limit import limited

TRIES = 60  # from one address in ten minutes: a whole office may come at once
NEW = PasswordInput(attrs={"autocomplete": "new-password"})
TOO_WEAK = {
    "password_too_short": gettext_lazy("Mật khẩu cần ít nhất 12 ký tự."),
    "password_too_similar": gettext_lazy("Mật khẩu quá giống tên đăng nhập, họ tên hoặc số điện thoại."),
    "password_too_common": gettext_lazy("Mật khẩu này quá phổ biến. Ông/bà chọn mật khẩu khác."),
    "password_of_context": gettext_lazy(
        "Mật khẩu không được chỉ gồm tên hệ thống, tên cơ quan, tên tỉnh và chữ số."
    ),
}


class FirstPasswordForm(Form):
    """The new password twice."""

    password1 = CharField(
        label=gettext_lazy("Mật khẩu mới"),
        strip=False,
        max_length=200,
        widget=NEW,
        help_text=gettext_lazy("Ít nhất 12 ký tự; một câu ngắn dễ nhớ là tốt."),
        error_messages={
            "required": gettext_lazy("Nhập mật khẩu."),
            "max_length": gettext_lazy("Mật khẩu dài tối đa 200 ký tự."),
        },
    )
    password2 = CharField(
        label=gettext_lazy("Nhập lại mật khẩu mới"),
        strip=False,
        widget=NEW,
        error_messages={"required": gettext_lazy("Nhập lại mật khẩu.")},
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self) -> str:
        password = str(self.cleaned_data["password1"])
        try:
            validate_password(password, self.user)
        except ValidationError as error:
            words = [TOO_WEAK[one.code] for one in error.error_list if one.code in TOO_WEAK]
            raise ValidationError(words or _("Mật khẩu này chưa đủ mạnh.")) from error
        return password

    def clean_password2(self) -> str:
        password = str(self.cleaned_data["password2"])
        if "password1" in self.cleaned_data and password != self.cleaned_data["password1"]:
            raise ValidationError(_("Hai lần nhập chưa giống nhau."))
        return password


@public_page
@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def activate(request: HttpRequest, token: str) -> HttpResponse:
    """Set the first password of the account that the link names; then sign in with it."""
    if limited(request, "activate", most=TRIES):
        return too_many(request, retry_after=600)
    user = account_of(token, on=clock.today())
    if user is None:
        return render(request, "people/activation_over.html", status=410)
    form = FirstPasswordForm(user, request.POST or None)
    if form.is_valid():
        try:
            set_first_password(user, form.cleaned_data["password1"], now=clock.now())
        except UsedMeanwhile:
            return render(request, "people/activation_over.html", status=410)
        messages.success(request, _("Đã đặt mật khẩu. Ông/bà đăng nhập bằng mật khẩu này."))
        return redirect("account_login")
    values = {"form": form, "account": user}
    return render(request, "people/activate.html", values, status=422 if form.errors else 200)
