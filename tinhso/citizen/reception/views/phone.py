"""Whoever has no account shows that a telephone is theirs: a code by SMS, which this browser then remembers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.citizen.models import PhoneCheck
from tinhso.citizen.sender.actions.confirm_phone import CodeRefused, confirm_phone
from tinhso.citizen.sender.actions.send_phone_code import TooManyCodes, send_phone_code
from tinhso.citizen.sender.browser_notes import PHONE_TOKEN
from tinhso.citizen.sender.forms import CodeForm, PhoneForm
from tinhso.citizen.sender.phones import sends_codes
from tinhso.kernel.people.public import actor_for, public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import browser_note, note_in_browser
from tinhso.kernel.site.rate_limit import limited
from tinhso.kernel.site.views.errors import too_many

CHECK = "reception_phone_check"
EMPTY = "00000000-0000-4000-8000-000000000000"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@public_page
def reception_phone(request: HttpRequest, pk: int) -> HttpResponse:
    """The telephone; `pk` is the reception that one comes from, 0 for the page of one's own bookings."""
    if actor_for(request).person_id is not None:
        return go_on(pk)
    form = PhoneForm(request.POST or None)
    form.fields["phone"].label = _("Số điện thoại của ông/bà")
    status = 422 if form.errors else 200
    if form.is_valid():
        if limited(request, "reception_code", most=20, seconds=3600):
            return too_many(request, retry_after=3600)
        try:
            check = send_phone_code(phone=form.cleaned_data["phone"], now=clock.now())
        except TooManyCodes:
            form.add_error("phone", _("Đã gửi nhiều mã đến số này. Đợi 1 giờ rồi thử lại."))
            status = 429
        else:
            note_in_browser(request, CHECK, str(check.pk))
            return redirect("reception_code", pk)
    context = {"form": form, "pk": pk, "by_code": sends_codes()}
    return render(request, "citizen/reception/reception_phone.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@public_page
def reception_code(request: HttpRequest, pk: int) -> HttpResponse:
    """The code that the telephone got."""
    checks = PhoneCheck.objects.select_related("person")
    check = checks.filter(pk=browser_note(request, CHECK) or EMPTY).first()
    if check is None:
        return redirect("reception_phone", pk)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            token = confirm_phone(check=check, code=form.cleaned_data["code"])
        except CodeRefused:
            form.add_error("code", _("Mã không đúng, hoặc đã quá 10 phút, hoặc nhập sai quá 5 lần."))
        else:
            note_in_browser(request, PHONE_TOKEN, token)
            return go_on(pk)
    context = {"form": form, "pk": pk, "phone": check.person.phone}
    status = 422 if form.is_bound else 200
    return render(request, "citizen/reception/reception_code.html", context, status=status)


def go_on(pk: int) -> HttpResponse:
    return redirect("reception_day", pk) if pk else redirect("my_receptions")
