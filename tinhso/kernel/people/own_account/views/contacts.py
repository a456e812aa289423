from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.kernel.people.guards.actors import signed_in
from tinhso.kernel.people.guards.guards import signed_in_required
from tinhso.kernel.people.guards.reauthentication import confirmed_again
from tinhso.kernel.people.own_account.actions.change_contacts import (
    NoCarrier,
    TooManyCodes,
    change_contacts,
)
from tinhso.kernel.people.own_account.actions.confirm_contact import CodeRefused, confirm_contact
from tinhso.kernel.people.own_account.contact_codes import MINUTES, waiting_changes
from tinhso.kernel.people.own_account.contact_form import ContactCodeForm, ContactForm
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
    return _page(request, _form(request))


@confirmed_again
def _save(request: HttpRequest) -> HttpResponse:
    signed, form = signed_in(request), ContactForm(request.POST)
    assert signed
    if not form.is_valid():
        return _page(request, form, status=422)
    given = form.cleaned_data
    try:
        changed = change_contacts(
            signed.user, email=given["email"], phone=given["phone"], by=signed.actor, now=clock.now()
        )
    except NoCarrier as error:
        form.add_error(
            str(error), _("Hệ thống chưa gửi được tin tới nơi này nên chưa xác nhận được. Giữ như cũ.")
        )
        return _page(request, form, status=422)
    except TooManyCodes as error:
        form.add_error(str(error), _("Đã gửi nhiều mã trong một giờ qua. Ông/bà thử lại sau."))
        return _page(request, form, status=429)
    if any(one.address for one in changed.values()):
        messages.info(request, _("Đã gửi mã tới nơi nhận mới. Nơi nhận chỉ đổi khi ông/bà nhập đúng mã."))
    elif changed:
        messages.success(request, _("Đã lưu nơi nhận thông báo. Ông/bà gửi thử một thông báo để kiểm tra."))
    else:
        messages.info(request, _("Nơi nhận thông báo không có gì thay đổi."))
    return redirect("contacts")


@signed_in_required
@never_cache
@require_POST
def confirm_new_contact(request: HttpRequest) -> HttpResponse:
    """The code that came to the new address, typed by whoever asked for it."""
    signed, form = signed_in(request), ContactCodeForm(request.POST)
    assert signed
    if form.is_valid():
        channel = form.cleaned_data["channel"]
        change = get_object_or_404(waiting_changes(signed.user), channel=channel)
        try:
            confirm_contact(change=change, code=form.cleaned_data["code"], by=signed.actor, now=clock.now())
        except CodeRefused:
            form.add_error(
                "code",
                _("Mã không đúng hoặc đã hết hiệu lực. Ông/bà nhập lại, hoặc lưu lần nữa để nhận mã mới."),
            )
        else:
            messages.success(
                request, _("Đã lưu nơi nhận thông báo. Ông/bà gửi thử một thông báo để kiểm tra.")
            )
            return redirect("contacts")
    return _page(request, _form(request), form, status=422)


def _form(request: HttpRequest) -> ContactForm:
    signed = signed_in(request)
    assert signed
    return ContactForm(initial={"email": signed.user.email, "phone": signed.user.phone})


def _page(
    request: HttpRequest, form: ContactForm, refused: ContactCodeForm | None = None, *, status: int = 200
) -> HttpResponse:
    signed = signed_in(request)
    assert signed
    typed = {refused["channel"].value(): refused} if refused else {}
    waiting = [
        (
            one,
            typed.get(one.channel)
            or ContactCodeForm(initial={"channel": one.channel}, auto_id=f"{one.channel}_%s"),
        )
        for one in waiting_changes(signed.user)
    ]
    values = {"form": form, "refused": refused, "waiting": waiting, "minutes": MINUTES}
    return render(request, "people/contacts.html", values, status=status)
