"""The devices on which an account is signed in, for its owner."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.people.guards.actors import signed_in
from tinhso.kernel.people.guards.guards import signed_in_required
from tinhso.kernel.people.guards.reauthentication import confirmed_again
from tinhso.kernel.people.sessions.actions.end_sessions import NoSuchSession, end_other_sessions, end_session
from tinhso.kernel.people.sessions.actions.keep_own_device import NotRemembered, keep_own_device
from tinhso.kernel.people.sessions.expiry import WRITE_EVERY
from tinhso.kernel.people.sessions.open_sessions import handle_of, sessions_of
from tinhso.kernel.people.sessions.own_device import own_device_days
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import OWN_DEVICE
from tinhso.lib.dates import vn_date


@signed_in_required
@never_cache
@require_safe
def own_sessions(request: HttpRequest) -> HttpResponse:
    """Each with its machine in plain words, when it began and was last used; this one first."""
    signed = signed_in(request)
    assert signed
    values = {
        "sessions": sessions_of(signed.user, here=request.session.session_key),
        "hours": settings.SESSION_COOKIE_AGE // 3600,
        "minutes": WRITE_EVERY // 60,
        "days": own_device_days(signed.user, now=clock.now()),
        "is_remembered": OWN_DEVICE in request.session,
    }
    return render(request, "people/own_sessions.html", values)


@signed_in_required
@require_POST
@confirmed_again
def keep_this_device(request: HttpRequest) -> HttpResponse:
    """ "Đây là máy của tôi": this session goes on for the days of the rule, or no longer does."""
    signed = signed_in(request)
    assert signed
    if "thoi" in request.POST:
        request.session.pop(OWN_DEVICE, None)
        request.session.set_expiry(None)
        messages.success(request, _("Máy này không giữ đăng nhập nữa."))
        return redirect("own_sessions")
    try:
        days = keep_own_device(signed.user, by=signed.actor, now=clock.now())
    except NotRemembered:
        messages.error(request, _("Tài khoản này không giữ đăng nhập lâu được."))
        return redirect("own_sessions")
    until = timezone.now() + timedelta(days=days)
    request.session[OWN_DEVICE] = int(until.timestamp())
    request.session.set_expiry(until)
    messages.success(request, _("Máy này giữ đăng nhập đến %(day)s.") % {"day": vn_date(until)})
    return redirect("own_sessions")


@signed_in_required
@require_POST
@confirmed_again
def end_own_session(request: HttpRequest) -> HttpResponse:
    """End one of them; this one ends by signing out."""
    signed = signed_in(request)
    assert signed
    handle = request.POST.get("phien", "")
    if handle == handle_of(request.session.session_key or ""):
        messages.error(request, _("Đây là thiết bị ông/bà đang dùng. Muốn kết thúc, bấm Đăng xuất."))
        return redirect("own_sessions")
    try:
        end_session(signed.user, handle, by=signed.actor, now=clock.now())
        messages.success(request, _("Đã đăng xuất thiết bị đó."))
    except NoSuchSession:
        messages.info(request, _("Thiết bị đó đã đăng xuất từ trước."))
    return redirect("own_sessions")


@signed_in_required
@require_POST
@confirmed_again
def sign_out_others(request: HttpRequest) -> HttpResponse:
    """End this account's sessions on all other machines."""
    signed = signed_in(request)
    assert signed
    here = request.session.session_key
    user = end_other_sessions(signed.user, here=here, by=signed.actor, now=clock.now())
    update_session_auth_hash(request, user)
    messages.success(request, _("Đã đăng xuất khỏi các thiết bị khác."))
    return redirect("own_sessions")
