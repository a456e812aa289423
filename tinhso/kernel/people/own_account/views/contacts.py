from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.kernel.people.guards.actors import signed_in
from tinhso.kernel.people.guards.guards import signed_in_required
from tinhso.kernel.people.guards.reauthentication import confirmed_again
from tinhso.kernel.people.own_account.actions.change_contacts import change_contacts
from tinhso.kernel.people.own_account.contact_form import ContactForm
from tinhso.kernel.site import clock


@signed_in_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contacts(request: HttpRequest) -> HttpResponse:
    """E-mail and telephone of notices: looked at freely, changed only after the person was asked once more."""
    if request.method == "POST":
        return _save(request)
    signed = signed_in(request)
    assert signed
    form = ContactForm(initial={"email": signed.user.email, "phone": signed.user.phone})
    return _page(request, form)


@confirmed_again
def _save(request: HttpRequest) -> HttpResponse:
    signed, form = signed_in(request), ContactForm(request.POST)
    assert signed
    if not form.is_valid():
        return _page(request, form, status=422)
    given = form.cleaned_data
    if change_contacts(
        signed.user, email=given["email"], phone=given["phone"], by=signed.actor, now=clock.now()
    ):
        messages.success(request, _("Đã lưu nơi nhận thông báo. Ông/bà gửi thử một thông báo để kiểm tra."))
    else:
        messages.info(request, _("Nơi nhận thông báo không có gì thay đổi."))
    return redirect("contacts")


def _page(request: HttpRequest, form: ContactForm, *, status: int = 200) -> HttpResponse:
    return render(request, "people/contacts.html", {"form": form}, status=status)
