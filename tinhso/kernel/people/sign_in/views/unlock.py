from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.forms import CharField, Form, PasswordInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.kernel.people.guards.guards import signed_in_required
from tinhso.kernel.people.sessions.middleware import start_watch
from tinhso.kernel.people.sign_in.adapters import home_of
from tinhso.kernel.people.sign_in.views.sign_in import next_of
from tinhso.kernel.site.context import instance


class PasswordForm(Form):
    """The password once more."""

    password = CharField(
        label=gettext_lazy("Mật khẩu"),
        strip=False,
        widget=PasswordInput(attrs={"autocomplete": "current-password"}),
    )


@signed_in_required
@never_cache
@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """A session that was idle opens again with the password; in the demo with a click, the cast has none."""
    demo = instance().demo
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and (demo or (form.is_valid() and _is_right(request, form))):
        request.session.cycle_key()
        start_watch(request)
        return redirect(next_of(request) or home_of(request))
    values = {"form": form, "next": next_of(request), "demo": demo}
    return render(request, "people/unlock.html", values, status=400 if form.errors and not demo else 200)


def _is_right(request: HttpRequest, form: PasswordForm) -> bool:
    """Counts wrong tries like a sign-in does, so that an open desk cannot be used to guess."""
    try:
        if get_adapter(request).reauthenticate(request.user, form.cleaned_data["password"]):
            return True
        form.add_error("password", _("Mật khẩu chưa đúng. Ông/bà nhập lại."))
    except ValidationError as error:
        form.add_error("password", error)
    return False
